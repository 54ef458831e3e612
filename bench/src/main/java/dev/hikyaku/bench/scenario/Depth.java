package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.Round;
import dev.hikyaku.bench.load.Sending;
import dev.hikyaku.bench.report.Facts;
import dev.hikyaku.bench.server.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a backlog costs: the rates of receiving and sending, memory, and the time to start again.
 */
final class Depth implements Scenario {
    private static final Duration FILL_AT_MOST = Duration.ofMinutes(10);

    @Override
    public void run(Bench bench, Facts facts) {
        Path data = bench.scratch().fresh();
        try (Server shallow = bench.servers().product(data.resolve("few"));
                Server deep = bench.servers().product(data.resolve("many"))) {
            Queue few = Queue.open(bench, shallow);
            Queue many = Queue.open(bench, deep);
            fill(bench, facts, many);
            compare(bench, facts, few, many);
        }
        measureRestarts(bench, facts, data.resolve("many"));
    }

    private static void fill(Bench bench, Facts facts, Queue queue) {
        Round fill =
                queue.fill(bench.plan().deepBytes(), bench.plan().deepMessages(), FILL_AT_MOST);
        facts.add(
                "filling by batches",
                fill.sentMessages() * 1e9 / fill.duration().toNanos(),
                "messages/s");
        facts.count("messages waiting, many", queue.depth());
    }

    /** Each drain puts in first what it takes out, so the depth is the same in all of them. */
    private static void compare(Bench bench, Facts facts, Queue few, Queue many) {
        Plan plan = bench.plan();
        compare(
                bench,
                facts,
                "receive + delete",
                Throughput.drain(facts.scenario(), plan.deepBytes(), plan.shallowMessages()),
                few,
                many);
        Workload.Talk singles = (requests, n) -> Sending.singles(requests, plan.deepBytes(), n);
        compare(
                bench,
                facts,
                "single sends",
                Workload.sending(facts.scenario(), plan.deepBytes(), singles),
                few,
                many);
    }

    private static void compare(
            Bench bench, Facts facts, String what, Workload workload, Queue few, Queue many) {
        try (Entrant shallow = new Entrant(bench, workload, few);
                Entrant deep = new Entrant(bench, workload, many)) {
            Contest.takeTurns(bench.plan().rounds(), List.of(shallow, deep));
            addFacts(facts, what, shallow, "few waiting");
            addFacts(facts, what, deep, "many waiting");
            facts.add(
                    what + ", many over few",
                    deep.ratio(shallow, Sample::rateMessagesPerSecond),
                    "times");
        }
    }

    private static void addFacts(Facts facts, String what, Entrant entrant, String depth) {
        facts.add(what + ", " + depth, entrant.spread(Sample::rateMessagesPerSecond), "messages/s");
        facts.add(
                what + ", server CPU, " + depth,
                entrant.spread(Sample::cpuMicrosPerMessage),
                "us/message");
        facts.add(what + ", RSS, " + depth, entrant.spread(Sample::rssMegabytes), "MB");
        facts.count(what + ", errors, " + depth, entrant.errors());
    }

    private static void measureRestarts(Bench bench, Facts facts, Path data) {
        long before;
        try (Server server = bench.servers().product(data)) {
            facts.add("ready after SIGTERM", server.startMillis(), "ms");
            Queue queue = Queue.open(bench, server);
            queue.fill(bench.plan().deepBytes(), bench.plan().shallowMessages(), FILL_AT_MOST);
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
