package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.DaemonSetup.Queue;
import dev.hikyaku.integration.TestWorker.Delivery;
import dev.hikyaku.integration.TestWorker.Reply;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Several queues of one worker. */
interface PriorityCases extends DaemonCases {
    /** The bodies in their order, when the first delivery ended with all messages in the queues. */
    private List<String> order(DaemonSetup setup, TestWorker worker, Semaphore allowed, int each) {
        try (var daemon = start(setup.to(worker.url("/")).with("concurrency", 2));
                var sqs = daemon.sqs()) {
            String high = setup.queues().getFirst().name();
            String low = setup.queues().getLast().name();
            send(sqs, low, bodies("first", 2));
            eventually().until(() -> worker.running() == 2);
            send(sqs, low, bodies("low", each));
            send(sqs, high, bodies("high", each));
            allowed.release(2 + 2 * each);
            eventually().until(() -> worker.deliveries().size() == 2 + 2 * each);
            return worker.bodies().stream()
                    .map(body -> body.replaceAll(" .*", ""))
                    .skip(2)
                    .toList();
        }
    }

    private List<String> order(DaemonSetup setup, int each) {
        var allowed = new Semaphore(0);
        try (var worker = TestWorker.replying(delivery -> whenAllowed(allowed))) {
            return order(setup, worker, allowed, each);
        }
    }

    private List<Queue> queues(int weightOfHigh) {
        String name = newName();
        return List.of(
                Queue.of(name + "-high").limited("weight", weightOfHigh), Queue.of(name + "-low"));
    }

    /** What another queue's poll had brought before may be among them. */
    @Test
    default void theFirstQueueGoesFirst() {
        List<String> order = order(setup(queues(1)).with("priority", "strict"), 20);
        assertThat(order.subList(0, order.lastIndexOf("high")))
                .filteredOn("low"::equals)
                .hasSizeLessThanOrEqualTo(4);
    }

    @Test
    default void withAShareTheOthersGetTheirPart() {
        List<String> order =
                order(setup(queues(1)).with("priority", "strict").with("share", 0.25), 30);
        assertThat(order.subList(0, order.lastIndexOf("high")))
                .filteredOn("low"::equals)
                .hasSizeBetween(5, 20);
    }

    @Test
    default void weightsDivideTheDeliveries() {
        List<String> order = order(setup(queues(4)), 40);
        assertThat(order.subList(0, 40)).filteredOn("high"::equals).hasSizeBetween(24, 38);
    }

    /** Its long poll is open beside those of the others. */
    @Test
    default void anIdleWorkerHearsOfAMessageAtOnce() {
        var queues = queues(1);
        try (var worker = TestWorker.replying(delivery -> Reply.OK);
                var daemon = start(setup(queues, worker.url("/")).with("priority", "strict"));
                var sqs = daemon.sqs()) {
            String high = sqs.queueUrl(queues.getFirst().name());
            sqs.send(high, Sqs.Outgoing.of("warm up"));
            sqs.send(sqs.queueUrl(queues.getLast().name()), Sqs.Outgoing.of("warm up"));
            eventually().until(() -> worker.deliveries().size() == 2);
            stays(() -> assertThat(worker.deliveries()).hasSize(2));
            long sentAtNanos = System.nanoTime();
            sqs.send(high, Sqs.Outgoing.of("urgent"));
            eventually().until(() -> worker.deliveries().size() == 3);
            Delivery urgent = worker.deliveries("urgent").getFirst();
            double millis = (urgent.atNanos() - sentAtNanos) / 1e6;
            System.out.printf(
                    "%s: delivered %.1f ms after its sending began%n",
                    getClass().getName(), millis);
            assertThat(millis).isLessThan(2000);
        }
    }
}
