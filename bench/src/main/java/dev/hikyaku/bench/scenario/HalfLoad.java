package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.Paced;
import dev.hikyaku.bench.load.Sending;
import dev.hikyaku.bench.report.Facts;
import dev.hikyaku.bench.server.Server;

/** How long single sends take at half of the rate that the same connections reach without rest. */
final class HalfLoad implements Scenario {
    private static final int BYTES = Throughput.SMALL_BYTES;

    @Override
    public void run(Bench bench, Facts facts) {
        try (Server server = bench.servers().product(bench.scratch().fresh())) {
            Queue queue = Queue.open(bench, server);
            double full = measure(bench, facts, queue, "full load", sends());
            measure(
                    bench,
                    facts,
                    queue,
                    "half load",
                    (requests, n) -> Paced.at(full / 2, sends().parts(requests, n)));
        }
    }

    private static Workload.Talk sends() {
        return (requests, n) -> Sending.singles(requests, BYTES, n);
    }

    private static double measure(
            Bench bench, Facts facts, Queue queue, String load, Workload.Talk talk) {
        Workload workload = Workload.sending(facts.scenario(), BYTES, talk);
        try (Entrant entrant = new Entrant(bench, workload, queue)) {
            entrant.warmUp();
            for (int round = 0; round < bench.plan().rounds(); round++) {
                entrant.round();
            }
            facts.add(load, entrant.spread(Sample::rateMessagesPerSecond), "messages/s");
            facts.add(load + ", p50", entrant.spread(Sample::p50Millis), "ms");
            facts.add(load + ", p99", entrant.spread(Sample::p99Millis), "ms");
            facts.count(load + ", errors", entrant.errors());
            return entrant.spread(Sample::rateMessagesPerSecond).median();
        }
    }
}
