package dev.hikyaku.bench.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Cells under headings; figures stand right, words left. */
record Table(List<String> headings, List<List<String>> rows) {
    private static final List<String> OF_RATES =
            List.of(
                    "scenario",
                    "body B",
                    "server",
                    "messages/s",
                    "of ceiling",
                    "p50 ms",
                    "p99 ms",
                    "CPU us/message",
                    "RSS MB",
                    "errors");

    static Table ofRates(List<Rate> rates) {
        return new Table(OF_RATES, rates.stream().map(Table::row).toList());
    }

    static Table ofFacts(List<Fact> facts) {
        return new Table(
                List.of("scenario", "figure", "value", "unit"),
                facts.stream()
                        .map(fact ->
                                List.of(
                                        fact.scenario(),
                                        fact.name(),
                                        fact.value().text(),
                                        fact.unit()))
                        .toList());
    }

    String aligned() {
        return lines().map(this::padded).collect(Collectors.joining());
    }

    String markdown() {
        List<String> rule = headings.stream().map(heading -> "---").toList();
        return Stream.concat(Stream.of(headings, rule), rows.stream())
                .map(cells -> "| " + String.join(" | ", cells) + " |\n")
                .collect(Collectors.joining());
    }

    private static List<String> row(Rate rate) {
        return List.of(
                rate.scenario(),
                Integer.toString(rate.bodyBytes()),
                rate.server(),
                rate.rateMessagesPerSecond().text(),
                rate.ceilingRatio().text(),
                rate.p50Millis().text(),
                rate.p99Millis().text(),
                rate.cpuMicrosPerMessage().text(),
                rate.rssMegabytes().medianText(),
                Long.toString(rate.errors()));
    }

    private Stream<List<String>> lines() {
        return Stream.concat(Stream.of(headings), rows.stream());
    }

    private String padded(List<String> cells) {
        return IntStream.range(0, cells.size())
                        .mapToObj(column -> pad(cells.get(column), column))
                        .collect(Collectors.joining("  "))
                        .stripTrailing()
                + "\n";
    }

    private String pad(String cell, int column) {
        int width = lines().mapToInt(cells -> cells.get(column).length()).max().orElse(0);
        String space = " ".repeat(width - cell.length());
        return isFigure(column) ? space + cell : cell + space;
    }

    private boolean isFigure(int column) {
        return rows.stream().allMatch(cells -> cells.get(column).matches("-|-?\\d.*"));
    }
}
