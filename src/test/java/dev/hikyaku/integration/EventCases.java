package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.Sqs.Attribute;
import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.TestWorker.Delivery;
import dev.hikyaku.integration.TestWorker.Reply;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Batches as Lambda's events, and functions. */
interface EventCases extends DaemonCases {
    String INVOCATIONS = "/2015-03-31/functions/function/invocations";

    private static JsonNode records(Delivery delivery) {
        return JsonMapper.shared().readTree(delivery.body()).get("Records");
    }

    private static List<String> messages(Delivery delivery) {
        return records(delivery).valueStream().map(each -> each.get("body").asString()).toList();
    }

    private static long deliveries(TestWorker worker, String body) {
        return worker.deliveries().stream()
                .filter(delivery -> messages(delivery).contains(body))
                .count();
    }

    private DaemonSetup events(String url, String window) {
        return setup(url)
                .with("format", "event")
                .with("batch.size", 10)
                .with("batch.window", window);
    }

    @Test
    default void anEventHasTheFormOfLambdas() {
        try (var worker = TestWorker.replying(delivery -> Reply.OK);
                var daemon = start(setup(worker.url("/events")).with("format", "event"));
                var sqs = daemon.sqs()) {
            String queue = daemon.queue().name();
            String id =
                    sqs.send(
                                    sqs.queueUrl(queue),
                                    Outgoing.of("{\"order\": 7}")
                                            .with(
                                                    Map.of(
                                                            "Kind",
                                                            Attribute.of("String", "order"),
                                                            "Raw",
                                                            Attribute.of(
                                                                    "Binary", new byte[] {1}))))
                            .id();
            eventually().until(() -> worker.deliveries().size() == 1);
            Delivery delivery = worker.deliveries().getFirst();
            assertThat(delivery.header("Content-Type")).isEqualTo("application/json");
            assertThat(delivery.header("X-Aws-Sqsd-Msgid")).isEqualTo(id);
            JsonNode all = JsonMapper.shared().readTree(delivery.body());
            assertThat(all.propertyNames()).containsExactly("Records");
            JsonNode one = records(delivery).get(0);
            assertThat(Set.copyOf(one.propertyNames()))
                    .isEqualTo(
                            Set.of(
                                    "messageId",
                                    "receiptHandle",
                                    "body",
                                    "attributes",
                                    "messageAttributes",
                                    "md5OfBody",
                                    "eventSource",
                                    "eventSourceARN",
                                    "awsRegion"));
            assertThat(one.get("messageId").asString()).isEqualTo(id);
            assertThat(one.get("body").asString()).isEqualTo("{\"order\": 7}");
            assertThat(one.get("md5OfBody").asString()).isEqualTo(Digests.md5("{\"order\": 7}"));
            assertThat(one.get("eventSource").asString()).isEqualTo("aws:sqs");
            assertThat(one.get("awsRegion").asString()).isEqualTo("us-east-1");
            assertThat(one.get("eventSourceARN").asString())
                    .isEqualTo(
                            sqs.queueAttributes(sqs.queueUrl(queue), "QueueArn").get("QueueArn"));
            assertThat(one.at("/attributes/ApproximateReceiveCount").asString()).isEqualTo("1");
            assertThat(one.at("/attributes/SentTimestamp").asString()).matches("[0-9]{13}");
            assertThat(one.at("/attributes/ApproximateFirstReceiveTimestamp").asString())
                    .matches("[0-9]{13}");
            assertThat(one.at("/messageAttributes/Kind").toString())
                    .isEqualTo(
                            JsonMapper.shared()
                                    .readTree(
                                            "{\"stringValue\":\"order\",\"stringListValues\":[],\"binaryListValues\":[],\"dataType\":\"String\"}")
                                    .toString());
            assertThat(one.at("/messageAttributes/Raw/binaryValue").asString()).isEqualTo("AQ==");
        }
    }

    /** A batch that is not full waits, and what waits is held. */
    @Test
    default void aWindowGathersWhatComes() {
        try (var worker = TestWorker.replying(delivery -> Reply.OK);
                var daemon = start(events(worker.url("/"), "4s").with("visibility-timeout", "3s"));
                var sqs = daemon.sqs()) {
            for (String body : bodies("gathered", 3)) {
                send(sqs, daemon.queue().name(), List.of(body));
            }
            awaitEmpty(daemon, sqs);
            assertThat(worker.deliveries()).hasSize(1);
            Delivery delivery = worker.deliveries().getFirst();
            assertThat(messages(delivery))
                    .containsExactlyInAnyOrderElementsOf(bodies("gathered", 3));
            assertThat(records(delivery).valueStream())
                    .allMatch(each ->
                            each.at("/attributes/ApproximateReceiveCount").asString().equals("1"));
        }
    }

