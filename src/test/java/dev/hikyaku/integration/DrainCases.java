package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.TestWorker.Delivery;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The end of a daemon. */
interface DrainCases extends DaemonCases {
    int SIGTERM = 143;

    /** What runs is finished and deleted; what waits is for others, at once. */
    @Test
    default void aSignalToEndLetsWhatRunsFinish() {
        var finish = new CountDownLatch(1);
        try (var worker = TestWorker.replying(delivery -> whenOpen(finish));
                var daemon = start(fifo(worker.url("/")).with("concurrency", 2))) {
            String queue = daemon.queue().name();
            try (var sqs = daemon.sqs()) {
                for (int i = 0; i < 10; i++) {
                    sqs.send(sqs.queueUrl(queue), Sqs.Outgoing.of(i + " of 10").in("g" + i % 2));
                }
                eventually().until(() -> worker.running() == 2);
            }
            var exitCode = daemon.terminate();
            stays(() -> assertThat(daemon.process().alive()).isTrue());
            finish.countDown();
            assertThat(exitCode.orTimeout(60, TimeUnit.SECONDS).join()).isZero();
            assertThat(worker.deliveries()).hasSize(2);
            try (var sqs = daemon.sqs()) {
                assertCounts(sqs, queue, 8, 0);
            }
        }
    }

    @Test
    default void whatDoesNotFinishInTimeComesAgain() {
        var never = new CountDownLatch(1);
        try (var worker = TestWorker.replying(delivery -> whenOpen(never));
                var daemon = start(setup(worker.url("/")).with("drain-timeout", "1s"))) {
            String queue = daemon.queue().name();
            try (var sqs = daemon.sqs()) {
                send(sqs, queue, bodies("endless", 3));
            }
            eventually().until(() -> worker.running() == 3);
            stop(daemon);
            try (var sqs = daemon.sqs()) {
                assertCounts(sqs, queue, 3, 0);
            }
            assertThat(worker.deliveries()).extracting(Delivery::receiveCount).containsOnly(1);
        }
    }

    @Test
    default void aSecondSignalEndsTheProcessAtOnce() {
        var never = new CountDownLatch(1);
        try (var worker = TestWorker.replying(delivery -> whenOpen(never));
                var daemon = start(setup(worker.url("/")));
                var sqs = daemon.sqs()) {
            send(sqs, daemon.queue().name(), bodies("held", 1));
            eventually().until(() -> worker.running() == 1);
            daemon.process().signal();
            daemon.process().awaitLog("drains: 1 deliveries run");
            assertThat(daemon.process().alive()).isTrue();
            daemon.process().signal();
            assertThat(daemon.process().awaitExit()).isEqualTo(SIGTERM);
        }
    }
}
