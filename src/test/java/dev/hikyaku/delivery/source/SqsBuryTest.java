package dev.hikyaku.delivery.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.model.MessageAttribute;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Burials by what the API has, against an endpoint that answers what a test says. */
class SqsBuryTest {
    private static final JsonObject POLICY =
            new JsonObject()
                    .put(
                            "RedrivePolicy",
                            """
                            {"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead.fifo",\
                            "maxReceiveCount":3}\
                            """);

    private final FakeSqs sqs = new FakeSqs("orders.fifo").attributes(POLICY);
    private final SqsSource source = new SqsSource(sqs.queueUrl(), null, null);
    private JsonArray failedSends = new JsonArray();
    private JsonArray failedDeletes = new JsonArray();

    @AfterEach
    void close() {
        source.close();
        sqs.close();
    }

    private @Nullable JsonObject answer(FakeSqs.Call call) {
        return switch (call.action()) {
            case "AmazonSQS.GetQueueUrl" -> new JsonObject().put("QueueUrl", deadUrl());
            case "AmazonSQS.SendMessageBatch" -> new JsonObject().put("Failed", failedSends);
            default -> new JsonObject().put("Failed", failedDeletes);
        };
    }

    private String deadUrl() {
        return sqs.queueUrl().replace("orders", "dead");
    }

    private List<Burial> burials(int count, String body, Map<String, MessageAttribute> attributes) {
        sqs.answer(call -> received(count));
        var messages =
                source.receive(10, Duration.ofSeconds(30), Duration.ZERO, Runnable::run)
                        .messages()
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
        sqs.calls.clear();
        sqs.answer(this::answer);
        return messages.stream()
                .map(message -> new Burial(with(message, body, attributes), "status 422"))
                .toList();
    }

    private static JsonObject received(int count) {
        var messages =
                IntStream.range(0, count)
                        .mapToObj(i ->
                                new JsonObject()
                                        .put("MessageId", "id-" + i)
                                        .put("ReceiptHandle", "handle-" + i)
                                        .put("Body", "x")
                                        .put("MD5OfBody", "9dd4e461268c8034f5c8564e155c67a6"))
                        .toList();
        return new JsonObject().put("Messages", new JsonArray(messages));
    }

    private static Message with(
            Message message, String body, Map<String, MessageAttribute> attributes) {
        return new Message(
                message.id(),
                message.queue(),
                message.queueArn(),
                message.handle(),
                body.getBytes(StandardCharsets.UTF_8),
                message.bodyMd5(),
                attributes,
                1,
                0,
                0,
                null,
                Map.of("MessageGroupId", "g", "AWSTraceHeader", "Root=1"));
    }

