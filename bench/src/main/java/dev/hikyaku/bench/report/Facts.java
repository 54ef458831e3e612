package dev.hikyaku.bench.report;

/** Takes the facts of one scenario. */
public record Facts(Report report, String scenario) {
    public void add(String name, Spread value, String unit) {
        report.add(new Fact(scenario, name, value, unit));
    }

    public void add(String name, double value, String unit) {
        add(name, Spread.single(value), unit);
    }

    public void count(String name, long count) {
        add(name, (double) count, "");
    }
}
