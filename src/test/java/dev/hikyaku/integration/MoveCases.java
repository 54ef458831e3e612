package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.integration.Sqs.MoveTask;
import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.Sqs.Receive;
import dev.hikyaku.integration.Sqs.Received;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that move messages out of dead-letter queues. */
interface MoveCases extends SqsCases {
    String NOT_FOUND = "ResourceNotFoundException";
    String UNSUPPORTED = "AWS.SimpleQueueService.UnsupportedOperation";

    /** Sends messages, receives each once, and lets the queue's policy move them. */
    default void bury(String queue, String deadLetters, String... bodies) {
        send(queue, bodies);
        for (String body : bodies) {
            assertThat(receiveOne(queue, Receive.ONE.waiting(20).hidden(0)).body()).isEqualTo(body);
        }
        assertThat(sqs().receive(queue, Receive.ONE.max(10))).isEmpty();
        eventually("dead-lettered", () -> counts(deadLetters).equals(counts(bodies.length, 0, 0)));
    }

    default MoveTask ended(String queue) {
        eventually("ended", () -> !lastMove(queue).status().equals("RUNNING"));
        return lastMove(queue);
    }

    default MoveTask lastMove(String queue) {
        List<MoveTask> tasks = sqs().moves(arn(queue), null);
        assertThat(tasks).hasSize(1);
        return tasks.getFirst();
    }

