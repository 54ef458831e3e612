package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.integration.Faults.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A daemon that is killed and terminated while it delivers to a worker that does not behave.
 *
 * <p>The choices come from a seed that is printed; {@code -Dhikyaku.seed=N} takes the same again,
 * as far as processes and threads ever do the same.
 */
final class Chaos {
    /** Where the daemon runs. */
    enum Place {
        IN_THE_SERVER,
        ALONE;

        Daemon start(Path folder, DaemonSetup setup) {
            return switch (this) {
                case IN_THE_SERVER -> Daemon.IN_THE_SERVER.start(folder, setup);
                case ALONE -> Daemon.besideAServer(folder, setup);
            };
        }
    }

    /** The daemon's. */
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

    /** As many kills as terminations. */
    private static final int FAULTS = Integer.getInteger("hikyaku.chaos.faults", 1);

    private static final Duration BETWEEN_FAULTS_MAX = Duration.ofMinutes(3);
    private static final int MOMENT_MILLIS_MAX = 500;

    final DeliveryLedger ledger = new DeliveryLedger();
    final Faults faults = new Faults();
    final Random random;
    private final String name;
    private final long startedAt = System.nanoTime();

    Chaos(String name) {
        long seed = Long.getLong("hikyaku.seed", System.nanoTime());
        System.out.printf("%s: seed %d; the same again: -Dhikyaku.seed=%d%n", name, seed, seed);
        this.name = name;
        this.random = new Random(seed);
    }

    /**
     * Kills and terminates the daemon at moments spread over the delivery of so many messages; not
     * so often if the server ends with it.
     */
    void strike(Daemon daemon, Place place, int messages) throws InterruptedException {
        int each = place == Place.ALONE ? FAULTS : (FAULTS + 1) / 2;
        var kinds = new ArrayList<Kind>();
        kinds.addAll(Collections.nCopies(each, Kind.KILL));
        kinds.addAll(Collections.nCopies(each, Kind.TERMINATION));
        Collections.shuffle(kinds, random);
        int share = messages / (kinds.size() + 1);
        for (int i = 0; i < kinds.size(); i++) {
            int done = i * share + random.nextInt(share);
            await("message " + done)
                    .atMost(BETWEEN_FAULTS_MAX)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> ledger.done() >= done);
            TimeUnit.MILLISECONDS.sleep(random.nextInt(MOMENT_MILLIS_MAX));
            end(daemon, kinds.get(i));
            daemon.restart();
        }
    }

    private void end(Daemon daemon, Kind kind) {
        long from = System.nanoTime();
        if (kind == Kind.KILL) {
            daemon.process().kill();
        } else {
            assertThat(daemon.terminate().join()).as("exit code after SIGTERM").isZero();
        }
        faults.add(kind, from);
    }

    /** Waits until a queue has nothing: visible, in flight or delayed. */
    static void awaitEmpty(Daemon daemon, String queue) throws IOException {
        try (var client = new LightClient(daemon.server())) {
            await(queue + " to be empty")
                    .atMost(BETWEEN_FAULTS_MAX)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> client.count(queue) == 0);
        }
    }

    /** Prints what happened; fails if anything of it has no cause. */
    void assertExplained(ChaosReport report, List<String> more) {
        var lines = new ArrayList<String>();
        lines.add("seconds                              | " + seconds());
        for (Kind kind : Kind.values()) {
            lines.add("%-36s | %d".formatted(kind, faults.count(kind)));
        }
        for (DeliveryLedger.End end : DeliveryLedger.End.values()) {
            if (end != DeliveryLedger.End.RUNNING) {
                lines.add("%-36s | %d".formatted("deliveries " + end, ledger.count(end)));
            }
        }
        for (ChaosReport.Cause cause : ChaosReport.Cause.values()) {
            int count = report.duplicates().getOrDefault(cause, 0);
            lines.add("%-36s | %d".formatted("delivered though done: " + cause, count));
        }
        lines.addAll(more);
        lines.forEach(line -> System.out.println(name + ": " + line));
        assertThat(report.unexplained()).as("without a cause").isEmpty();
    }

    private long seconds() {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedAt);
    }
}
