package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.report.Facts;
import dev.hikyaku.bench.report.Spread;
import dev.hikyaku.bench.server.Forwarder;
import dev.hikyaku.bench.server.PatientWorker;
import dev.hikyaku.bench.server.Rival;
import dev.hikyaku.bench.server.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What forwarders make of a worker that is down for a while, and what their own end costs: side by
 * side in front of one server, each with a queue and a worker of its own.
 */
final class CompareFaults implements Scenario {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final int WARM_UP_MESSAGES = 100;
    private static final int SHORT_VISIBILITY_SECONDS = 10;
    private static final int SHORT_MAX_RECEIVES = 10;

    /** SQS's own default, and few receives. */
    private static final int USUAL_VISIBILITY_SECONDS = 30;

    private static final int USUAL_MAX_RECEIVES = 3;

    private static final class Side implements AutoCloseable {
        final Rival rival;
        final Queue queue;
        final Queue dead;
        final PatientWorker worker = new PatientWorker();
        private final Bench bench;
        private final Rival.Job job;
        Forwarder forwarder;

        Side(Bench bench, Server server, Rival rival, int visibilitySeconds) {
            this.bench = bench;
            this.rival = rival;
            this.queue = Queue.existing(bench, server, rival.queue());
            this.dead = Queue.existing(bench, server, rival.queue() + "-dead");
            worker.up();
            this.job =
                    new Rival.Job(
                            server.address().url(),
                            queue.url(),
                            worker.address().url(),
                            visibilitySeconds);
            this.forwarder = bench.servers().forwarder(rival, job);
        }

        void end(Signal signal) {
            switch (signal) {
                case SIGTERM -> forwarder.terminate();
                case SIGKILL -> forwarder.kill();
            }
        }

        void restart() {
            forwarder = bench.servers().forwarder(rival, job);
        }

        void send(long messages) {
            queue.fill(Throughput.SMALL_BYTES, messages, PATIENCE);
        }

        @Override
        public void close() {
            forwarder.close();
            worker.close();
        }
    }

    @Override
    public void run(Bench bench, Facts facts) throws InterruptedException {
        outage(bench, facts);
        for (Rival rival : List.of(Rival.HIKYAKU, Rival.SPRING)) {
            ends(bench, facts, rival, Signal.SIGTERM);
            ends(bench, facts, rival, Signal.SIGKILL);
        }
    }

    private static Server start(
            Bench bench, List<Rival> rivals, int visibilitySeconds, int receives) {
        return Configured.start(
                bench,
                rivals.stream()
                        .map(rival ->
                                """
                                [[queue]]
                                name = "%1$s"
                                dead-letter = "%1$s-dead"
                                max-receive-count = %2$d
                                attributes = { VisibilityTimeout = %3$d }
                                """
                                        .formatted(rival.queue(), receives, visibilitySeconds))
                        .collect(Collectors.joining("\n")));
    }

    // --- a worker that is down

    private static void outage(Bench bench, Facts facts) throws InterruptedException {
        List<Rival> rivals = List.of(Rival.values());
        List<Side> sides = new ArrayList<>();
        try (Server server = start(bench, rivals, USUAL_VISIBILITY_SECONDS, USUAL_MAX_RECEIVES)) {
            try {
                rivals.forEach(rival ->
                        sides.add(new Side(bench, server, rival, USUAL_VISIBILITY_SECONDS)));
                for (Side side : sides) {
                    warmUp(side);
                    side.worker.down();
                    side.send(bench.plan().faultMessages());
                }
                Thread.sleep(bench.plan().outage());
                sides.forEach(side -> side.worker.up());
                long upNanos = System.nanoTime();
                sides.parallelStream().forEach(side -> afterOutage(side, facts, upNanos));
            } finally {
                sides.forEach(Side::close);
            }
        }
    }

    private static void warmUp(Side side) throws InterruptedException {
        side.send(WARM_UP_MESSAGES);
        await(() -> side.forwarder.runs() && side.queue.depth() == 0);
        side.worker.forget();
    }

    private static void afterOutage(Side side, Facts facts, long upNanos) {
        try {
            await(() -> side.queue.depth() == 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        double seconds = (System.nanoTime() - upNanos) / 1e9;
        String who = "worker down, " + side.rival.text() + ": ";
        synchronized (facts) {
            facts.count(who + "done", side.worker.done());
            facts.count(who + "dead letters", side.dead.depth());
            List<Integer> receives = side.worker.receives();
            for (int count : new TreeSet<>(receives)) {
                facts.count(
                        who + "delivered by receive number " + count,
                        Collections.frequency(receives, count));
            }
            facts.add(who + "all over after the worker came back", seconds, "s");
        }
    }

    // --- its own end

    private enum Signal {
        SIGTERM,
        SIGKILL
    }

    /** What one end cost. */
    private record End(
            int underWay,
            double endSeconds,
            int unanswered,
            int again,
            long dead,
            int late,
            double overSeconds) {}

    private static void ends(Bench bench, Facts facts, Rival rival, Signal signal)
            throws InterruptedException {
        List<End> ends = new ArrayList<>();
        for (int round = 0; round < bench.plan().rounds(); round++) {
            ends.add(end(bench, rival, signal));
        }
        String who = signal + ", " + rival.text() + ": ";
        add(facts, who + "requests under way", ends, End::underWay, "");
        add(facts, who + "time to its end", ends, End::endSeconds, "s");
        add(facts, who + "answers that nobody waited for", ends, End::unanswered, "");
        add(facts, who + "done twice", ends, End::again, "");
        add(facts, who + "dead letters", ends, End::dead, "");
        add(facts, who + "delivered by a second receive or later", ends, End::late, "");
        add(facts, who + "all over after its restart", ends, End::overSeconds, "s");
    }

    private static void add(
            Facts facts, String what, List<End> ends, ToDoubleFunction<End> figure, String unit) {
        facts.add(what, Spread.of(ends.stream().map(figure::applyAsDouble).toList()), unit);
    }

    private static End end(Bench bench, Rival rival, Signal signal) throws InterruptedException {
        List<Rival> alone = List.of(rival);
        try (Server server = start(bench, alone, SHORT_VISIBILITY_SECONDS, SHORT_MAX_RECEIVES);
                Side side = new Side(bench, server, rival, SHORT_VISIBILITY_SECONDS)) {
            warmUp(side);
            long messages = bench.plan().faultMessages();
            side.send(messages);
            await(() -> side.worker.done() >= messages / 3);
            int underWay = side.worker.running();
            long fromNanos = System.nanoTime();
            side.end(signal);
            long endedNanos = System.nanoTime();
            side.restart();
            await(() -> side.queue.depth() == 0);
            return new End(
                    underWay,
                    (endedNanos - fromNanos) / 1e9,
                    side.worker.unanswered(),
                    side.worker.again(),
                    side.dead.depth(),
                    (int) side.worker.receives().stream().filter(count -> count > 1).count(),
                    (System.nanoTime() - endedNanos) / 1e9);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadlineNanos) {
                throw new IllegalStateException("waited in vain for " + PATIENCE);
            }
            Thread.sleep(LOOK);
        }
    }
}