    private BatchOutcome bury(List<Burial> burials) {
        return source.bury(burials).orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void sendsToTheDeadLetterQueueAndThenDeletes() throws Exception {
        var attributes = new TreeMap<String, MessageAttribute>();
        attributes.put("Kind", new MessageAttribute("String", "order", null));
        attributes.put("Raw", new MessageAttribute("Binary", null, new byte[] {1, 2}));

        assertThat(bury(burials(2, "für", attributes)).refusals()).isEmpty();

        FakeSqs.Call url = sqs.next();
        assertThat(url.body())
                .isEqualTo(
                        new JsonObject()
                                .put("QueueName", "dead.fifo")
                                .put("QueueOwnerAWSAccountId", "000000000000"));
        FakeSqs.Call send = sqs.next();
        assertThat(send.action()).isEqualTo("AmazonSQS.SendMessageBatch");
        assertThat(send.body().getString("QueueUrl")).isEqualTo(deadUrl());
        assertThat(send.body().getJsonArray("Entries").getJsonObject(1))
                .isEqualTo(
                        new JsonObject(
                                """
                                {"Id": "1", "MessageBody": "für", "MessageGroupId": "g",
                                 "MessageDeduplicationId": "id-1",
                                 "MessageSystemAttributes": {"AWSTraceHeader":
                                   {"DataType": "String", "StringValue": "Root=1"}},
                                 "MessageAttributes": {
                                   "HikyakuDeadReason":
                                     {"DataType": "String", "StringValue": "status 422"},
                                   "Kind": {"DataType": "String", "StringValue": "order"},
                                   "Raw": {"DataType": "Binary", "BinaryValue": "AQI="}}}\
                                """));
        FakeSqs.Call delete = sqs.next();
        assertThat(delete.action()).isEqualTo("AmazonSQS.DeleteMessageBatch");
        assertThat(delete.body().getString("QueueUrl")).isEqualTo(sqs.queueUrl());
        assertThat(delete.body().getJsonArray("Entries")).hasSize(2);
    }

    @Test
    void asksWhereToOnceForAMinute() {
        List<Burial> burials = burials(1, "x", Map.of());
        int before = sqs.attributeCalls.get();
        bury(burials);
        bury(burials);
        assertThat(sqs.attributeCalls).hasValue(before + 1);
    }

    @Test
    void whatIsNotSentIsNotDeletedAndMayBeTriedAgain() throws Exception {
        failedSends =
                new JsonArray(
                        """
                        [{"Id": "0", "Code": "InvalidMessageContents", "SenderFault": true}]\
                        """);
        BatchOutcome outcome = bury(burials(3, "x", Map.of()));
        assertThat(outcome.refusals())
                .isEqualTo(Map.of(0, new Refusal("InvalidMessageContents", true)));
        sqs.next();
        sqs.next();
        assertThat(sqs.next().body().getJsonArray("Entries"))
                .isEqualTo(
                        new JsonArray(
                                """
                                [{"Id": "0", "ReceiptHandle": "handle-1"},
                                 {"Id": "1", "ReceiptHandle": "handle-2"}]\
                                """));
    }

    @Test
    void aDeleteThatFailsIsToldByThePlaceOfItsMessage() {
        failedSends = new JsonArray("[{\"Id\": \"0\", \"Code\": \"InternalError\"}]");
        failedDeletes = new JsonArray("[{\"Id\": \"1\", \"Code\": \"InternalError\"}]");
        assertThat(bury(burials(3, "x", Map.of())).refusals()).containsOnlyKeys(0, 2);
    }

    @Test
    void aDeadLetterQueueThatIsNotThereLeavesTheMessages() {
        List<Burial> burials = burials(2, "x", Map.of());
        sqs.answer(call ->
                new JsonObject()
                        .put("__type", "com.amazonaws.sqs#QueueDoesNotExist")
                        .put("message", "no such queue"));
        BatchOutcome outcome = bury(burials);
        assertThat(outcome.refusals()).hasSize(2);
        assertThat(outcome.refusals().get(0))
                .satisfies(refusal -> {
                    assertThat(refusal.reason()).contains("no such queue");
                    assertThat(refusal.retryable()).isTrue();
                });
        assertThat(sqs.calls).hasSize(1);
    }

    @Test
    void aQueueWithoutARedrivePolicyRefusesForGood() {
        List<Burial> burials = burials(1, "x", Map.of());
        sqs.attributes(new JsonObject());
        Refusal refusal = bury(burials).refusals().get(0);
        assertThat(refusal)
                .isEqualTo(
                        new Refusal(
                                "The queue orders.fifo has no RedrivePolicy, so there is no"
                                        + " dead-letter queue to move a message to.",
                                false));
        assertThat(sqs.calls).isEmpty();
    }

    @Test
    void largeMessagesGoInSeveralCalls() {
        List<Burial> burials = burials(5, "x".repeat(100_000), Map.of());
        assertThat(bury(burials).refusals()).isEmpty();
        assertThat(sqs.calls.stream().filter(call -> call.action().endsWith("SendMessageBatch")))
                .extracting(call -> call.body().getJsonArray("Entries").size())
                .containsExactly(2, 2, 1);
    }
}
