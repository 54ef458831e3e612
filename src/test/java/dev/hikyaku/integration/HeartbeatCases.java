package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.TestWorker.Reply;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Messages that are held longer than their visibility timeout. */
interface HeartbeatCases extends DaemonCases {
    /** Some of them wait behind one of their group, with no request of their own. */
    @Test
    default void whatRunsAndWhatWaitsIsKept() {
        var finish = new CountDownLatch(1);
        try (var worker = TestWorker.replying(delivery -> whenOpen(finish));
                var daemon = start(fifo(worker.url("/")).with("visibility-timeout", "3s"));
                var sqs = daemon.sqs()) {
            String queue = daemon.queue().name();
            for (String body : bodies("ordered", 3)) {
                sqs.send(sqs.queueUrl(queue), Sqs.Outgoing.of(body).in("g"));
            }
            eventually().until(() -> worker.deliveries().size() == 1);
            eventually().during(Duration.ofSeconds(5)).until(() -> worker.deliveries().size() == 1);
            finish.countDown();
            awaitEmpty(daemon, sqs);
            assertThat(worker.bodies()).isEqualTo(bodies("ordered", 3));
            assertThat(worker.deliveries())
                    .extracting(TestWorker.Delivery::receiveCount)
                    .containsOnly(1);
        }
    }

    @Test
    default void withoutHeartbeatARequestMustBeShorterThanTheVisibilityTimeout() {
        var setup =
                setup("http://127.0.0.1:1/")
                        .with("heartbeat", false)
                        .with("visibility-timeout", "10s")
                        .with("request-timeout", "10s");
        assertThat(refusal(setup))
                .contains("request-timeout", "shorter than the visibility-timeout of 10s");
        try (var worker = TestWorker.replying(delivery -> Reply.OK);
                var daemon = start(setup.to(worker.url("/")).with("request-timeout", "9s"));
                var sqs = daemon.sqs()) {
            send(sqs, daemon.queue().name(), bodies("unextended", 1));
            awaitEmpty(daemon, sqs);
        }
    }

    /** What a daemon held that was killed comes again when its visibility timeout ends. */
    @Test
    default void killingTheDaemonLosesNothing() {
        var bodies = bodies("message", 100);
        var allowed = new Semaphore(30);
        try (var worker = TestWorker.replying(delivery -> whenAllowed(allowed));
                var daemon =
                        start(
                                setup(worker.url("/"))
                                        .with("concurrency", 20)
                                        .with("visibility-timeout", "3s"))) {
            try (var sqs = daemon.sqs()) {
                send(sqs, daemon.queue().name(), bodies);
            }
            eventually().until(() -> worker.deliveries().size() == 50);
            daemon.process().kill();
            allowed.release(10 * bodies.size());
            daemon.restart();
            try (var sqs = daemon.sqs()) {
                awaitEmpty(daemon, sqs);
            }
            assertThat(worker.bodies()).containsAll(bodies).hasSizeGreaterThanOrEqualTo(120);
        }
    }
}
