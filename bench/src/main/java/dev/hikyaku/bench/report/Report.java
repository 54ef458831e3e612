package dev.hikyaku.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Collects what scenarios find out, says it as it comes, and writes it down at the end. */
public final class Report {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final List<Rate> rates = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();
    private final List<Contender> contenders = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    public void add(Rate rate) {
        rates.add(rate);
        progress(rate.text());
    }

    public void add(Fact fact) {
        facts.add(fact);
        progress(fact.text());
    }

    public void add(Contender contender) {
        contenders.add(contender);
    }

    public void progress(String name, Contender.Figures figures) {
        progress(figures.text(name));
    }

    /** Something that this machine does not have: no failure, and yet to be said. */
    public void skip(String what) {
        skipped.add(what);
        progress("skipped: " + what);
    }

    /** Something that could not be measured is a finding too. */
    public void fail(String what) {
        failures.add(what);
        progress("FAILED: " + what);
    }

    public void progress(String line) {
        System.err.println(line);
    }

    public boolean failed() {
        return !failures.isEmpty();
    }

    public Results results(String command, String date) {
        return new Results(
                command,
                date,
                Machine.here(),
                List.copyOf(rates),
                List.copyOf(facts),
                List.copyOf(contenders),
                List.copyOf(skipped),
                List.copyOf(failures));
    }

    /** Writes results.json, results.md and results.svg. */
    public static void write(Results results, Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(
                directory.resolve("results.json"), JSON.writeValueAsString(results) + "\n");
        Files.writeString(directory.resolve("results.md"), markdown(results));
        Files.writeString(directory.resolve("results.svg"), Plot.svg(results));
    }

    /** The same as text for a terminal. */
    public static String text(Results results) {
        return "\n%s\n%s".formatted(tables(results, Table::aligned), failures(results));
    }

    static String markdown(Results results) {
        return "`%s`, %s\n\n%s\n\n%s\n%s"
                .formatted(
                        results.command(),
                        results.date(),
                        results.machine().text(),
                        tables(results, Table::markdown),
                        failures(results));
    }

    private static String tables(Results results, Function<Table, String> form) {
        return Stream.of(
                        Table.ofRates(results.rates()),
                        Table.ofFacts(results.facts()),
                        Comparison.table(results.contenders()))
                .filter(table -> !table.rows().isEmpty())
                .map(form)
                .collect(Collectors.joining("\n"));
    }

    private static String failures(Results results) {
        return Stream.concat(
                        results.skipped().stream().map("- skipped: %s\n"::formatted),
                        results.failures().stream().map("- FAILED: %s\n"::formatted))
                .collect(Collectors.joining());
    }
}
