package dev.hikyaku.delivery.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.model.MessageAttribute;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the daemon sends by the SDK, against an endpoint that answers what a test says. */
class SqsOutletTest {
    private static final String FIFO = "orders-periodic.fifo";

    private final FakeSqs sqs = new FakeSqs("orders");
    private final SqsSource source = new SqsSource(sqs.queueUrl(), null, null);
    private final Outlet outlet = source.outlet();

    @AfterEach
    void close() {
        outlet.close();
        source.close();
        sqs.close();
    }

    private static <T> T result(CompletableFuture<T> future) {
        return future.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void sends() throws Exception {
        var attributes = Map.of("Kind", new MessageAttribute("String", "order", null));
        sqs.answer(call ->
                new JsonObject()
                        .put("MD5OfMessageBody", "5b061ce050fd1bc0b8a0831ce52009fa")
                        .put("MD5OfMessageAttributes", "9e7e72847e5db084ff08f403da3c182b"));
        result(outlet.send(new Outgoing("für", attributes, "g", "id")));
        FakeSqs.Call call = sqs.next();
        assertThat(call.action()).isEqualTo("AmazonSQS.SendMessage");
        assertThat(call.body())
                .isEqualTo(
                        new JsonObject(
                                        """
                                        {"MessageBody": "für", "MessageGroupId": "g",
                                         "MessageDeduplicationId": "id",
                                         "MessageAttributes": {"Kind":
                                           {"DataType": "String", "StringValue": "order"}}}\
                                        """)
                                .put("QueueUrl", sqs.queueUrl()));
    }

    @Test
    void aQueueIsEmptyIfNothingIsInFlightEither() {
        var counts =
                new JsonObject()
                        .put("ApproximateNumberOfMessages", "0")
                        .put("ApproximateNumberOfMessagesNotVisible", "0")
                        .put("ApproximateNumberOfMessagesDelayed", "0");
        sqs.attributes(counts);
        assertThat(result(outlet.isEmpty())).isTrue();
        sqs.attributes(counts.copy().put("ApproximateNumberOfMessagesNotVisible", "1"));
        assertThat(result(outlet.isEmpty())).isFalse();
    }

    @Test
    void findsTheFifoQueueBesideIt() throws Exception {
        String url = sqs.queueUrl() + "-periodic.fifo";
        sqs.answer(call -> new JsonObject().put("QueueUrl", url));
        try (Source beside = result(outlet.fifoQueue(FIFO)).source()) {
            assertThat(beside.queue()).isEqualTo(FIFO);
            assertThat(beside.fifo()).isTrue();
        }
        assertThat(sqs.next().action()).isEqualTo("AmazonSQS.GetQueueUrl");
        assertThat(sqs.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue"})
    void makesItIfThereIsNone(String code) throws Exception {
        String url = sqs.queueUrl() + "-periodic.fifo";
        sqs.answer(call ->
                call.action().endsWith("CreateQueue")
                        ? new JsonObject().put("QueueUrl", url)
                        : new JsonObject().put("__type", "com.amazonaws.sqs#" + code));
        result(outlet.fifoQueue(FIFO)).source().close();
        sqs.next();
        assertThat(sqs.next().body())
                .isEqualTo(
                        new JsonObject(
                                """
                                {"QueueName": "orders-periodic.fifo", "Attributes":
                                  {"FifoQueue": "true", "MessageRetentionPeriod": "1209600"}}\
                                """));
    }
}
