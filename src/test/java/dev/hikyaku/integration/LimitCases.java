package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.DaemonSetup.Queue;
import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.TestWorker.Reply;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Limits beside the worker's concurrency. */
interface LimitCases extends DaemonCases {
    @Test
    default void aQueueMayHaveALimitOfItsOwn() {
        Queue free = Queue.of(newName());
        Queue limited = Queue.of(newName()).limited("concurrency", 2);
        var finish = new CountDownLatch(1);
        try (var worker = TestWorker.replying(delivery -> whenOpen(finish));
                var daemon =
                        start(
                                setup(List.of(limited, free), worker.url("/"))
                                        .with("concurrency", 20));
                var sqs = daemon.sqs()) {
            send(sqs, limited.name(), bodies("limited", 10));
            send(sqs, free.name(), bodies("free", 10));
            eventually().until(() -> worker.running() == 12);
            stays(() ->
                    assertThat(worker.bodies())
                            .filteredOn(body -> body.startsWith("limited"))
                            .hasSize(2));
            finish.countDown();
            awaitEmpty(daemon, sqs);
            eventually().until(() -> worker.deliveries().size() == 20);
        }
    }

    @Test
    default void aGroupMayHaveALimitInAStandardQueue() {
        var finish = new CountDownLatch(1);
        try (var worker = TestWorker.replying(delivery -> whenOpen(finish));
                var daemon =
                        start(
                                setup(worker.url("/"))
                                        .with("concurrency", 10)
                                        .with("group-concurrency", 2));
                var sqs = daemon.sqs()) {
            String queue = daemon.queue().name();
            send(
                    sqs,
                    queue,
                    bodies("grouped", 6).stream()
                            .map(body -> Outgoing.of(body).in("g"))
                            .toArray(Outgoing[]::new));
            send(sqs, queue, bodies("alone", 3));
            eventually().until(() -> worker.running() == 5);
            stays(() ->
                    assertThat(worker.bodies())
                            .filteredOn(body -> body.startsWith("grouped"))
                            .hasSize(2));
            finish.countDown();
            awaitEmpty(daemon, sqs);
            assertThat(worker.deliveries()).hasSize(9);
        }
    }

    @Test
    default void aRateIsKept() {
        try (var worker = TestWorker.replying(delivery -> Reply.OK);
                var daemon = start(setup(worker.url("/")).with("rate", 10));
                var sqs = daemon.sqs()) {
            send(sqs, daemon.queue().name(), bodies("message", 20));
            awaitEmpty(daemon, sqs);
            var deliveries = worker.deliveries();
            assertThat(deliveries).hasSize(20);
            assertThat((deliveries.getLast().atNanos() - deliveries.getFirst().atNanos()) / 1e9)
                    .isGreaterThan(1.5);
        }
    }
}
