package dev.hikyaku.bench.report;

import java.util.List;
import java.util.Locale;

/** A figure that was taken several times: its median, and how far the others lay from it. */
public record Spread(double median, double min, double max) {
    public static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        double upper = sorted.get(half);
        double median = sorted.size() % 2 == 1 ? upper : (sorted.get(half - 1) + upper) / 2;
        return new Spread(median, sorted.getFirst(), sorted.getLast());
    }

    public static Spread single(double value) {
        return new Spread(value, value, value);
    }

    /** The median alone when nothing else was seen. */
    String text() {
        String range = " (" + number(min) + ".." + number(max) + ")";
        return min == max ? medianText() : medianText() + range;
    }

    String medianText() {
        return number(median);
    }

    /** Three digits that count: the noise is larger than a fourth. Counts are shown whole. */
    private static String number(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 || value == Math.rint(value) ? 0 : size >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
