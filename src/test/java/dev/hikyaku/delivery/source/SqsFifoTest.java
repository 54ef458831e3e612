package dev.hikyaku.delivery.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is special with FIFO queues. */
class SqsFifoTest {
    private final FakeSqs sqs = new FakeSqs("orders.fifo");
    private final SqsSource source = new SqsSource(sqs.queueUrl(), null, null);

    @AfterEach
    void close() {
        source.close();
        sqs.close();
    }

    private Poll receive(int max) {
        return source.receive(max, Duration.ofSeconds(30), Duration.ofSeconds(20), Runnable::run);
    }

    private static List<Message> result(Poll poll) {
        return poll.messages().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private String nextAttempt() throws InterruptedException {
        return sqs.next().body().getString("ReceiveRequestAttemptId");
    }

    /** A receive that is broken off while the server is about to answer. */
    private String unanswered(int max) throws InterruptedException {
        sqs.answer(call -> null);
        Poll poll = receive(max);
        String attempt = nextAttempt();
        poll.cancel();
        assertThat(result(poll)).isEmpty();
        sqs.answer(call -> new JsonObject());
        return attempt;
    }

    @Test
    void aReceiveWithoutAnAnswerIsRepeatedOnce() throws Exception {
        String attempt = unanswered(5);

        result(receive(5));
        assertThat(nextAttempt()).isEqualTo(attempt);
        result(receive(5));
        assertThat(nextAttempt()).isNotEqualTo(attempt);
    }

    @Test
    void itIsNotRepeatedByAReceiveThatAsksForLess() throws Exception {
        String attempt = unanswered(5);

        result(receive(4));
        assertThat(nextAttempt()).isNotEqualTo(attempt);
        result(receive(10));
        assertThat(nextAttempt()).isEqualTo(attempt);
    }

    @Test
    void groupAndSequenceNumberAreTheMessages() {
        sqs.answer(call ->
                new JsonObject()
                        .put(
                                "Messages",
                                new JsonArray(
                                        """
                                        [{"MessageId": "id-1", "ReceiptHandle": "h", "Body": "x",
                                          "MD5OfBody": "9dd4e461268c8034f5c8564e155c67a6",
                                          "Attributes": {"MessageGroupId": "g",
                                            "SequenceNumber": "18849496460467696128",
                                            "SentTimestamp": "soon"}}]\
                                        """)));
        Message message = result(receive(1)).getFirst();
        assertThat(message.groupId()).isEqualTo("g");
        assertThat(message.system())
                .containsEntry("SequenceNumber", "18849496460467696128")
                .hasSize(2);
    }
}
