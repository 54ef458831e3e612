package dev.hikyaku.delivery.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.settings.Success;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.model.MessageAttribute;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventDialectTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Outcome DONE = new Outcome.Delivered(200);

    private final List<Message> batch = List.of(Messages.of("a", "1"), Messages.of("b", "2"));
    private final Judge judge = new Judge(Success.ANY_2XX, () -> 0);
    private final Dialect event = new EventDialect(false, judge);
    private final Dialect function = new EventDialect(true, judge);

    private static Reply reply(int status, String body) {
        return new Reply(
                status, MultiMap.caseInsensitiveMultiMap(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static String failure(Answer answer) {
        assertThat(answer.exceptions()).isEmpty();
        assertThat(answer.outcome()).isInstanceOf(Outcome.BatchFailure.class);
        return answer.outcome().text();
    }

    // --- the event

    @Test
    void theEventIsLambdas() {
        Map<String, MessageAttribute> attributes = new TreeMap<>();
        attributes.put("Kind", Messages.string("order"));
        attributes.put("Raw", new MessageAttribute("Binary.png", null, new byte[] {1, 2, -1}));
        String body = "{\"a\":\"\u00fc\\n\"}\r\n\u0001\uD83C\uDFC3";
        Message message =
                Messages.of(
                        "id-1",
                        body,
                        attributes,
                        Map.of(
                                "MessageGroupId", "g",
                                "SequenceNumber", "18849496460467696128",
                                "ApproximateReceiveCount", "99"));
        JsonNode expected =
                JSON.readTree(
                        """
                        {"Records":[{
                          "messageId":"id-1",
                          "receiptHandle":"handle-id-1",
                          "body":%s,
                          "attributes":{
                            "ApproximateReceiveCount":"3",
                            "SentTimestamp":"1700000000000",
                            "SenderId":"AIDASENDER",
                            "ApproximateFirstReceiveTimestamp":"1700000001000",
                            "MessageGroupId":"g",
                            "SequenceNumber":"18849496460467696128"},
                          "messageAttributes":{
                            "Kind":{"stringValue":"order","stringListValues":[],
                                    "binaryListValues":[],"dataType":"String"},
                            "Raw":{"binaryValue":"AQL/","stringListValues":[],
                                   "binaryListValues":[],"dataType":"Binary.png"}},
                          "md5OfBody":"0123456789abcdef0123456789abcdef",
                          "eventSource":"aws:sqs",
                          "eventSourceARN":"arn:aws:sqs:eu-central-1:123456789012:orders",
                          "awsRegion":"eu-central-1"}]}
                        """
                                .formatted(JSON.writeValueAsString(body)));
        assertThat(JSON.readTree(event.body(List.of(message)))).isEqualTo(expected);
    }

    @Test
    void messagesStayInTheirOrder() {
        JsonNode records = JSON.readTree(event.body(batch)).get("Records");
        assertThat(records.get(0).get("messageId").stringValue()).isEqualTo("a");
        assertThat(records.get(1).get("body").stringValue()).isEqualTo("2");
        assertThat(records).hasSize(2);
    }

    // --- answers

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \n",
                "null",
                "{}",
                "{\"batchItemFailures\":[]}",
                "{\"batchItemFailures\":null}"
            })
    void nothingToReportIsDone(String body) {
        assertThat(event.read(reply(200, body), batch)).isEqualTo(Answer.of(DONE));
        assertThat(function.read(reply(200, body), batch)).isEqualTo(Answer.of(DONE));
    }

    @Test
    void thoseThatAreListedFail() {
        Answer answer =
                event.read(
                        reply(200, "{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}"), batch);
        assertThat(answer.outcome("a")).isEqualTo(DONE);
        assertThat(answer.outcome("b")).isInstanceOf(Outcome.BatchFailure.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":1}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"c\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"},{\"itemIdentifier\":\"c\"}]}",
                "{\"batchItemFailures\":[{\"id\":\"a\"}]}",
                "{\"batchItemFailures\":[\"a\"]}",
                "{\"batchItemFailures\":[null]}",
                "{\"batchItemFailures\":{}}",
                "{\"batchItemFailures\":\"a\"}",
                "{\"batchItemFailure\":[]}",
                "[]",
                "true",
                "\"ok\"",
                "OK",
                "<html>",
                "{}{}",
                "{\"batchItemFailures\":[",
            })
    void anyOtherAnswerFailsAll(String body) {
        assertThat(failure(event.read(reply(200, body), batch))).isNotBlank();
    }

    @Test
    void aStatusThatIsNoSuccessFailsAllWhateverTheBodySays() {
        assertThat(event.read(reply(500, "{}"), batch))
                .isEqualTo(Answer.of(new Outcome.Rejected(500)));
        assertThat(event.read(reply(302, ""), batch))
                .isEqualTo(Answer.of(new Outcome.Rejected(302)));
    }

    @Test
    void aVerdictIsForTheWholeBatch() {
        Reply reply = reply(500, "nonsense");
        reply.headers().add("X-Hikyaku-Verdict", "dead; reason=x");
        assertThat(event.read(reply, batch)).isEqualTo(Answer.of(new Outcome.Dead("x")));
    }

    // --- functions

    @Test
    void aFunctionsErrorFailsAll() {
        String body =
                "{\"errorMessage\":\"division by zero\",\"errorType\":\"ZeroDivisionError\","
                        + "\"stackTrace\":[]}";
        assertThat(failure(function.read(reply(200, body), batch)))
                .isEqualTo("the function failed: ZeroDivisionError: division by zero");
        assertThat(failure(function.read(reply(200, "{\"errorType\":\"X\"}"), batch)))
                .isEqualTo("the function failed: X: ");
    }

    @Test
    void aFunctionsErrorInTheHeadFailsAll() {
        Reply reply = reply(200, "null");
        reply.headers().add("x-amz-function-error", "Unhandled");
        assertThat(failure(function.read(reply, batch)))
                .isEqualTo("the function failed: Unhandled");
    }

    @Test
    void aFunctionThatIsThrottledIsAskedAgain() {
        Reply reply = reply(429, "{\"Reason\":\"ConcurrentInvocationLimitExceeded\"}");
        reply.headers().add("Retry-After", "7");
        assertThat(function.read(reply, batch).outcome())
                .isEqualTo(new Outcome.Rejected(429, java.time.Duration.ofSeconds(7)));
    }
}
