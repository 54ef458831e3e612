package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.Chaos.Place;
import dev.hikyaku.integration.DeliveryLedger.Delivery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A group's message is delivered when the one before it is done and not earlier, whatever happens
 * to the daemon and to its worker. The worker has one message of a group at a time, but for those
 * that it goes on with when the daemon has given them up or was killed.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class FifoDeliveryChaosIT {
    private static final int MESSAGES = Integer.getInteger("hikyaku.chaos.fifo.messages", 1_000);
    private static final int GROUPS = 200;
    private static final int SENDERS = 8;
    private static final int BATCH = 10;
    private static final String QUEUE = "http://queues/000000000000/jobs.fifo";

    private static final Map<String, Object> SETTINGS =
            Map.of(
                    "concurrency", 50,
                    "request-timeout", Chaos.REQUEST_TIMEOUT.toSeconds() + "s",
                    "visibility-timeout", "5s",
                    "backoff-min", "1s",
                    "backoff-max", "1s",
                    "breaker.wait", "1s",
                    "slow-start", "1s");

    private static DaemonSetup setup(String url) {
        return new DaemonSetup(List.of(DaemonSetup.Queue.of("jobs.fifo")), List.of(url), SETTINGS);
    }

    private static String body(int group, int number) {
        return group + "/" + number;
    }

    private static List<String> bodies(int group) {
        return IntStream.range(0, MESSAGES / GROUPS).mapToObj(i -> body(group, i)).toList();
    }

    @ParameterizedTest
    @EnumSource
    void everyGroupStaysInOrder(Place place, @TempDir Path folder) throws Exception {
        var chaos = new Chaos("FifoDeliveryChaosIT " + place);
        try (var worker =
                        new ChaosWorker(
                                chaos.ledger,
                                chaos.faults,
                                chaos.random,
                                Chaos.REQUEST_TIMEOUT,
                                body -> false);
                var daemon = place.start(folder, setup(worker.url()))) {
            send(daemon.server());
            worker.up();
            chaos.strike(daemon, place, MESSAGES);
            Chaos.awaitEmpty(daemon, QUEUE);
            assertThat(daemon.terminate().join()).isZero();
        }
        assertOrdered(chaos);
    }

    private static void send(String server) {
        try (var client = new LightClient(server)) {
            Loads.each(
                    SENDERS,
                    sender -> {
                        for (int group = sender; group < GROUPS; group += SENDERS) {
                            List<String> bodies = bodies(group);
                            for (int i = 0; i < bodies.size(); i += BATCH) {
                                client.call("SendMessageBatch", batch(group, bodies, i));
                            }
                        }
                    });
        }
    }

    private static Map<String, Object> batch(int group, List<String> bodies, int from) {
        var entries =
                IntStream.range(from, Math.min(from + BATCH, bodies.size()))
                        .mapToObj(i ->
                                Map.of(
                                        "Id",
                                        "e" + i,
                                        "MessageBody",
                                        bodies.get(i),
                                        "MessageGroupId",
                                        "group-" + group,
                                        "MessageDeduplicationId",
                                        bodies.get(i)))
                        .toList();
        return Map.of("QueueUrl", QUEUE, "Entries", entries);
    }

    private static void assertOrdered(Chaos chaos) {
        var report = new ChaosReport(chaos.ledger, chaos.faults, Chaos.REQUEST_TIMEOUT);
        int beside = 0;
        for (int group = 0; group < GROUPS; group++) {
            List<String> bodies = bodies(group);
            assertThat(bodies).as("lost").allMatch(chaos.ledger::done);
            bodies.forEach(report::count);
            for (int i = 1; i < bodies.size(); i++) {
                assertFollows(chaos.ledger, bodies.get(i - 1), bodies.get(i));
            }
            beside += countBeside(chaos.ledger, bodies, report);
        }
        chaos.assertExplained(
                report,
                List.of(
                        "messages, in %d groups              | %d".formatted(GROUPS, MESSAGES),
                        "beside one that was given up         | " + beside));
    }

    private static void assertFollows(DeliveryLedger ledger, String before, String after) {
        long done =
                ledger.of(before).stream()
                        .filter(Delivery::done)
                        .mapToLong(Delivery::ended)
                        .min()
                        .orElseThrow();
        assertThat(ledger.of(after))
                .as("%s came before %s was done: %s", after, before, ledger.of(before))
                .allMatch(delivery -> delivery.begun() >= done);
    }

    /** Deliveries of a group that began while an earlier one ran, which is to have a cause. */
    private static int countBeside(DeliveryLedger ledger, List<String> bodies, ChaosReport report) {
        var deliveries =
                new ArrayList<>(bodies.stream().flatMap(body -> ledger.of(body).stream()).toList());
        deliveries.sort(Comparator.comparingLong(Delivery::begun));
        int beside = 0;
        for (int later = 1; later < deliveries.size(); later++) {
            for (Delivery earlier : deliveries.subList(0, later)) {
                if (earlier.ended() > deliveries.get(later).begun()) {
                    beside++;
                    assertThat(report.abandoned(earlier, deliveries.get(later)))
                            .as("%s ran beside %s", deliveries.get(later), earlier)
                            .isTrue();
                }
            }
        }
        return beside;
    }
}
