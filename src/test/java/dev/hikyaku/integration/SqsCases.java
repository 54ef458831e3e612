package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.Sqs.Receive;
import dev.hikyaku.integration.Sqs.Received;
import dev.hikyaku.integration.Sqs.SqsError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the cases of every subject need: a server, a client, and words for what they do. */
interface SqsCases {
    Duration PATIENCE = HikyakuProcess.PATIENCE;
    int MIB = 1 << 20;
    String ACCOUNT = "000000000000";
    String GONE = "AWS.SimpleQueueService.NonExistentQueue";

    /** Where the server listens. */
    String endpoint();

    Sqs sqs();

    /** A name for a queue, that no other case has. */
    String newName();

    default String newQueue() {
        return newQueue(Map.of());
    }

    default String newQueue(Map<String, String> attributes) {
        return sqs().createQueue(newName(), attributes);
    }

    default void send(String queue, String... bodies) {
        for (String body : bodies) {
            sqs().send(queue, Outgoing.of(body));
        }
    }

    default Received receiveOne(String queue, Receive how) {
        List<Received> received = sqs().receive(queue, how);
        assertThat(received).hasSize(1);
        return received.getFirst();
    }

    default Received receiveOne(String queue) {
        return receiveOne(queue, Receive.ONE.waiting(20));
    }

    default CompletableFuture<List<Received>> receiving(String queue, Receive how) {
        return CompletableFuture.supplyAsync(
                () -> sqs().receive(queue, how), command -> Thread.ofVirtual().start(command));
    }

    default void assertStillWaiting(CompletableFuture<?> poll) {
        await("a long poll at an empty queue")
                .during(Duration.ofMillis(300))
                .atMost(PATIENCE)
                .until(() -> !poll.isDone());
    }

    default List<Received> answer(CompletableFuture<List<Received>> poll) {
        return poll.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    default void assertRefused(String code, ThrowingCallable call, String... words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SqsError.class,
                        error -> {
                            assertThat(error.code()).isEqualTo(code);
                            assertThat(error.status()).isEqualTo(400);
                            for (String word : words) {
                                assertThat(error.getMessage()).contains(word);
                            }
                        });
    }

    default void eventually(String what, BooleanSupplier condition) {
        await(what).atMost(PATIENCE).until(condition::getAsBoolean);
    }

    default Map<String, String> counts(String queue) {
        return sqs().queueAttributes(
                        queue,
                        "ApproximateNumberOfMessages",
                        "ApproximateNumberOfMessagesNotVisible",
                        "ApproximateNumberOfMessagesDelayed");
    }

    default Map<String, String> counts(int visible, int inFlight, int delayed) {
        return Map.of(
                "ApproximateNumberOfMessages", Integer.toString(visible),
                "ApproximateNumberOfMessagesNotVisible", Integer.toString(inFlight),
                "ApproximateNumberOfMessagesDelayed", Integer.toString(delayed));
    }

    default String attribute(String queue, String name) {
        return sqs().queueAttributes(queue, name).getOrDefault(name, "");
    }

    default String arn(String queue) {
        return Objects.requireNonNull(sqs().queueAttributes(queue, "QueueArn").get("QueueArn"));
    }

    default Map<String, String> redriveTo(String deadLetterQueue, int maxReceiveCount) {
        return redriveToArn(arn(deadLetterQueue), maxReceiveCount);
    }

    default Map<String, String> redriveToArn(String arn, int maxReceiveCount) {
        return Map.of(
                "RedrivePolicy",
                "{\"deadLetterTargetArn\":\""
                        + arn
                        + "\",\"maxReceiveCount\":\""
                        + maxReceiveCount
                        + "\"}");
    }
}
