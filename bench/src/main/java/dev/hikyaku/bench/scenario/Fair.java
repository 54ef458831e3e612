package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.Draining;
import dev.hikyaku.bench.load.Grouping;
import dev.hikyaku.bench.load.Load;
import dev.hikyaku.bench.load.Requests;
import dev.hikyaku.bench.load.Response;
import dev.hikyaku.bench.load.Round;
import dev.hikyaku.bench.load.Trickling;
import dev.hikyaku.bench.report.Facts;
import dev.hikyaku.bench.report.Spread;
import dev.hikyaku.bench.server.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * What the backlog of one group costs the others of a standard queue: how long their messages wait
 * for a consumer, without it and with it, in turns, each on a queue of its own.
 */
final class Fair implements Scenario {
    private static final int GROUPS = 99;
    private static final Duration GAP = Duration.ofSeconds(1);

    /** Two answers for each message add about 4 ms to it. */
    private static final Duration WORK = Duration.ofMillis(196);

    private static final Duration BUSY = WORK.plusMillis(4);

    /** The groups alone keep nine tenths of them busy. */
    private static final int CONSUMERS = 22;

    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final Duration FILL_AT_MOST = Duration.ofSeconds(30);

    /** Waiting times are few: a turn is longer than other scenarios' rounds. */
    private static final int ROUNDS_A_TURN = 4;

    /** One turn: what the groups' messages waited, and how many messages of all were done. */
    private record Turn(Histogram waitNanos, double load, long errors) {
        double waitMillis(double percentile) {
            return waitNanos.getValueAtPercentile(percentile) / 1e6;
        }
    }

    @Override
    public void run(Bench bench, Facts facts) {
        List<Turn> alone = new ArrayList<>();
        List<Turn> flooded = new ArrayList<>();
        try (Server server = bench.servers().product(bench.scratch().fresh())) {
            for (int turn = 0; turn < bench.plan().rounds(); turn++) {
                alone.add(measure(bench, queue(bench, server, "alone-" + turn), turn));
                Queue queue = queue(bench, server, "flooded-" + turn);
                queue.fill(Throughput.SMALL_BYTES, bench.plan().floodMessages(), FILL_AT_MOST);
                flooded.add(measure(bench, queue, turn));
            }
        }
        addFacts(facts, "without the flood", alone);
        addFacts(facts, "with the flood", flooded);
        facts.add("wait, p95, with over without", ratio(flooded, alone), "times");
    }

    /** What fills it is all of one group. */
    private static Queue queue(Bench bench, Server server, String name) {
        return Queue.open(bench, server, name, Grouping.standard(1));
    }

    private static Turn measure(Bench bench, Queue queue, int turn) {
        Histogram waitNanos = new Histogram(3);
        long fromNanos = System.nanoTime() + SETTLE.toNanos();
        Consumer<Response> received = response -> note(response, fromNanos, waitNanos);
        try (Load consumers =
                        bench.generator()
                                .open(queue.server().address(), consumers(queue, received));
                Load senders =
                        bench.generator().open(queue.server().address(), senders(queue, turn))) {
            consumers.start();
            Duration duration = bench.plan().round().multipliedBy(ROUNDS_A_TURN);
            Round sent = senders.run(SETTLE.plus(duration), Long.MAX_VALUE);
            Round done = consumers.soFar();
            double load =
                    (double) done.deletedMessages()
                            * BUSY.toNanos()
                            / (CONSUMERS * SETTLE.plus(duration).toNanos());
            return new Turn(waitNanos, load, sent.errors() + done.errors());
        }
    }

    private static List<Draining> consumers(Queue queue, Consumer<Response> received) {
        return IntStream.range(0, CONSUMERS)
                .mapToObj(i -> Draining.working(queue.requests(), WORK, i, received))
                .toList();
    }

    /** The same moments with and without the flood. */
    private static List<Trickling> senders(Queue queue, int turn) {
        Requests requests = queue.requests();
        return IntStream.range(0, GROUPS)
                .mapToObj(i -> new Trickling(requests, "quiet-" + i, GAP, turn * GROUPS + i))
                .toList();
    }

    private static void note(Response response, long fromNanos, Histogram waitNanos) {
        long nowNanos = System.nanoTime();
        response.stampsNanos().stream()
                .filter(sentNanos -> sentNanos >= fromNanos)
                .forEach(sentNanos -> waitNanos.recordValue(nowNanos - sentNanos));
    }

    private static void addFacts(Facts facts, String what, List<Turn> turns) {
        facts.add("wait, p50, " + what, spread(turns, turn -> turn.waitMillis(50)), "ms");
        facts.add("wait, p95, " + what, spread(turns, turn -> turn.waitMillis(95)), "ms");
        facts.add(
                "messages timed, " + what,
                spread(turns, turn -> turn.waitNanos().getTotalCount()),
                "");
        facts.add("consumers busy, " + what, spread(turns, turn -> 100 * turn.load()), "%");
        facts.count("errors, " + what, turns.stream().mapToLong(Turn::errors).sum());
    }

    private static Spread spread(List<Turn> turns, ToDoubleFunction<Turn> figure) {
        return Spread.of(turns.stream().map(figure::applyAsDouble).toList());
    }

    private static Spread ratio(List<Turn> flooded, List<Turn> alone) {
        return Spread.of(
                IntStream.range(0, alone.size())
                        .mapToObj(i -> flooded.get(i).waitMillis(95) / alone.get(i).waitMillis(95))
                        .toList());
    }
}