    default void assertNotFound(String parameter, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Sqs.SqsError.class,
                        error -> {
                            assertThat(error.code()).isEqualTo(NOT_FOUND);
                            assertThat(error.status()).isEqualTo(404);
                            assertThat(error.getMessage()).contains(parameter);
                        });
    }

    @Test
    default void deadLettersGoBackToTheirSources() {
        String deadLetters = newQueue();
        String one = newQueue(redriveTo(deadLetters, 1));
        String two = newQueue(redriveTo(deadLetters, 1));
        bury(one, deadLetters, "a");
        send(two, "b");
        receiveOne(two, Receive.ONE.hidden(0));
        assertThat(sqs().receive(two, Receive.ONE)).isEmpty();
        eventually("dead-lettered", () -> counts(deadLetters).equals(counts(2, 0, 0)));
        String handle = sqs().startMove(arn(deadLetters), null, null);

        assertThat(handle).isNotBlank();
        MoveTask task = ended(deadLetters);
        assertThat(task)
                .isEqualTo(
                        new MoveTask(null, "COMPLETED", arn(deadLetters), null, null, 2, 2L, null));
        Received back =
                receiveOne(
                        one,
                        Receive.ONE
                                .waiting(20)
                                .system("ApproximateReceiveCount", "DeadLetterQueueSourceArn"));
        assertThat(back.body()).isEqualTo("a");
        assertThat(back.system()).isEqualTo(Map.of("ApproximateReceiveCount", "1"));
        assertThat(receiveOne(two).body()).isEqualTo("b");
        assertThat(counts(deadLetters)).isEqualTo(counts(0, 0, 0));
    }

    @Test
    default void aDestinationMayBeGiven() {
        String deadLetters = newQueue();
        newQueue(redriveTo(deadLetters, 1));
        String other = newQueue();
        send(deadLetters, "direct");
        sqs().startMove(arn(deadLetters), arn(other), 500);

        assertThat(receiveOne(other).body()).isEqualTo("direct");
        MoveTask task = ended(deadLetters);
        assertThat(task.destination()).isEqualTo(arn(other));
        assertThat(task.rate()).isEqualTo(500);
    }

    @Test
    default void aMessageWithoutASourceFailsTheTaskAndStays() {
        String deadLetters = newQueue();
        newQueue(redriveTo(deadLetters, 1));
        send(deadLetters, "direct");
        sqs().startMove(arn(deadLetters), null, null);

        MoveTask task = ended(deadLetters);
        assertThat(task.status()).isEqualTo("FAILED");
        assertThat(task.failure()).isEqualTo("CouldNotDetermineMessageSource");
        assertThat(counts(deadLetters)).isEqualTo(counts(1, 0, 0));
    }

    @Test
    default void fifoDeadLettersGoBackInOrder() {
        Map<String, String> fifo = Map.of("FifoQueue", "true", "ContentBasedDeduplication", "true");
        String deadLetters = sqs().createQueue(newName() + ".fifo", fifo);
        var attributes = new TreeMap<>(fifo);
        attributes.putAll(redriveTo(deadLetters, 1));
        String queue = sqs().createQueue(newName() + ".fifo", attributes);
        List.of("1", "2", "3").forEach(body -> sqs().send(queue, Outgoing.of(body).in("g")));
        assertThat(sqs().receive(queue, Receive.ONE.max(10).hidden(0))).hasSize(3);
        assertThat(sqs().receive(queue, Receive.ONE.max(10))).isEmpty();
        eventually("dead-lettered", () -> counts(deadLetters).equals(counts(3, 0, 0)));
        sqs().startMove(arn(deadLetters), null, null);
        assertThat(ended(deadLetters).moved()).isEqualTo(3);
        eventually("back", () -> counts(queue).equals(counts(3, 0, 0)));

        assertThat(sqs().receive(queue, Receive.ONE.max(10)))
                .extracting(Received::body)
                .containsExactly("1", "2", "3");
    }

    @Test
    default void aTaskThatRunsCanBeListedAndCancelledAndIsAlone() {
        String deadLetters = newQueue();
        newQueue(redriveTo(deadLetters, 1));
        String other = newQueue();
        send(deadLetters, "a", "b", "c");
        String handle = sqs().startMove(arn(deadLetters), arn(other), 1);

        assertThat(lastMove(deadLetters).handle()).isEqualTo(handle);
        assertThat(lastMove(deadLetters).status()).isEqualTo("RUNNING");
        assertThat(lastMove(deadLetters).toMove()).isEqualTo(3);
        assertRefused(
                UNSUPPORTED,
                () -> sqs().startMove(arn(deadLetters), null, null),
                "already a task running");
        assertThat(sqs().cancelMove(handle)).isBetween(0L, 2L);
        assertThat(lastMove(deadLetters).status()).isEqualTo("CANCELLED");
        assertThat(lastMove(deadLetters).handle()).isNull();
        assertRefused(UNSUPPORTED, () -> sqs().cancelMove(handle), "active");
        sqs().startMove(arn(deadLetters), arn(other), null);
        eventually("all there", () -> counts(other).equals(counts(3, 0, 0)));
        assertThat(sqs().moves(arn(deadLetters), 10))
                .extracting(MoveTask::status)
                .containsExactly("COMPLETED", "CANCELLED");
    }

    @Test
    default void onlyDeadLetterQueuesAreMovedFrom() {
        String queue = newQueue();
        assertRefused(
                "InvalidParameterValue",
                () -> sqs().startMove(arn(queue), null, null),
                "Dead Letter Queue");
    }

    @Test
    default void sourceAndDestinationHaveToBeThereAndDiffer() {
        String deadLetters = newQueue();
        newQueue(redriveTo(deadLetters, 1));
        String nowhere = "arn:aws:sqs:us-east-1:000000000000:nowhere";
        assertNotFound("SourceArn", () -> sqs().startMove(nowhere, null, null));
        assertNotFound("DestinationArn", () -> sqs().startMove(arn(deadLetters), nowhere, null));
        assertNotFound("SourceArn", () -> sqs().moves(nowhere, null));
        assertRefused(
                "InvalidParameterValue",
                () -> sqs().startMove(arn(deadLetters), arn(deadLetters), null),
                "same");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 501})
    default void theRateHasLimits(int rate) {
        String deadLetters = newQueue();
        newQueue(redriveTo(deadLetters, 1));
        assertRefused(
                "InvalidParameterValue",
                () -> sqs().startMove(arn(deadLetters), null, rate),
                "MaxNumberOfMessagesPerSecond",
                "1",
                "500");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 11})
    default void theNumberOfTasksListedHasLimits(int max) {
        assertRefused(
                "InvalidParameterValue",
                () -> sqs().moves(arn(newQueue()), max),
                "MaxResults",
                "10");
    }

    @ParameterizedTest
    @CsvSource({"made-up", "bm9ib2R5", "''"})
    default void aHandleHasToBeOne(String handle) {
        assertRefused(
                handle.isEmpty() ? "MissingParameter" : "InvalidParameterValue",
                () -> sqs().cancelMove(handle),
                "TaskHandle");
    }
}
