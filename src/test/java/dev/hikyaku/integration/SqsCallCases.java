package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.SqsTap.Call;
import dev.hikyaku.integration.TestWorker.Reply;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** What a daemon asks of its server, seen by one that stands between them. */
interface SqsCallCases extends DaemonCases {
    /** Where the server is. */
    String endpoint();

    private Daemon behind(SqsTap tap, DaemonSetup setup) {
        return Daemon.inFrontOf(tap.url()).start(newFolder(), setup);
    }

    @Test
    default void anIdleDaemonHasOneLongPoll() {
        try (var tap = new SqsTap(endpoint());
                var worker = TestWorker.replying(delivery -> Reply.OK);
                var daemon = behind(tap, setup(worker.url("/")))) {
            eventually().until(() -> tap.running("ReceiveMessage") == 1);
            stays(() ->
                    assertThat(tap.calls("ReceiveMessage"))
                            .singleElement()
                            .satisfies(call ->
                                    assertThat(call.number("WaitTimeSeconds")).isEqualTo(20)));
            stop(daemon);
        }
    }

    @Test
    default void aBacklogIsFetchedSideBySideAndDeletedInBatches() {
        var allowed = new Semaphore(0);
        try (var tap = new SqsTap(endpoint());
                var worker = TestWorker.replying(delivery -> whenAllowed(allowed));
                var daemon = behind(tap, setup(worker.url("/")).with("concurrency", 50));
                var sqs = daemon.sqs()) {
            send(sqs, daemon.queue().name(), bodies("message", 200));
            eventually().until(() -> worker.running() == 50);
            stays(() -> assertThat(worker.deliveries()).hasSize(50));
            assertThat(tap.runningMax("ReceiveMessage")).isBetween(2, 10);
            assertThat(tap.running("ReceiveMessage")).isZero();
            allowed.release(200);
            awaitEmpty(daemon, sqs);
            List<Call> deletes = tap.calls("DeleteMessageBatch");
            assertThat(deletes.stream().mapToInt(call -> call.entries()).sum()).isEqualTo(200);
            assertThat(deletes).hasSizeLessThan(100);
            assertThat(tap.calls("DeleteMessage")).isEmpty();
            assertThat(tap.calls("ReceiveMessage"))
                    .allSatisfy(call ->
                            assertThat(call.number("MaxNumberOfMessages")).isBetween(1, 10));
        }
    }

    @Test
    default void extensionsComeInBatchesAndNotWithoutHeartbeat() {
        var allowed = new Semaphore(0);
        var setup =
                setup().with("concurrency", 10)
                        .with("visibility-timeout", "3s")
                        .with("request-timeout", "2900ms");
        try (var tap = new SqsTap(endpoint());
                var otherTap = new SqsTap(endpoint());
                var worker = TestWorker.replying(delivery -> whenAllowed(allowed));
                var daemon = behind(tap, setup.to(worker.url("/")));
                var other =
                        behind(
                                otherTap,
                                setup(worker.url("/"))
                                        .with("concurrency", 10)
                                        .with("visibility-timeout", "3s")
                                        .with("request-timeout", "2900ms")
                                        .with("heartbeat", false));
                var sqs = daemon.sqs()) {
            send(sqs, daemon.queue().name(), bodies("extended", 10));
            send(sqs, other.queue().name(), bodies("plain", 10));
            eventually().until(() -> worker.running() == 20);
            eventually().until(() -> tap.calls("ChangeMessageVisibilityBatch").size() >= 1);
            assertThat(tap.calls("ChangeMessageVisibilityBatch").getFirst().entries())
                    .isGreaterThan(1);
            assertThat(otherTap.calls("ChangeMessageVisibilityBatch")).isEmpty();
            allowed.release(1000);
            awaitEmpty(daemon, sqs);
            awaitEmpty(other, sqs);
        }
    }
}
