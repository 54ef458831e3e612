package dev.hikyaku.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Workers as lines that people read. */
final class WorkerTable {
    private static final List<String> HEAD =
            List.of(
                    "NAME",
                    "STATE",
                    "BUSY",
                    "WAITING",
                    "LIMIT",
                    "DELIVERED",
                    "FAILED",
                    "IDLE",
                    "QUEUES");

    private WorkerTable() {}

    static String of(JsonNode workers) {
        var rows = new ArrayList<List<String>>();
        rows.add(HEAD);
        workers.forEach(worker -> rows.add(row(worker)));
        var widths = HEAD.stream().map(head -> width(rows, HEAD.indexOf(head))).toList();
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
    }

    /** What a worker is after it was told something. */
    static String told(JsonNode worker) {
        return worker.get("name").asString() + " is " + worker.get("stats").get("state").asString();
    }

    private static List<String> row(JsonNode worker) {
        JsonNode stats = worker.get("stats");
        return List.of(
                worker.get("name").asString(),
                stats.get("state").asString(),
                stats.get("busy").asString(),
                stats.get("waiting").asString(),
                stats.get("limit").asString() + "/" + stats.get("concurrency").asString(),
                stats.get("delivered").asString(),
                stats.get("failed").asString(),
                age(Duration.ofMillis(stats.get("idleMillis").asLong())),
                worker.get("queues")
                        .valueStream()
                        .map(JsonNode::asString)
                        .collect(Collectors.joining(",")));
    }

    private static String age(Duration age) {
        if (age.toHours() > 0) {
            return age.toHours() + "h";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + "m" : age.toSeconds() + "s";
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String line(List<String> row, List<Integer> widths) {
        var line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(row.get(i)).repeat(" ", widths.get(i) - row.get(i).length() + 2);
        }
        return line.toString().stripTrailing();
    }
}
