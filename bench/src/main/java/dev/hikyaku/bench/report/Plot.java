package dev.hikyaku.bench.report;

import java.util.List;

/** Horizontal bars: each server's rate as a share of the ceiling's, the length of a whole bar. */
final class Plot {
    private static final int ROW = 26;
    private static final int TOP = 56;
    private static final int BAR_WIDTH = 330;

    private final StringBuilder svg = new StringBuilder();

    private Plot() {}

    static String svg(Results results) {
        return new Plot().draw(results);
    }

    /** Colours of middle lightness: they read on white as on black. */
    private String draw(Results results) {
        List<Rate> bars =
                results.rates().stream().filter(rate -> !rate.server().equals("ceiling")).toList();
        int height = TOP + bars.size() * ROW + 34;
        svg.append(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 860 %d' role='img'"
                        .formatted(height));
        svg.append(" font-family='system-ui, sans-serif' font-size='13' fill='#7a7f87'>\n");
        text(
                10,
                22,
                "start",
                "Messages/s as a share of the ceiling: HTTP and JSON, nothing stored");
        text(10, 40, "start", "Client and servers share " + results.machine().cores() + " cores");
        for (int i = 0; i < bars.size(); i++) {
            bar(bars.get(i), TOP + i * ROW);
        }
        String machine = results.machine().cpu() + ", " + results.machine().kernel();
        text(10, height - 12, "start", machine + ", " + results.date());
        return svg.append("</svg>\n").toString();
    }

    private void bar(Rate rate, int top) {
        double share = rate.ceilingRatio().median();
        String label = "%s, %d B, %s".formatted(rate.scenario(), rate.bodyBytes(), rate.server());
        String colour = rate.server().equals("hikyaku") ? "#3f7fbf" : "#9a8a6a";
        text(240, top + 15, "end", label);
        rectangle(top, BAR_WIDTH, "#7a7f87' fill-opacity='0.2");
        rectangle(top, Math.round(Math.min(1, share) * BAR_WIDTH), colour);
        String percent = Math.round(100 * share) + "%";
        text(590, top + 15, "start", rate.rateMessagesPerSecond().medianText() + "/s, " + percent);
    }

    private void rectangle(int top, long width, String fill) {
        svg.append(
                "<rect x='250' y='%d' width='%d' height='18' fill='%s'/>\n"
                        .formatted(top + 2, width, fill));
    }

    private void text(int x, int y, String anchor, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        svg.append(
                "<text x='%d' y='%d' text-anchor='%s'>%s</text>\n"
                        .formatted(x, y, anchor, escaped));
    }
}
