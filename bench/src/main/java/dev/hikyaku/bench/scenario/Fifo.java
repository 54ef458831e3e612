package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.Sending;
import dev.hikyaku.bench.report.Facts;
import dev.hikyaku.bench.server.Server;
import java.util.List;

/** What order and deduplication cost a send: a FIFO queue beside a standard one, in turns. */
final class Fifo implements Scenario {
    private static final int GROUPS = 1_000;

    @Override
    public void run(Bench bench, Facts facts) {
        int bytes = Throughput.SMALL_BYTES;
        compare(bench, facts, "singles", (requests, n) -> Sending.singles(requests, bytes, n));
        compare(bench, facts, "batches", (requests, n) -> Sending.batches(requests, bytes, n));
    }

    private static void compare(Bench bench, Facts facts, String what, Workload.Talk talk) {
        Workload workload = Workload.sending(facts.scenario(), Throughput.SMALL_BYTES, talk);
        try (Server server = bench.servers().product(bench.scratch().fresh());
                Entrant standard = new Entrant(bench, workload, Queue.open(bench, server));
                Entrant fifo =
                        new Entrant(bench, workload, Queue.openFifo(bench, server, GROUPS))) {
            Contest.takeTurns(bench.plan().rounds(), List.of(standard, fifo));
            addFacts(facts, what + ", standard", standard);
            addFacts(facts, what + ", FIFO", fifo);
            facts.add(
                    what + ", FIFO over standard, rate",
                    fifo.ratio(standard, Sample::rateMessagesPerSecond),
                    "times");
            facts.add(
                    what + ", FIFO over standard, server CPU",
                    fifo.ratio(standard, Sample::cpuMicrosPerMessage),
                    "times");
        }
    }

    private static void addFacts(Facts facts, String what, Entrant entrant) {
        facts.add(what, entrant.spread(Sample::rateMessagesPerSecond), "messages/s");
        facts.add(what + ", CPU", entrant.spread(Sample::cpuMicrosPerMessage), "us/message");
        facts.count(what + ", errors", entrant.errors());
    }
}
