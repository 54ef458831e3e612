package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was acknowledged survives {@code kill -9} at any moment: no message lost, none back after
 * its delete, and counts that are the truth.
 *
 * <p>The moments come from a seed that is printed; {@code -Dhikyaku.seed=N} takes the same again,
 * as far as two processes ever do the same. {@code -Dhikyaku.crash.rounds=N} takes other than 20
 * rounds.
 */
final class CrashIT {
    private static final int ROUNDS = Integer.getInteger("hikyaku.crash.rounds", 20);
    private static final int SENDERS = 8;
    private static final int RECEIVERS = 2;
    private static final int KILL_MILLIS_MIN = 50;
    private static final int KILL_MILLIS_MAX = 400;

    /** Long enough for a delete to be answered before it ends, short enough to see it end. */
    private static final int VISIBILITY_SECONDS = 5;

    private static final List<String> QUEUES = List.of("alpha", "beta", "gamma");

    private final Ledger ledger = new Ledger();

    @Test
    void whatWasAcknowledgedSurvivesKillingTheServerAtAnyMoment(@TempDir Path folder)
            throws Exception {
        long seed = Long.getLong("hikyaku.seed", System.nanoTime());
        System.out.println("CrashIT: seed " + seed + "; the same again: -Dhikyaku.seed=" + seed);
        var random = new Random(seed);
        try (var server = ServerProcess.start(folder)) {
            try (var client = new LightClient(server.url())) {
                for (String queue : QUEUES) {
                    client.call("CreateQueue", Map.of("QueueName", queue));
                }
            }
            for (int round = 0; round < ROUNDS; round++) {
                runUntilKilled(server, round, random);
                server.restart();
                assertCountsArePossible(server);
            }
            assertThat(ledger.acknowledgedSends()).as("sends, seed %d", seed).isPositive();
            assertThat(ledger.acknowledgedDeletes()).as("deletes, seed %d", seed).isPositive();
            System.out.printf(
                    "CrashIT: %d rounds, %d acknowledged sends, %d acknowledged deletes%n",
                    ROUNDS, ledger.acknowledgedSends(), ledger.acknowledgedDeletes());
            assertEverythingOwedIsReceived(server, seed);
            server.stop();
        }
    }

    private static String url(String queue) {
        return "http://queues/000000000000/" + queue;
    }

    private void assertCountsArePossible(ServerProcess server) throws IOException {
        int messages = 0;
        try (var client = new LightClient(server.url())) {
            for (String queue : QUEUES) {
                messages += client.count(url(queue));
            }
        }
        ledger.assertPossible(messages);
    }

    // --- the load

    private void runUntilKilled(ServerProcess server, int round, Random random) throws Exception {
        var first = new CountDownLatch(1);
        var loads = new ArrayList<CompletableFuture<Void>>();
        try (var client = new LightClient(server.url())) {
            for (int i = 0; i < SENDERS; i++) {
                String name = round + "/" + i + "/";
                loads.add(Loads.running(() -> keepSending(client, name, first)));
            }
            for (int i = 0; i < RECEIVERS; i++) {
                var choices = new Random(random.nextLong());
                loads.add(Loads.running(() -> keepReceiving(client, choices)));
            }
            assertThat(first.await(HikyakuProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("a first acknowledged send in round %d", round)
                    .isTrue();
            Loads.killMeanwhile(
                    server, random.nextInt(KILL_MILLIS_MIN, KILL_MILLIS_MAX + 1), loads);
        }
    }

    private void keepSending(LightClient client, String name, CountDownLatch first)
            throws IOException {
        for (int i = 0; ; i++) {
            String queue = url(QUEUES.get(i % QUEUES.size()));
            int batch = i % 4 == 3 ? 10 : 1;
            String prefix = name + i + "/";
            List<String> bodies = IntStream.range(0, batch).mapToObj(n -> prefix + n).toList();
            bodies.forEach(ledger::sending);
            if (batch == 1) {
                client.send(queue, bodies.getFirst());
            } else {
                client.sendBatch(queue, bodies);
            }
            bodies.forEach(ledger::sent);
            first.countDown();
        }
    }

    private void keepReceiving(LightClient client, Random choices) throws IOException {
        while (true) {
            String queue = url(QUEUES.get(choices.nextInt(QUEUES.size())));
            long askedAt = System.nanoTime();
            var received = client.receive(queue, VISIBILITY_SECONDS, 1);
            received.forEach(message -> ledger.received(message.body(), askedAt));
            var done = received.stream().filter(message -> choices.nextInt(3) > 0).toList();
            if (!done.isEmpty()) {
                done.forEach(message -> ledger.deleting(message.body()));
                client.deleteBatch(queue, done);
                Duration passed = Duration.ofNanos(System.nanoTime() - askedAt);
                if (passed.compareTo(Duration.ofSeconds(VISIBILITY_SECONDS)) < 0) {
                    done.forEach(message -> ledger.deleted(message.body()));
                }
            }
        }
    }

    // --- the reckoning

    private void assertEverythingOwedIsReceived(ServerProcess server, long seed)
            throws IOException {
        var received = new ArrayList<String>();
        int counted = 0;
        try (var client = new LightClient(server.url())) {
            for (String queue : QUEUES) {
                int messages = client.count(url(queue));
                counted += messages;
                received.addAll(drain(client, url(queue), messages));
                assertThat(client.count(url(queue))).as("what is left in %s", queue).isZero();
            }
        }
        assertThat(received).as("seed %d", seed).doesNotHaveDuplicates();
        assertThat(received).as("seed %d", seed).containsAll(ledger.owed());
        assertThat(counted).as("the counts, seed %d", seed).isEqualTo(received.size());
    }

    private List<String> drain(LightClient client, String queue, int messages) throws IOException {
        var bodies = new ArrayList<String>();
        long deadline = System.nanoTime() + HikyakuProcess.PATIENCE.toNanos();
        while (bodies.size() < messages && System.nanoTime() < deadline) {
            long askedAt = System.nanoTime();
            var received = client.receive(queue, 600, 1);
            received.forEach(message -> ledger.received(message.body(), askedAt));
            if (!received.isEmpty()) {
                client.deleteBatch(queue, received);
                received.forEach(message -> bodies.add(message.body()));
            }
        }
        assertThat(client.receive(queue, 600, 1)).as("more than were counted").isEmpty();
        return bodies;
    }
}