    @Test
    default void whatAnAnswerNamesComesAgainAndTheRestIsDone() {
        try (var worker =
                        TestWorker.replying(delivery ->
                                Reply.of(200, failures(delivery), "Content-Type: text/plain"));
                var daemon = start(events(worker.url("/"), "1s"));
                var sqs = daemon.sqs()) {
            send(sqs, daemon.queue().name(), bodies("message", 20));
            awaitEmpty(daemon, sqs);
            for (String body : bodies("message", 20)) {
                assertThat(deliveries(worker, body)).as(body).isEqualTo(fails(body) ? 2 : 1);
            }
            assertThat(worker.deliveries())
                    .allSatisfy(delivery -> assertThat(messages(delivery)).hasSizeBetween(1, 10));
        }
    }

    private static boolean fails(String body) {
        return body.endsWith("3");
    }

    private static String failures(Delivery delivery) {
        return records(delivery)
                .valueStream()
                .filter(each -> fails(each.get("body").asString()))
                .filter(each ->
                        each.at("/attributes/ApproximateReceiveCount").asString().equals("1"))
                .map(each -> "{\"itemIdentifier\":\"" + each.get("messageId").asString() + "\"}")
                .collect(Collectors.joining(",", "{\"batchItemFailures\":[", "]}"));
    }

    /** A page of a proxy, a function's slip: nothing of it is taken for a yes. */
    @Test
    default void anAnswerThatCannotBeReadFailsTheWholeBatch() {
        var wrong =
                List.of(
                        "<html>welcome</html>",
                        "{\"batchItemFailures\": \"all\"}",
                        "{\"batchItemFailures\": [{\"itemIdentifier\": \"nobody\"}]}",
                        "{\"batchItemFailures\": [{}]}",
                        "{\"batchItemFailure\": []}");
        var answers = new AtomicInteger();
        try (var worker =
                        TestWorker.replying(delivery -> {
                            int answer = answers.getAndIncrement();
                            return Reply.of(200, answer < wrong.size() ? wrong.get(answer) : "");
                        });
                var daemon = start(events(worker.url("/"), "1s"));
                var sqs = daemon.sqs()) {
            send(sqs, daemon.queue().name(), bodies("message", 3));
            awaitEmpty(daemon, sqs);
            var batches = worker.deliveries().stream().map(EventCases::messages).toList();
            long all = batches.stream().mapToInt(List::size).sum();
            long failed = batches.stream().limit(wrong.size()).mapToInt(List::size).sum();
            assertThat(all - failed).isEqualTo(3);
        }
    }

    /** As the runtime interface emulator of Lambda's images answers. */
    @Test
    default void aFunctionIsInvokedAndItsErrorsAreFailures() {
        var answers = new AtomicInteger();
        try (var worker =
                        TestWorker.replying(delivery ->
                                switch (answers.getAndIncrement()) {
                                    case 0 ->
                                            Reply.of(
                                                    200,
                                                    "{\"errorMessage\": \"no\", \"errorType\":"
                                                            + " \"ValueError\", \"stackTrace\": []}");
                                    case 1 ->
                                            Reply.of(200, "{}", "X-Amz-Function-Error: Unhandled");
                                    case 2 -> Reply.of(200, "Task timed out after 3.00 seconds");
                                    default -> Reply.of(200, "null");
                                });
                var daemon = start(setup(worker.url(INVOCATIONS)).with("format", "function"));
                var sqs = daemon.sqs()) {
            send(sqs, daemon.queue().name(), bodies("invoked", 1));
            awaitEmpty(daemon, sqs);
            assertThat(worker.deliveries())
                    .hasSize(4)
                    .allSatisfy(delivery -> {
                        assertThat(delivery.method()).isEqualTo("POST");
                        assertThat(delivery.path()).isEqualTo(INVOCATIONS);
                        assertThat(messages(delivery)).containsExactly("invoked 0");
                    });
        }
    }
}
