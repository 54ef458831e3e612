package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.Asking;
import dev.hikyaku.bench.load.Requests;
import dev.hikyaku.bench.report.Facts;
import dev.hikyaku.bench.report.Spread;
import dev.hikyaku.bench.server.Forwarder;
import dev.hikyaku.bench.server.ProcessStat;
import dev.hikyaku.bench.server.Rival;
import dev.hikyaku.bench.server.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * How fast a backlog gets to an HTTP worker that answers at once, and at what cost, by this
 * project's daemon and by a listener of Spring Cloud AWS; in turns, each a process beside the same
 * server.
 */
final class Compare implements Scenario {
    private static final Duration AT_MOST = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(20);

    /** Longer than a turn. */
    private static final int VISIBILITY_SECONDS = 600;

    /** The first half of a backlog is for the compilers. */
    private static final double WARM_UP_SHARE = 0.5;

    /** At the end there is not enough for all places. */
    private static final double END_SHARE = 0.98;

    private static final List<Rival> RIVALS = List.of(Rival.HIKYAKU, Rival.SPRING);
    private static final JsonMapper JSON = new JsonMapper();

    private record Moment(long nanos, long deliveries, ProcessStat forwarder, ProcessStat server) {}

    private record Turn(
            double rate, double cpuMicros, double serverCpuMicros, double rssMegabytes) {
        static Turn of(Moment from, Moment to) {
            double deliveries = to.deliveries - from.deliveries;
            return new Turn(
                    deliveries * 1e9 / (to.nanos - from.nanos),
                    micros(from.forwarder, to.forwarder) / deliveries,
                    micros(from.server, to.server) / deliveries,
                    to.forwarder.rssMegabytes());
        }

        private static double micros(ProcessStat from, ProcessStat to) {
            return to.cpu().minus(from.cpu()).toNanos() / 1e3;
        }
    }

    private record Parts(Bench bench, Server server, Server worker, Forwarder forwarder) {}

    @Override
    public void run(Bench bench, Facts facts) throws InterruptedException {
        Map<Rival, List<Turn>> turns = new EnumMap<>(Rival.class);
        for (int round = 0; round < bench.plan().rounds(); round++) {
            for (Rival rival : RIVALS) {
                Turn turn = turn(bench, rival);
                bench.report().progress(rival.text() + ": " + turn);
                turns.computeIfAbsent(rival, first -> new ArrayList<>()).add(turn);
            }
        }
        turns.forEach((rival, all) -> addFacts(facts, rival.text(), all));
        addRatio(facts, turns, "rate", Turn::rate);
        addRatio(facts, turns, "CPU", Turn::cpuMicros);
    }

    private static Turn turn(Bench bench, Rival rival) throws InterruptedException {
        try (Server worker = bench.servers().worker();
                Server server = bench.servers().product(bench.scratch().fresh())) {
            Queue queue = Queue.open(bench, server);
            long messages = bench.plan().compareMessages();
            queue.fill(Throughput.SMALL_BYTES, messages, AT_MOST);
            var job =
                    new Rival.Job(
                            server.address().url(),
                            queue.url(),
                            worker.address().url(),
                            VISIBILITY_SECONDS);
            try (Forwarder forwarder = bench.servers().forwarder(rival, job)) {
                var parts = new Parts(bench, server, worker, forwarder);
                Moment from = await(parts, (long) (messages * WARM_UP_SHARE));
                return Turn.of(from, await(parts, (long) (messages * END_SHARE)));
            }
        }
    }

    private static Moment await(Parts parts, long deliveries) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + AT_MOST.toNanos();
        for (long seen = deliveries(parts); ; seen = deliveries(parts)) {
            if (seen >= deliveries) {
                return new Moment(
                        System.nanoTime(), seen, parts.forwarder.stat(), parts.server.stat());
            }
            if (System.nanoTime() > deadlineNanos) {
                throw new IllegalStateException("of " + deliveries + " messages came " + seen);
            }
            Thread.sleep(LOOK);
        }
    }

    private static long deliveries(Parts parts) {
        var address = parts.worker.address();
        var question = Requests.plain("GET", address, "/");
        return JSON.readTree(Asking.ask(parts.bench.generator(), address, question))
                .get("deliveries")
                .asLong();
    }

    private static void addFacts(Facts facts, String who, List<Turn> turns) {
        facts.add(who, spread(turns, Turn::rate), "messages/s");
        facts.add(who + ", its CPU", spread(turns, Turn::cpuMicros), "us/message");
        facts.add(who + ", server's CPU", spread(turns, Turn::serverCpuMicros), "us/message");
        facts.add(who + ", its RSS", spread(turns, Turn::rssMegabytes), "MB");
    }

    private static void addRatio(
            Facts facts, Map<Rival, List<Turn>> turns, String what, ToDoubleFunction<Turn> figure) {
        List<Turn> spring = turns.getOrDefault(Rival.SPRING, List.of());
        List<Turn> hikyaku = turns.getOrDefault(Rival.HIKYAKU, List.of());
        facts.add(
                "Spring Cloud AWS over hikyaku work, " + what,
                Spread.of(
                        IntStream.range(0, spring.size())
                                .mapToObj(i ->
                                        figure.applyAsDouble(spring.get(i))
                                                / figure.applyAsDouble(hikyaku.get(i)))
                                .toList()),
                "times");
    }

    private static Spread spread(List<Turn> turns, ToDoubleFunction<Turn> figure) {
        return Spread.of(turns.stream().map(figure::applyAsDouble).toList());
    }
}
