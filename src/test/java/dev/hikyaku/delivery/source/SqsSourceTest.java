package dev.hikyaku.delivery.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.model.MessageAttribute;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The SDK's client against an endpoint that answers what a test says. */
class SqsSourceTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final FakeSqs sqs = new FakeSqs("orders");
    private final SqsSource source = new SqsSource(sqs.queueUrl(), null, null);

    @AfterEach
    void close() {
        source.close();
        sqs.close();
    }

    private Poll receive(Duration wait) {
        return source.receive(7, Duration.ofSeconds(30), wait, Runnable::run);
    }

    private static <T> T result(CompletableFuture<T> future) {
        return future.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static JsonObject messages(JsonObject... messages) {
        return new JsonObject().put("Messages", new JsonArray(List.of(messages)));
    }

    private static JsonObject message(String body) {
        return new JsonObject()
                .put("MessageId", "id-1")
                .put("ReceiptHandle", "handle-1")
                .put("Body", body)
                .put("MD5OfBody", md5(body));
    }

    private static String md5(String body) {
        try {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void receivesWithAllThatWorkersSee() throws Exception {
        var more =
                new JsonObject(
                        """
                        {"Attributes": {
                           "ApproximateReceiveCount": "3",
                           "ApproximateFirstReceiveTimestamp": "1700000000123",
                           "SentTimestamp": "1600000000456",
                           "SenderId": "AIDA",
                           "AWSTraceHeader": "Root=1"},
                         "MD5OfMessageAttributes": "8e742b475d416e8f02baaab7bbdd0166",
                         "MessageAttributes": {
                           "Kind": {"DataType": "String", "StringValue": "order"},
                           "Raw": {"DataType": "Binary", "BinaryValue": "AQI="}}}\
                        """);
        sqs.answer(call -> messages(message("für\r\n").mergeIn(more)));
        Message message = result(receive(Duration.ofSeconds(20)).messages()).getFirst();
        assertThat(message.id()).isEqualTo("id-1");
        assertThat(message.queue()).isEqualTo("orders");
        assertThat(message.body()).isEqualTo("für\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(message.receiveCount()).isEqualTo(3);
        assertThat(message.firstReceivedAtMillis()).isEqualTo(1_700_000_000_123L);
        assertThat(message.sentAtMillis()).isEqualTo(1_600_000_000_456L);
        assertThat(message.senderId()).isEqualTo("AIDA");
        assertThat(message.system()).isEqualTo(Map.of("AWSTraceHeader", "Root=1"));
        assertThat(message.attributes())
                .hasSize(2)
                .containsEntry("Kind", new MessageAttribute("String", "order", null))
                .hasEntrySatisfying(
                        "Raw", raw -> assertThat(raw.binaryValue()).containsExactly(1, 2));
        FakeSqs.Call call = sqs.next();
        assertThat(call.action()).isEqualTo("AmazonSQS.ReceiveMessage");
        assertThat(call.body())
                .isEqualTo(
                        new JsonObject()
                                .put("QueueUrl", sqs.queueUrl())
                                .put("MaxNumberOfMessages", 7)
                                .put("VisibilityTimeout", 30)
                                .put("WaitTimeSeconds", 20)
                                .put("MessageSystemAttributeNames", new JsonArray().add("All"))
                                .put("MessageAttributeNames", new JsonArray().add("All")));
    }

    @Test
    void aServerMayLeaveSystemAttributesOut() {
        sqs.answer(call -> messages(message("x")));
        Message message = result(receive(Duration.ZERO).messages()).getFirst();
        assertThat(message.receiveCount()).isEqualTo(1);
        assertThat(message.senderId()).isNull();
    }

    @Test
    void aCancelledPollEndsSoon() throws Exception {
        sqs.answer(call -> null);
        Poll poll = receive(Duration.ofSeconds(20));
        sqs.next();
        poll.cancel();
        assertThat(poll.messages()).succeedsWithin(SOON).isEqualTo(List.of());
    }

    @Test
    void whatComesWhileAPollIsCancelledIsNotLost() throws Exception {
        sqs.answer(call -> messages(message("x")));
        Poll poll = receive(Duration.ofSeconds(20));
        sqs.next();
        poll.cancel();
        assertThat(result(poll.messages())).hasSize(1);
    }

    @Test
    void aPollThatIsCancelledBeforeItsCallReceivesNothing() {
        sqs.attributesWait();
        sqs.answer(call -> messages(message("x")));
        Poll poll = receive(Duration.ofSeconds(20));
        poll.cancel();
        assertThat(result(poll.messages())).isEmpty();
        assertThat(sqs.calls).isEmpty();
    }

    @Test
    void anErrorFailsThePoll() {
        sqs.answer(call ->
                new JsonObject()
                        .put("__type", "com.amazonaws.sqs#QueueDoesNotExist")
                        .put("message", "no such queue"));
        assertThat(receive(Duration.ZERO).messages())
                .failsWithin(SOON)
                .withThrowableThat()
                .withMessageContaining("no such queue");
    }

    @Test
    void aThrottledReceiveIsTriedAgain() throws Exception {
        var refused = new JsonObject().put("__type", "com.amazonaws.sqs#RequestThrottled");
        sqs.answer(call -> sqs.calls.size() == 1 ? refused : messages(message("x")));
        assertThat(result(receive(Duration.ZERO).messages())).hasSize(1);
        assertThat(sqs.calls).hasSize(2);
    }

    @Test
    void asksForTheArnOnce() {
        String arn = "arn:aws:sqs:eu-west-1:000000000000:orders";
        sqs.attributes(new JsonObject().put("QueueArn", arn));
        sqs.answer(call -> messages(message("x")));
        for (int i = 0; i < 3; i++) {
            Message message = result(receive(Duration.ZERO).messages()).getFirst();
            assertThat(message.queueArn()).isEqualTo(arn);
        }
        assertThat(sqs.attributeCalls).hasValue(1);
    }

    @Test
    void receivesWithoutTheArnIfTheServerDoesNotSay() {
        sqs.attributes(null);
        sqs.answer(call -> messages(message("x")));
        Message message = result(receive(Duration.ZERO).messages()).getFirst();
        assertThat(message.queueArn()).isEqualTo("arn:aws:sqs:us-east-1:000000000000:orders");
    }

    private List<Handle> handles() {
        sqs.answer(call -> messages(message("a"), message("b").put("ReceiptHandle", "handle-2")));
        var handles =
                result(receive(Duration.ZERO).messages()).stream().map(Message::handle).toList();
        sqs.calls.clear();
        return handles;
    }

    @Test
    void deletesInOneBatchAndTellsWhichFailed() throws Exception {
        List<Handle> handles = handles();
        sqs.answer(call ->
                new JsonObject(
                        """
                        {"Failed": [{"Id": "1", "Code": "InternalError", "Message": "try again",
                                     "SenderFault": false}]}\
                        """));
        BatchOutcome outcome = result(source.delete(handles));
        assertThat(outcome.refusal(0)).isNull();
        assertThat(outcome.refusal(1)).isEqualTo(new Refusal("InternalError: try again", true));
        FakeSqs.Call call = sqs.next();
        assertThat(call.action()).isEqualTo("AmazonSQS.DeleteMessageBatch");
        assertThat(call.body().getJsonArray("Entries"))
                .isEqualTo(
                        new JsonArray(
                                """
                                [{"Id": "0", "ReceiptHandle": "handle-1"},
                                 {"Id": "1", "ReceiptHandle": "handle-2"}]\
                                """));
    }

    @Test
    void changesVisibilityInOneBatch() throws Exception {
        List<Handle> handles = handles();
        sqs.answer(call ->
                new JsonObject(
                        """
                        {"Failed": [{"Id": "0", "Code": "MessageNotInflight",
                                     "SenderFault": true}]}\
                        """));
        BatchOutcome outcome =
                result(
                        source.changeVisibility(
                                List.of(
                                        new VisibilityChange(handles.get(0), 0),
                                        new VisibilityChange(handles.get(1), 60))));
        assertThat(outcome.refusal(0)).isEqualTo(new Refusal("MessageNotInflight", false));
        assertThat(outcome.refusal(1)).isNull();
        FakeSqs.Call call = sqs.next();
        assertThat(call.action()).isEqualTo("AmazonSQS.ChangeMessageVisibilityBatch");
        assertThat(call.body().getJsonArray("Entries").getJsonObject(1))
                .isEqualTo(
                        new JsonObject()
                                .put("Id", "1")
                                .put("ReceiptHandle", "handle-2")
                                .put("VisibilityTimeout", 60));
    }

    @Test
    void aReleaseMakesVisibleNow() throws Exception {
        List<Handle> handles = handles();
        sqs.answer(call -> new JsonObject());
        assertThat(result(source.release(handles)).refusals()).isEmpty();
        FakeSqs.Call call = sqs.next();
        assertThat(call.action()).isEqualTo("AmazonSQS.ChangeMessageVisibilityBatch");
        assertThat(
                        call.body()
                                .getJsonArray("Entries")
                                .getJsonObject(1)
                                .getInteger("VisibilityTimeout"))
                .isZero();
    }

    @Test
    void aServerThatIsNotAmazonsNeedsNoCredentials() throws Exception {
        receive(Duration.ZERO);
        assertThat(sqs.next().authorization()).contains("/us-east-1/sqs/");
    }
}
