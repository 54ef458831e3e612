package dev.hikyaku.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Contenders as one table: a row for each, and the same columns for each load. */
final class Comparison {
    private Comparison() {}

    static Table table(List<Contender> contenders) {
        return new Table(headings(), contenders.stream().map(Comparison::row).toList());
    }

    private static List<String> headings() {
        List<String> headings = new ArrayList<>(List.of("peer", "version", "durable"));
        for (String load : Contender.LOADS) {
            headings.addAll(
                    List.of(
                            load + "/s",
                            load + " of hikyaku",
                            load + " CPU us",
                            load + " client CPU us",
                            load + " p50 ms",
                            load + " p99 ms"));
        }
        headings.addAll(List.of("RSS MB", "errors", "settings"));
        return headings;
    }

    private static List<String> row(Contender contender) {
        List<String> row = new ArrayList<>();
        row.addAll(
                List.of(contender.name(), contender.version(), contender.durable() ? "yes" : "no"));
        for (String load : Contender.LOADS) {
            Optional<Contender.Figures> figures =
                    contender.loads().stream().filter(one -> one.load().equals(load)).findFirst();
            row.add(cell(figures, one -> one.rateMessagesPerSecond().text()));
            row.add(cell(figures, one -> one.productRatio().text()));
            row.add(cell(figures, one -> one.cpuMicrosPerMessage().medianText()));
            row.add(cell(figures, one -> one.clientCpuMicrosPerMessage().medianText()));
            row.add(cell(figures, one -> one.p50Millis().medianText()));
            row.add(cell(figures, one -> one.p99Millis().medianText()));
        }
        double rss =
                contender.loads().stream()
                        .mapToDouble(one -> one.rssMegabytes().max())
                        .max()
                        .orElse(0);
        row.add(Spread.single(Math.rint(rss)).text());
        row.add(
                Long.toString(
                        contender.loads().stream().mapToLong(Contender.Figures::errors).sum()));
        row.add(contender.settings());
        return row;
    }

    private static String cell(
            Optional<Contender.Figures> figures, Function<Contender.Figures, String> text) {
        return figures.map(text).orElse("-");
    }
}
