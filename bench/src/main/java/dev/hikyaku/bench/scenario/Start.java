package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.report.Facts;
import dev.hikyaku.bench.report.Spread;
import dev.hikyaku.bench.server.Server;
import java.util.ArrayList;
import java.util.List;

/** From the command to the line that says that it is ready, and the memory of an idle server. */
final class Start implements Scenario {
    @Override
    public void run(Bench bench, Facts facts) throws InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < bench.plan().starts(); i++) {
            try (Server server = bench.servers().product(bench.scratch().fresh())) {
                millis.add(server.startMillis());
            }
        }
        facts.add("start to ready", Spread.of(millis), "ms");
        try (Server server = bench.servers().product(bench.scratch().fresh())) {
            Thread.sleep(bench.plan().idle());
            facts.add("idle RSS", server.stat().rssMegabytes(), "MB");
        }
    }
}
