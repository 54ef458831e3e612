package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.Asking;
import dev.hikyaku.bench.load.Requests;
import dev.hikyaku.bench.report.Facts;
import dev.hikyaku.bench.server.ProcessStat;
import dev.hikyaku.bench.server.Server;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How fast a backlog reaches an HTTP worker that never makes it wait. */
final class Deliver implements Scenario {
    private static final Duration AT_MOST = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public void run(Bench bench, Facts facts) throws InterruptedException {
        Path data = bench.scratch().fresh();
        long messages = preload(bench, data);
        facts.count("messages waiting", messages);
        try (Server worker = bench.servers().worker();
                Server server = startWithWorker(bench, data, worker)) {
            ProcessStat before = server.stat();
            JsonNode seen = awaitDeliveries(bench, worker, messages);
            addFacts(facts, seen, before, server.stat());
            long missing = Math.max(0, messages - seen.get("deliveries").asLong());
            facts.count("not delivered in " + AT_MOST.toSeconds() + " s", missing);
        }
    }

    /** Without a worker, so that nothing is delivered before everything waits. */
    private static long preload(Bench bench, Path data) {
        try (Server server = bench.servers().product(data)) {
            Queue queue = Queue.open(bench, server);
            queue.fill(Throughput.SMALL_BYTES, bench.plan().deliverMessages(), AT_MOST);
            return queue.depth();
        }
    }

    private static Server startWithWorker(Bench bench, Path data, Server worker) {
        String target = Queue.NAME + "=" + worker.address().url();
        String concurrency = Integer.toString(bench.plan().deliverConcurrency());
        return bench.servers()
                .product(data, "--worker", target, "--worker-concurrency", concurrency);
    }

    /** What the worker has seen when it has seen everything, or when the time is over. */
    private static JsonNode awaitDeliveries(Bench bench, Server worker, long messages)
            throws InterruptedException {
        long deadlineNanos = System.nanoTime() + AT_MOST.toNanos();
        JsonNode seen;
        do {
            Thread.sleep(LOOK);
            String answer =
                    Asking.ask(bench.generator(), worker.address(), Requests.get(worker.address()));
            seen = JSON.readTree(answer);
        } while (seen.get("deliveries").asLong() < messages && System.nanoTime() < deadlineNanos);
        return seen;
    }

    private static void addFacts(
            Facts facts, JsonNode seen, ProcessStat before, ProcessStat after) {
        long deliveries = seen.get("deliveries").asLong();
        if (deliveries == 0) {
            throw new IllegalStateException("nothing was delivered");
        }
        facts.count("deliveries", deliveries);
        facts.add("rate", deliveries * 1e9 / seen.get("nanos").asLong(), "deliveries/s");
        double cpuMicros = after.cpu().minus(before.cpu()).toNanos() / 1e3;
        facts.add("server CPU", cpuMicros / deliveries, "us/delivery");
        facts.add("server RSS", after.rssMegabytes(), "MB");
    }
}
