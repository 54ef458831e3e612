package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Schedules that are due while the server is killed again and again: each that was acknowledged is
 * in its queue exactly once, each other one at most once.
 */
final class ScheduleCrashIT {
    private static final int ROUNDS = 6;
    private static final int MAKERS = 6;
    private static final int SECONDS_AHEAD_MAX = 4;
    private static final String QUEUE = "http://queues/000000000000/due";

    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @Test
    void eachFiresExactlyOnceWhateverIsKilled(@TempDir Path folder) throws Exception {
        long seed = Long.getLong("hikyaku.seed", System.nanoTime());
        System.out.println("ScheduleCrashIT: seed " + seed + "; again: -Dhikyaku.seed=" + seed);
        var random = new Random(seed);
        try (var server = ServerProcess.start(folder)) {
            try (var client = new LightClient(server.url())) {
                client.call("CreateQueue", Map.of("QueueName", "due"));
            }
            for (int round = 0; round < ROUNDS; round++) {
                runUntilKilled(server, round, random);
                server.restart();
            }
            Map<String, Integer> received = receiveAll(server);
            assertThat(acknowledged).as("acknowledged, seed %d", seed).hasSizeGreaterThan(100);
            assertThat(received.keySet()).as("seed %d", seed).containsAll(acknowledged);
            assertThat(asked).as("seed %d", seed).containsAll(received.keySet());
            assertThat(received.values()).as("seed %d", seed).containsOnly(1);
            System.out.printf(
                    "ScheduleCrashIT: %d rounds, %d acknowledged, %d fired%n",
                    ROUNDS, acknowledged.size(), received.size());
            server.stop();
        }
    }

    private void runUntilKilled(ServerProcess server, int round, Random random) throws Exception {
        var makers = new ArrayList<CompletableFuture<Void>>();
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int i = 0; i < MAKERS; i++) {
                String name = round + "-" + i + "-";
                var choices = new Random(random.nextLong());
                makers.add(Loads.running(() -> keepMaking(http, server.url(), name, choices)));
            }
            Loads.killMeanwhile(server, 700 + random.nextInt(2_500), makers);
            http.shutdownNow();
        }
    }

    private void keepMaking(HttpClient http, String url, String prefix, Random choices)
            throws IOException {
        for (int i = 0; ; i++) {
            String name = prefix + i;
            asked.add(name);
            make(http, url, name, choices);
            acknowledged.add(name);
        }
    }

    private static void make(HttpClient http, String url, String name, Random choices)
            throws IOException {
        String time =
                Instant.now()
                        .plusSeconds(choices.nextInt(SECONDS_AHEAD_MAX + 1))
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString();
        String body =
                "{\"ScheduleExpression\":\"at(%s)\",\"FlexibleTimeWindow\":{\"Mode\":\"OFF\"},"
                                .formatted(time.substring(0, 19))
                        + "\"ActionAfterCompletion\":\"%s\","
                                .formatted(choices.nextBoolean() ? "DELETE" : "NONE")
                        + "\"Target\":{\"Arn\":\"arn:aws:sqs:us-east-1:000000000000:due\","
                        + "\"RoleArn\":\"arn:aws:iam::000000000000:role/r\",\"Input\":\"%s\"}}"
                                .formatted(name);
        var request =
                HttpRequest.newBuilder(URI.create(url + "/schedules/" + name))
                        .timeout(Duration.ofSeconds(30))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(response.body());
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Until everything that was acknowledged is there, and then nothing more comes. */
    private Map<String, Integer> receiveAll(ServerProcess server) throws IOException {
        var received = new HashMap<String, Integer>();
        long deadline = System.nanoTime() + HikyakuProcess.PATIENCE.toNanos();
        int quiet = 0;
        try (var client = new LightClient(server.url())) {
            while (quiet < SECONDS_AHEAD_MAX + 2 && System.nanoTime() < deadline) {
                List<LightClient.Received> some = client.receive(QUEUE, 600, 1);
                quiet = some.isEmpty() ? quiet + 1 : 0;
                some.forEach(message -> received.merge(message.body(), 1, Integer::sum));
            }
        }
        return received;
    }
}
