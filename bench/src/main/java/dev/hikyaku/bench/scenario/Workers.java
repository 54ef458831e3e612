package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.report.Facts;
import dev.hikyaku.bench.server.ProcessStat;
import dev.hikyaku.bench.server.Server;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What many workers cost a server when there is nothing to deliver. */
final class Workers implements Scenario {
    @Override
    public void run(Bench bench, Facts facts) throws InterruptedException {
        int count = bench.plan().workers();
        try (Server target = bench.servers().worker();
                Server server = Configured.start(bench, workers(count, target.address().url()))) {
            facts.count("workers, each with a queue", count);
            facts.add("start to ready", server.startMillis(), "ms");
            Thread.sleep(bench.plan().workersSettle());
            ProcessStat before = server.stat();
            Thread.sleep(bench.plan().workersIdle());
            ProcessStat after = server.stat();
            Duration cpu = after.cpu().minus(before.cpu());
            double share = 1.0 * cpu.toNanos() / bench.plan().workersIdle().toNanos();
            facts.add("CPU while idle", 100 * share, "% of a core");
            facts.add("RSS", after.rssMegabytes(), "MB");
        }
    }

    private static String workers(int count, String url) {
        return IntStream.range(0, count)
                .mapToObj(
                        i -> "[[worker]]\nqueues = [\"jobs-%d\"]\nurl = \"%s\"\n".formatted(i, url))
                .collect(Collectors.joining("\n"));
    }
}
