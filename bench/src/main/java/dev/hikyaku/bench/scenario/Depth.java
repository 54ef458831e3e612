package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.Round;
import dev.hikyaku.bench.report.Facts;
import dev.hikyaku.bench.server.Server;
import java.nio.file.Path;
import java.time.Duration;

/** What a backlog costs: the rate of receiving, memory, and the time to start again. */
final class Depth implements Scenario {
    private static final Duration FILL_AT_MOST = Duration.ofSeconds(90);

    @Override
    public void run(Bench bench, Facts facts) {
        Path data = bench.scratch().fresh();
        try (Server server = bench.servers().product(data)) {
            measureRates(bench, facts, Queue.open(bench, server));
        }
        measureRestarts(bench, facts, data);
    }

    private static void measureRates(Bench bench, Facts facts, Queue queue) {
        drain(bench, facts, queue, "few waiting");
        Round fill = queue.fill(Throughput.SMALL_BYTES, bench.plan().deepMessages(), FILL_AT_MOST);
        facts.add(
                "filling by batches",
                fill.sentMessages() * 1e9 / fill.duration().toNanos(),
                "messages/s");
        facts.count("messages waiting", queue.depth());
        drain(bench, facts, queue, "many waiting");
    }

    /** Each round puts in first what it takes out, so the depth is the same in all of them. */
    private static void drain(Bench bench, Facts facts, Queue queue, String depth) {
        Workload workload = Throughput.drain(facts.scenario(), bench.plan().shallowMessages());
        facts.add("RSS, " + depth, queue.server().stat().rssMegabytes(), "MB");
        try (Entrant entrant = new Entrant(bench, workload, queue)) {
            entrant.warmUp();
            for (int round = 0; round < bench.plan().rounds(); round++) {
                entrant.round();
            }
            facts.add(
                    "receive + delete, " + depth,
                    entrant.spread(Sample::rateMessagesPerSecond),
                    "messages/s");
            facts.add(
                    "server CPU, " + depth,
                    entrant.spread(Sample::cpuMicrosPerMessage),
                    "us/message");
            facts.count("errors, " + depth, entrant.errors());
        }
    }

    private static void measureRestarts(Bench bench, Facts facts, Path data) {
        long before;
        try (Server server = bench.servers().product(data)) {
            facts.add("ready after SIGTERM", server.startMillis(), "ms");
            Queue queue = Queue.open(bench, server);
            queue.fill(Throughput.SMALL_BYTES, bench.plan().shallowMessages(), FILL_AT_MOST);
            before = queue.depth();
            server.kill();
        }
        try (Server server = bench.servers().product(data)) {
            facts.add("ready after SIGKILL", server.startMillis(), "ms");
            facts.count(
                    "messages missing after SIGKILL", before - Queue.open(bench, server).depth());
        }
    }
}
