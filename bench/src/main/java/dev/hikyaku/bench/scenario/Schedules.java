package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.Load;
import dev.hikyaku.bench.load.Round;
import dev.hikyaku.bench.load.Scheduling;
import dev.hikyaku.bench.report.Facts;
import dev.hikyaku.bench.server.ProcessStat;
import dev.hikyaku.bench.server.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/** A schedule per customer: what they cost while they wait, and how fast those are that are due. */
final class Schedules implements Scenario {
    private static final Duration FILL_AT_MOST = Duration.ofHours(1);
    private static final Duration LEAD = Duration.ofSeconds(20);
    private static final Duration FIRE_AT_MOST = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final long SECONDS_A_YEAR = 31_536_000;

    @Override
    public void run(Bench bench, Facts facts) throws InterruptedException {
        Path data = bench.scratch().fresh();
        try (Server server = bench.servers().product(data)) {
            Queue queue = Queue.open(bench, server);
            facts.add("RSS before", server.stat().rssMegabytes(), "MB");
            // each at its own time next year
            Instant nextYear = Instant.now().plus(365, ChronoUnit.DAYS);
            Round filled =
                    make(
                            bench,
                            server,
                            "customer-",
                            number -> text(nextYear.plusSeconds(number * 7919 % SECONDS_A_YEAR)),
                            bench.plan().schedules());
            facts.count("schedules waiting", filled.sentMessages());
            facts.add(
                    "creation",
                    filled.sentMessages() * 1e9 / filled.duration().toNanos(),
                    "schedules/s");
            facts.add("creation, p99", filled.p99Millis(), "ms");
            measureIdle(bench, facts, server);
            measureDue(bench, facts, server, queue);
        }
        facts.add("data on disk", bytes(data) / 1e6, "MB");
        try (Server server = bench.servers().product(data)) {
            facts.add("ready after SIGTERM", server.startMillis(), "ms");
        }
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString().substring(0, 19);
    }

    private static Round make(
            Bench bench, Server server, String prefix, LongFunction<String> times, long count) {
        var makers = Scheduling.of(server.address(), prefix, times, bench.plan().connections());
        try (Load load = bench.generator().open(server.address(), makers)) {
            Round round = load.run(FILL_AT_MOST, count);
            if (round.errors() > 0) {
                throw new IllegalStateException("creating failed: " + round.firstError());
            }
            return round;
        }
    }

    private static void measureIdle(Bench bench, Facts facts, Server server)
            throws InterruptedException {
        Thread.sleep(bench.plan().idle());
        ProcessStat before = server.stat();
        Thread.sleep(bench.plan().workersIdle());
        ProcessStat after = server.stat();
        Duration cpu = after.cpu().minus(before.cpu());
        double share = 1.0 * cpu.toNanos() / bench.plan().workersIdle().toNanos();
        facts.add("CPU while all wait", 100 * share, "% of a core");
        facts.add("RSS with all waiting", after.rssMegabytes(), "MB");
    }

    /** All at one second: until the last of them is in its queue. */
    private static void measureDue(Bench bench, Facts facts, Server server, Queue queue)
            throws InterruptedException {
        Instant due = Instant.now().plus(LEAD).truncatedTo(ChronoUnit.SECONDS);
        long made =
                make(bench, server, "due-", number -> text(due), bench.plan().schedulesDue())
                        .sentMessages();
        Thread.sleep(Math.max(0, Duration.between(Instant.now(), due).toMillis()));
        Instant end = due.plus(FIRE_AT_MOST);
        Instant first = null;
        long depth = 0;
        while (depth < made && Instant.now().isBefore(end)) {
            depth = queue.depth();
            first = first == null && depth > 0 ? Instant.now() : first;
            Thread.sleep(LOOK);
        }
        facts.count("due at once", made);
        facts.count("messages in the queue", depth);
        if (first != null) {
            facts.add("first in the queue after", millis(due, first), "ms");
        }
        facts.add("all in the queue after", millis(due, Instant.now()), "ms");
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }

    private static double bytes(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
