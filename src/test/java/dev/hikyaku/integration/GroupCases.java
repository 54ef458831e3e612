package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.TestWorker.Delivery;
import dev.hikyaku.integration.TestWorker.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** FIFO queues: groups in parallel, each in order, failures included. */
interface GroupCases extends DaemonCases {
    int GROUPS = 5;
    int MESSAGES = 12;

    private static int number(String body) {
        return Integer.parseInt(body.substring(body.indexOf('/') + 1));
    }

    private void sendGroups(Daemon daemon, Sqs sqs, int groups, int messages) {
        for (int i = 0; i < messages; i++) {
            var round = new Outgoing[groups];
            for (int group = 0; group < groups; group++) {
                round[group] = Outgoing.of(group + "/" + i).in("g" + group);
            }
            send(sqs, daemon.queue().name(), round);
        }
    }

    /** Every fourth message fails the first time, and what is behind it waits. */
    @Test
    default void aMessageIsDeliveredOnlyWhenTheOneBeforeItIsDone() {
        Map<String, Boolean> failed = new ConcurrentHashMap<>();
        try (var worker =
                        TestWorker.replying(delivery -> {
                            boolean fails =
                                    number(delivery.body()) % 4 == 3
                                            && failed.put(delivery.body(), true) == null;
                            return Reply.status(fails ? 500 : 200);
                        });
                var daemon = start(fifo(worker.url("/")));
                var sqs = daemon.sqs()) {
            sendGroups(daemon, sqs, GROUPS, MESSAGES);
            awaitEmpty(daemon, sqs);
            for (int group = 0; group < GROUPS; group++) {
                String prefix = group + "/";
                assertThat(worker.bodies())
                        .filteredOn(body -> body.startsWith(prefix))
                        .isEqualTo(expected(prefix));
            }
        }
    }

    private static List<String> expected(String prefix) {
        var bodies = new ArrayList<String>();
        for (int i = 0; i < MESSAGES; i++) {
            bodies.add(prefix + i);
            if (i % 4 == 3) {
                bodies.add(prefix + i);
            }
        }
        return bodies;
    }

    @Test
    default void groupsRunSideBySideAndNoTwoOfOne() {
        var finish = new CountDownLatch(1);
        try (var worker = TestWorker.replying(delivery -> whenOpen(finish));
                var daemon = start(fifo(worker.url("/")).with("concurrency", 20));
                var sqs = daemon.sqs()) {
            sendGroups(daemon, sqs, 4, 3);
            eventually().until(() -> worker.running() == 4);
            stays(() ->
                    assertThat(worker.bodies())
                            .containsExactlyInAnyOrder("0/0", "1/0", "2/0", "3/0"));
            finish.countDown();
            awaitEmpty(daemon, sqs);
            assertThat(worker.runningMax()).isLessThanOrEqualTo(4);
            assertThat(worker.deliveries()).hasSize(12);
        }
    }

    /** The first of one group fails until the other group is done. */
    @Test
    default void aFailureHoldsItsOwnGroupOnly() {
        var done = ConcurrentHashMap.newKeySet();
        try (var worker =
                        TestWorker.replying(delivery -> {
                            boolean fails = delivery.body().equals("0/0") && done.size() < 5;
                            if (!fails) {
                                done.add(delivery.body());
                            }
                            return Reply.status(fails ? 429 : 200);
                        });
                var daemon =
                        start(
                                fifo(worker.url("/"))
                                        .with("backoff-max", "1s")
                                        .with("backoff-min", "1s"));
                var sqs = daemon.sqs()) {
            sendGroups(daemon, sqs, 2, 5);
            awaitEmpty(daemon, sqs);
            var delivered = worker.deliveries().stream().map(Delivery::body).distinct().toList();
            assertThat(delivered)
                    .filteredOn(body -> body.startsWith("0/"))
                    .containsExactly("0/0", "0/1", "0/2", "0/3", "0/4");
            assertThat(worker.bodies())
                    .filteredOn(body -> body.startsWith("1/"))
                    .containsExactly("1/0", "1/1", "1/2", "1/3", "1/4");
            assertThat(worker.bodies().indexOf("0/1"))
                    .isGreaterThan(worker.bodies().indexOf("1/4"));
        }
    }
}
