package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.Asking;
import dev.hikyaku.bench.load.Requests;
import dev.hikyaku.bench.report.Facts;
import dev.hikyaku.bench.report.Spread;
import dev.hikyaku.bench.server.Cores;
import dev.hikyaku.bench.server.ProcessStat;
import dev.hikyaku.bench.server.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How fast a backlog reaches an HTTP worker that never makes it wait, beside the same requests in a
 * closed loop without a queue, in turns.
 *
 * <p>The daemon's two busy threads share the machine with the worker's, and on two cores the rate
 * depends on where the kernel puts that one. So both are also measured with a worker that keeps to
 * one core; the closed loop, which is one thread beside the worker's, is as quick either way.
 */
final class Deliver implements Scenario {
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    /** Short turns, and many: what else the machine does changes within seconds. */
    private static final int TURNS_A_ROUND = 4;

    /** For the compilers: the daemon is compiled long after the closed loop. */
    private static final int WARM_UP_TURNS = 25;

    private static final Duration LOOK = Duration.ofMillis(100);

    /** The last deletes follow the last answers. */
    private static final Duration SETTLE = Duration.ofMillis(300);

    private static final JsonMapper JSON = new JsonMapper();

    private record Turn(double ratePerSecond, double cpuMicros, double rssMegabytes) {}

    private record Pair(Turn daemon, Turn loop) {
        double rates() {
            return daemon.ratePerSecond / loop.ratePerSecond;
        }

        double cpus() {
            return daemon.cpuMicros / loop.cpuMicros;
        }
    }

    private record Parts(Bench bench, Server worker, Server server, Server poster, Queue queue) {}

    @Override
    public void run(Bench bench, Facts facts) throws InterruptedException {
        try (Server worker = bench.servers().worker();
                Server server = startWithWorker(bench, worker);
                Server poster = bench.servers().poster()) {
            var parts = new Parts(bench, worker, server, poster, Queue.ofWorker(bench, server));
            pairs(parts, WARM_UP_TURNS);
            Cores cores = worker.cores();
            List<Pair> any = new ArrayList<>();
            List<Pair> one = new ArrayList<>();
            for (int round = 0; round < bench.plan().rounds(); round++) {
                cores.any();
                any.addAll(pairs(parts, TURNS_A_ROUND));
                cores.one();
                one.addAll(pairs(parts, TURNS_A_ROUND));
            }
            addFacts(facts, "worker on any core", any);
            addFacts(facts, "worker on one core", one);
        }
    }

    private static List<Pair> pairs(Parts parts, int count) throws InterruptedException {
        List<Pair> pairs = new ArrayList<>();
        for (int turn = 0; turn < count; turn++) {
            pairs.add(new Pair(deliver(parts), post(parts)));
        }
        return pairs;
    }

    private static Server startWithWorker(Bench bench, Server worker) {
        return bench.servers()
                .product(
                        bench.scratch().fresh(),
                        "--worker",
                        Queue.NAME + "=" + worker.address().url(),
                        "--worker-concurrency",
                        Integer.toString(bench.plan().deliverConcurrency()));
    }

    /** Paused while it is filled, so that nothing is delivered before everything waits. */
    private static Turn deliver(Parts parts) throws InterruptedException {
        var control = new Control(parts.bench(), parts.server());
        control.pause(Queue.NAME);
        long messages = parts.bench().plan().deliverMessages();
        parts.queue().fill(Throughput.SMALL_BYTES, messages, AT_MOST);
        messages = parts.queue().depth();
        ask(parts, parts.worker(), "DELETE", "/");
        ProcessStat before = parts.server().stat();
        control.resume(Queue.NAME);
        JsonNode seen = awaitDeliveries(parts, messages);
        return turn(seen, before, parts.server());
    }

    private static Turn post(Parts parts) throws InterruptedException {
        ask(parts, parts.worker(), "DELETE", "/");
        ProcessStat before = parts.poster().stat();
        Plan plan = parts.bench().plan();
        String path =
                "/?port=%d&count=%d&concurrency=%d&bytes=%d"
                        .formatted(
                                parts.worker().address().port(),
                                plan.deliverMessages(),
                                plan.deliverConcurrency(),
                                Throughput.SMALL_BYTES);
        ask(parts, parts.poster(), "GET", path);
        return turn(awaitDeliveries(parts, plan.deliverMessages()), before, parts.poster());
    }

    /** What the worker has seen when it has seen everything. */
    private static JsonNode awaitDeliveries(Parts parts, long messages)
            throws InterruptedException {
        long deadlineNanos = System.nanoTime() + AT_MOST.toNanos();
        JsonNode seen;
        do {
            Thread.sleep(LOOK);
            seen = JSON.readTree(ask(parts, parts.worker(), "GET", "/"));
        } while (seen.get("deliveries").asLong() < messages && System.nanoTime() < deadlineNanos);
        if (seen.get("deliveries").asLong() < messages) {
            throw new IllegalStateException("of " + messages + " messages came only " + seen);
        }
        Thread.sleep(SETTLE);
        return seen;
    }

    private static String ask(Parts parts, Server server, String method, String path) {
        return Asking.ask(
                parts.bench().generator(),
                server.address(),
                Requests.plain(method, server.address(), path));
    }

    private static Turn turn(JsonNode seen, ProcessStat before, Server server) {
        long deliveries = seen.get("deliveries").asLong();
        ProcessStat after = server.stat();
        double cpuMicros = after.cpu().minus(before.cpu()).toNanos() / 1e3;
        return new Turn(
                deliveries * 1e9 / seen.get("nanos").asLong(),
                cpuMicros / deliveries,
                after.rssMegabytes());
    }

    private static void addFacts(Facts facts, String where, List<Pair> pairs) {
        addTurns(facts, where + ", daemon", pairs.stream().map(Pair::daemon).toList());
        addTurns(facts, where + ", closed loop", pairs.stream().map(Pair::loop).toList());
        String over = where + ", daemon over closed loop, ";
        facts.add(over + "rate", spread(pairs, Pair::rates), "times");
        facts.add(over + "CPU", spread(pairs, Pair::cpus), "times");
    }

    private static void addTurns(Facts facts, String what, List<Turn> turns) {
        facts.add(what, spread(turns, Turn::ratePerSecond), "deliveries/s");
        facts.add(what + ", CPU", spread(turns, Turn::cpuMicros), "us/delivery");
        facts.add(what + ", RSS", spread(turns, Turn::rssMegabytes), "MB");
    }

    private static <T> Spread spread(List<T> all, ToDoubleFunction<T> figure) {
        return Spread.of(all.stream().map(figure::applyAsDouble).toList());
    }
}
