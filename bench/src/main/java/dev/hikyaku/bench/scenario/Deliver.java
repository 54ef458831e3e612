package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.Asking;
import dev.hikyaku.bench.load.Requests;
import dev.hikyaku.bench.report.Facts;
import dev.hikyaku.bench.report.Spread;
import dev.hikyaku.bench.server.ProcessStat;
import dev.hikyaku.bench.server.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How fast a backlog reaches an HTTP worker that never makes it wait, beside the same requests in a
 * closed loop without a queue, in turns.
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

    private record Parts(Bench bench, Server worker, Server server, Server poster, Queue queue) {}

    @Override
    public void run(Bench bench, Facts facts) throws InterruptedException {
        try (Server worker = bench.servers().worker();
                Server server = startWithWorker(bench, worker);
                Server poster = bench.servers().poster()) {
            var parts = new Parts(bench, worker, server, poster, Queue.ofWorker(bench, server));
            int turns = WARM_UP_TURNS + TURNS_A_ROUND * bench.plan().rounds();
            List<Turn> daemon = new ArrayList<>();
            List<Turn> loop = new ArrayList<>();
            for (int turn = 0; turn < turns; turn++) {
                daemon.add(deliver(parts));
                loop.add(post(parts));
            }
            addFacts(facts, "daemon", measured(daemon));
            addFacts(facts, "closed loop", measured(loop));
            addRatios(facts, measured(daemon), measured(loop));
        }
    }

    private static List<Turn> measured(List<Turn> turns) {
        return turns.subList(WARM_UP_TURNS, turns.size());
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

    private static void addFacts(Facts facts, String what, List<Turn> turns) {
        facts.add(what, spread(turns, Turn::ratePerSecond), "deliveries/s");
        facts.add(what + ", CPU", spread(turns, Turn::cpuMicros), "us/delivery");
        facts.add(what + ", RSS", spread(turns, Turn::rssMegabytes), "MB");
    }

    private static void addRatios(Facts facts, List<Turn> daemon, List<Turn> loop) {
        String over = "daemon over closed loop, ";
        facts.add(over + "rate", ratio(daemon, loop, Turn::ratePerSecond), "times");
        facts.add(over + "CPU", ratio(daemon, loop, Turn::cpuMicros), "times");
    }

    private static Spread spread(List<Turn> turns, ToDoubleFunction<Turn> figure) {
        return Spread.of(turns.stream().map(figure::applyAsDouble).toList());
    }

    private static Spread ratio(List<Turn> one, List<Turn> other, ToDoubleFunction<Turn> figure) {
        return Spread.of(
                IntStream.range(0, one.size())
                        .mapToObj(i ->
                                figure.applyAsDouble(one.get(i))
                                        / figure.applyAsDouble(other.get(i)))
                        .toList());
    }
}
