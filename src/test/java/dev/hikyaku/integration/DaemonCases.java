package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.integration.DaemonSetup.Queue;
import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.TestWorker.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/** What the cases of every subject need: daemons, and words for what they do. */
interface DaemonCases {
    Duration PATIENCE = HikyakuProcess.PATIENCE;

    /** How long something is watched that must not happen. */
    Duration A_WHILE = Duration.ofMillis(700);

    Daemon start(DaemonSetup setup);

    /** What a setup that is refused is told. */
    String refusal(DaemonSetup setup);

    /** A folder that is empty. */
    Path newFolder();

    /** A name for a queue, that no other case has. */
    String newName();

    /** One queue, whose messages come again at once. */
    default DaemonSetup setup(String... urls) {
        return setup(List.of(Queue.of(newName())), urls);
    }

    default DaemonSetup fifo(String... urls) {
        return setup(List.of(Queue.of(newName() + ".fifo")), urls);
    }

    default DaemonSetup setup(List<Queue> queues, String... urls) {
        return new DaemonSetup(queues, List.of(urls), Map.of())
                .with("backoff-min", "0s")
                .with("backoff-max", "0s");
    }

    default ConditionFactory eventually() {
        return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20));
    }

    default void stays(ThrowingRunnable assertion) {
        await().during(A_WHILE)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(assertion);
    }

    default List<String> bodies(String what, int messages) {
        return IntStream.range(0, messages).mapToObj(i -> what + " " + i).toList();
    }

    default void send(Sqs sqs, String queue, List<String> bodies) {
        send(sqs, queue, bodies.stream().map(Outgoing::of).toArray(Outgoing[]::new));
    }

    default void send(Sqs sqs, String queue, Outgoing... messages) {
        String url = sqs.queueUrl(queue);
        for (int from = 0; from < messages.length; from += 10) {
            var batch = new LinkedHashMap<String, Outgoing>();
            for (Outgoing each :
                    Arrays.asList(messages).subList(from, Math.min(from + 10, messages.length))) {
                batch.put("e" + batch.size(), each);
            }
            assertThat(sqs.sendBatch(url, batch).failedCodes()).isEmpty();
        }
    }

    default void assertCounts(Sqs sqs, String queue, int visible, int inFlight) {
        assertThat(sqs.queueAttributes(sqs.queueUrl(queue), "All"))
                .containsEntry("ApproximateNumberOfMessages", Integer.toString(visible))
                .containsEntry("ApproximateNumberOfMessagesNotVisible", Integer.toString(inFlight));
    }

    default void awaitEmpty(Daemon daemon, Sqs sqs) {
        eventually().untilAsserted(() -> assertCounts(sqs, daemon.queue().name(), 0, 0));
    }

    default Reply whenOpen(CountDownLatch latch) throws InterruptedException {
        return Reply.status(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS) ? 200 : 500);
    }

    default Reply whenAllowed(Semaphore allowed) throws InterruptedException {
        return Reply.status(allowed.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS) ? 200 : 500);
    }

    /** Ends a daemon as a supervisor does, which it must do well. */
    default void stop(Daemon daemon) {
        assertThat(daemon.terminate().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .as(daemon.process().describe("exit code"))
                .isZero();
    }
}
