package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.TestWorker.Reply;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** How many messages are in flight. */
interface CreditCases extends DaemonCases {
    @Test
    default void everyMessageIsDeliveredOnce() {
        var bodies = bodies("message", 300);
        try (var worker = TestWorker.replying(delivery -> Reply.OK);
                var daemon = start(setup(worker.url("/")).with("concurrency", 20));
                var sqs = daemon.sqs()) {
            send(sqs, daemon.queue().name(), bodies);
            awaitEmpty(daemon, sqs);
            assertThat(worker.bodies()).containsExactlyInAnyOrderElementsOf(bodies);
            assertThat(worker.runningMax()).isLessThanOrEqualTo(20);
            stop(daemon);
        }
    }

    /** What cannot start stays in the queue, for others; each place is taken again at once. */
    @Test
    default void theConcurrencyIsInFlightAndNoMore() {
        var allowed = new Semaphore(0);
        try (var worker = TestWorker.replying(delivery -> whenAllowed(allowed));
                var daemon = start(setup(worker.url("/")).with("concurrency", 5));
                var sqs = daemon.sqs()) {
            String queue = daemon.queue().name();
            send(sqs, queue, bodies("message", 30));
            eventually().until(() -> worker.running() == 5);
            stays(() -> {
                assertThat(worker.deliveries()).hasSize(5);
                assertCounts(sqs, queue, 25, 5);
            });
            allowed.release();
            eventually().untilAsserted(() -> assertCounts(sqs, queue, 24, 5));
            eventually().until(() -> worker.deliveries().size() == 6);
            allowed.release(29);
            awaitEmpty(daemon, sqs);
            assertThat(worker.deliveries()).hasSize(30);
            assertThat(worker.runningMax()).isEqualTo(5);
        }
    }
}
