package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.Generator;
import dev.hikyaku.bench.peer.Tools;
import dev.hikyaku.bench.report.Report;
import dev.hikyaku.bench.server.Servers;
import java.util.List;

/** What every scenario works with. */
public record Bench(
        Plan plan,
        Servers servers,
        Generator generator,
        Report report,
        Scratch scratch,
        Tools tools,
        List<String> peers) {}
