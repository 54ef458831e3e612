package dev.hikyaku.bench.report;

/** One figure that stands for itself. */
public record Fact(String scenario, String name, Spread value, String unit) {
    String text() {
        return "%s, %s: %s %s".formatted(scenario, name, value.text(), unit);
    }
}
