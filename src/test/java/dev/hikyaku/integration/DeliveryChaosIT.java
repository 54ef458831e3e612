package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.Chaos.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * No message is lost and none is a dead letter before its time, whatever happens to the daemon and
 * to its worker; and what is delivered again though it was done has a cause that can be named.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class DeliveryChaosIT {
    private static final int MESSAGES = Integer.getInteger("hikyaku.chaos.messages", 3_000);
    private static final int CONCURRENCY = 50;
    private static final int SENDERS = 8;
    private static final int BATCH = 10;
    private static final int POISON_EVERY = 500;

    /**
     * So many that a message which the worker takes does not reach it by bad luck: a delivery fails
     * in less than one of ten cases.
     */
    private static final int MAX_RECEIVE_COUNT = 10;

    private static final Map<String, Object> SETTINGS =
            Map.of(
                    "concurrency", CONCURRENCY,
                    "request-timeout", Chaos.REQUEST_TIMEOUT.toSeconds() + "s",
                    "visibility-timeout", "5s",
                    "backoff-min", "1s",
                    "backoff-max", "1s",
                    "breaker.wait", "1s",
                    "slow-start", "1s");

    private static DaemonSetup setup(String url) {
        return new DaemonSetup(
                List.of(DaemonSetup.Queue.of("jobs").dyingAfter(MAX_RECEIVE_COUNT)),
                List.of(url),
                SETTINGS);
    }

    private static String url(String queue) {
        return "http://queues/000000000000/" + queue;
    }

    private static boolean poison(String body) {
        return Integer.parseInt(body) % POISON_EVERY == 0;
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLostAndWhatComesTwiceHasACause(Place place, @TempDir Path folder)
            throws Exception {
        var chaos = new Chaos("DeliveryChaosIT " + place);
        try (var worker =
                        new ChaosWorker(
                                chaos.ledger,
                                chaos.faults,
                                chaos.random,
                                Chaos.REQUEST_TIMEOUT,
                                DeliveryChaosIT::poison);
                var daemon = place.start(folder, setup(worker.url()))) {
            send(daemon.server());
            worker.up();
            chaos.strike(daemon, place, MESSAGES);
            Chaos.awaitEmpty(daemon, url("jobs"));
            assertThat(daemon.terminate().join()).isZero();
            daemon.sqs().close();
            assertAllCameOut(chaos, place, deadLetters(daemon.server()));
        }
    }

    private static void send(String server) {
        try (var client = new LightClient(server)) {
            Loads.each(
                    SENDERS,
                    sender -> {
                        for (int i = sender; i < MESSAGES / BATCH; i += SENDERS) {
                            client.sendBatch(
                                    url("jobs"),
                                    IntStream.range(i * BATCH, (i + 1) * BATCH)
                                            .mapToObj(Integer::toString)
                                            .toList());
                        }
                    });
        }
    }

    /** How often each was received from its first queue. */
    private static Map<String, Integer> deadLetters(String server) throws IOException {
        var receives = new HashMap<String, Integer>();
        try (var client = new LightClient(server)) {
            int messages = client.count(url("jobs-dead"));
            while (receives.size() < messages) {
                JsonNode answer =
                        client.call(
                                "ReceiveMessage",
                                Map.of(
                                        "QueueUrl",
                                        url("jobs-dead"),
                                        "MaxNumberOfMessages",
                                        BATCH,
                                        "VisibilityTimeout",
                                        600,
                                        "MessageSystemAttributeNames",
                                        List.of("ApproximateReceiveCount")));
                assertThat(answer.path("Messages").size())
                        .as("dead letters beyond %s", receives)
                        .isPositive();
                for (JsonNode message : answer.path("Messages")) {
                    String count =
                            message.path("Attributes").path("ApproximateReceiveCount").asString();
                    receives.put(message.path("Body").asString(), Integer.parseInt(count) - 1);
                }
            }
        }
        return receives;
    }

    private static void assertAllCameOut(Chaos chaos, Place place, Map<String, Integer> dead) {
        List<String> bodies = IntStream.range(0, MESSAGES).mapToObj(Integer::toString).toList();
        assertThat(bodies)
                .as("lost: neither done nor dead")
                .allMatch(body -> chaos.ledger.done(body) || dead.containsKey(body));
        assertThat(dead.keySet())
                .as("dead letters are what the worker never took")
                .containsExactlyInAnyOrderElementsOf(
                        bodies.stream().filter(DeliveryChaosIT::poison).toList());
        var report = new ChaosReport(chaos.ledger, chaos.faults, Chaos.REQUEST_TIMEOUT);
        bodies.forEach(report::count);
        dead.forEach((body, receives) -> report.countUnseen(body, receives, place == Place.ALONE));
        chaos.assertExplained(report, deadLetterLines(chaos, dead, report));
    }

    private static List<String> deadLetterLines(
            Chaos chaos, Map<String, Integer> dead, ChaosReport report) {
        long whole =
                dead.keySet().stream()
                        .filter(body -> chaos.ledger.of(body).size() >= MAX_RECEIVE_COUNT)
                        .count();
        int fewest =
                dead.keySet().stream()
                        .mapToInt(body -> chaos.ledger.of(body).size())
                        .min()
                        .orElseThrow();
        return List.of(
                "messages                             | " + MESSAGES,
                "dead letters                         | " + dead.size(),
                "  of these seen %d times or more     | %d".formatted(MAX_RECEIVE_COUNT, whole),
                "  seen least often                   | " + fewest,
                "  receives that nobody saw           | " + report.unseen());
    }
}
