package dev.hikyaku.bench.report;

import java.util.List;

/** Everything that a run found out, and what it did not. */
public record Results(
        String command,
        String date,
        Machine machine,
        List<Rate> rates,
        List<Fact> facts,
        List<Contender> contenders,
        List<String> skipped,
        List<String> failures) {}
