package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A FIFO queue under fire: many consumers that fail at random, many groups, short visibility
 * timeouts, and {@code kill -9} in between. What must hold is what {@link GroupLedger} says.
 *
 * <p>The choices come from a seed that is printed; {@code -Dhikyaku.seed=N} takes the same again,
 * as far as processes and threads ever do the same.
 */
final class FifoCrashIT {
    private static final int GROUPS = 10_000;
    private static final int CONSUMERS = 64;
    private static final int PRODUCERS = 4;
    private static final int KILLS = 7;
    private static final int KILL_MILLIS_MIN = 1_500;
    private static final int KILL_MILLIS_MAX = 3_500;
    private static final int FAILURES_PERCENT = 15;
    private static final int OUTSTANDING_MAX = 15_000;
    private static final String QUEUE = "http://queues/000000000000/fire.fifo";

    private final List<GroupLedger> groups =
            IntStream.range(0, GROUPS).mapToObj(i -> new GroupLedger("group-" + i)).toList();
    private final AtomicInteger outstanding = new AtomicInteger();

    @Test
    void everyGroupStaysInOrderWhateverFails(@TempDir Path folder) throws Exception {
        long seed = Long.getLong("hikyaku.seed", System.nanoTime());
        System.out.println(
                "FifoCrashIT: seed " + seed + "; the same again: -Dhikyaku.seed=" + seed);
        var random = new Random(seed);
        List<FifoProducer> producers = producers(random);
        try (var server = ServerProcess.start(folder)) {
            try (var client = new LightClient(server.url())) {
                client.call(
                        "CreateQueue",
                        Map.of(
                                "QueueName",
                                "fire.fifo",
                                "Attributes",
                                Map.of("FifoQueue", "true")));
            }
            for (int kill = 0; kill < KILLS; kill++) {
                runUntilKilled(server, producers, random);
                server.restart();
            }
            runUntilEmpty(server, producers, random);
            server.stop();
        }
        groups.forEach(GroupLedger::assertKept);
        report();
    }

    private List<FifoProducer> producers(Random random) {
        int share = GROUPS / PRODUCERS;
        return IntStream.range(0, PRODUCERS)
                .mapToObj(i ->
                        new FifoProducer(
                                QUEUE,
                                groups.subList(i * share, (i + 1) * share),
                                i * share,
                                new Random(random.nextLong()),
                                outstanding,
                                OUTSTANDING_MAX))
                .toList();
    }

    private void report() {
        int sent = groups.stream().mapToInt(GroupLedger::sent).sum();
        int deliveries = groups.stream().mapToInt(GroupLedger::deliveries).sum();
        int holds = groups.stream().mapToInt(GroupLedger::holds).sum();
        System.out.printf(
                "FifoCrashIT: %d kills, %d messages in %d groups, %d deliveries, %d holds%n",
                KILLS, sent, GROUPS, deliveries, holds);
        assertThat(groups).allMatch(group -> group.sent() > 0);
        assertThat(deliveries).as("messages that came again").isGreaterThan(sent);
        assertThat(holds).as("times in flight").isPositive();
    }

    // --- the load

    private void runUntilKilled(ServerProcess server, List<FifoProducer> producers, Random random)
            throws Exception {
        try (var client = new LightClient(server.url())) {
            var work = new ArrayList<CompletableFuture<Void>>();
            for (FifoProducer producer : producers) {
                work.add(Loads.running(() -> producer.runOn(client)));
            }
            work.addAll(consumers(client, () -> false, random, FAILURES_PERCENT));
            Loads.killMeanwhile(server, random.nextInt(KILL_MILLIS_MIN, KILL_MILLIS_MAX + 1), work);
        }
    }

    private List<CompletableFuture<Void>> consumers(
            LightClient client, BooleanSupplier ended, Random random, int failuresPercent) {
        return IntStream.range(0, CONSUMERS)
                .mapToObj(i ->
                        new FifoConsumer(
                                QUEUE,
                                groups,
                                outstanding,
                                new Random(random.nextLong()),
                                failuresPercent))
                .map(consumer -> Loads.running(() -> consumer.run(client, ended)))
                .toList();
    }

    /** Sends what is left, and receives and deletes everything. */
    private void runUntilEmpty(ServerProcess server, List<FifoProducer> producers, Random random)
            throws Exception {
        try (var client = new LightClient(server.url())) {
            var empty = new AtomicBoolean();
            var work = consumers(client, empty::get, random, 0);
            Loads.await(
                    producers.stream()
                            .map(producer -> Loads.running(() -> producer.finish(client)))
                            .toList());
            long deadline = System.nanoTime() + HikyakuProcess.PATIENCE.toNanos();
            while (client.count(QUEUE) > 0 && System.nanoTime() < deadline) {
                Thread.sleep(Duration.ofMillis(100));
            }
            empty.set(true);
            Loads.await(work);
            assertThat(client.count(QUEUE)).as("messages that are left").isZero();
        }
    }
}
