package dev.hikyaku.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
    private static final Contender.Figures SENDS =
            new Contender.Figures(
                    Contender.SEND,
                    Spread.single(20_000),
                    Spread.single(1.5),
                    Spread.single(2.25),
                    Spread.single(25),
                    Spread.single(31),
                    Spread.single(64),
                    Spread.single(0.5),
                    3);
    private static final Results RESULTS =
            new Results(
                    "bench/run send-single",
                    "2026-01-01",
                    new Machine("CPU <1> & 2", 2, 4096, "Linux", "25"),
                    List.of(rate("ceiling", 80_000, 1), rate("hikyaku", 40_000, 0.5)),
                    List.of(new Fact("start", "start to ready", Spread.single(512), "ms")),
                    List.of(
                            new Contender(
                                    "redis", "7.0.15", "appendfsync always", true, List.of(SENDS))),
                    List.of("nats: nats-server is missing"),
                    List.of("depth: no answer"));

    @Test
    void alignsFiguresToTheRight() {
        assertThat(Report.text(RESULTS).lines())
                .contains(
                        "scenario     body B  server   messages/s  of ceiling  p50 ms  p99 ms  CPU us/message  RSS MB  errors",
                        "send-single     200  ceiling      80,000           1    1.50    2.25              12     100       0",
                        "- FAILED: depth: no answer");
    }

    @Test
    void comparesContendersInOneRowEach() {
        String dashes = "| - ".repeat(12);
        assertThat(Report.markdown(RESULTS))
                .contains(
                        "| redis | 7.0.15 | yes | 20,000 | 0.50 | 25 | 31 | 1.50 | 2.25 "
                                + dashes
                                + "| 64 | 3 | appendfsync always |",
                        "- skipped: nats: nats-server is missing");
    }

    @Test
    void writesWhatOthersCanRead(@TempDir Path directory) throws Exception {
        Report.write(RESULTS, directory);
        assertThat(Files.readString(directory.resolve("results.md")))
                .contains(
                        "| send-single | 200 | hikyaku | 40,000 | 0.50 |",
                        "2 cores",
                        "bench/run send-single");
        assertThat(
                        new JsonMapper()
                                .readTree(directory.resolve("results.json").toFile())
                                .at("/rates/1/errors")
                                .asInt())
                .isZero();
        var svg =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(directory.resolve("results.svg").toFile());
        assertThat(svg.getElementsByTagName("rect").getLength())
                .as("one bar on its track")
                .isEqualTo(2);
    }

    private static Rate rate(String server, double rate, double ratio) {
        return new Rate(
                "send-single",
                200,
                server,
                Spread.single(rate),
                Spread.single(1.5),
                Spread.single(2.25),
                Spread.single(12),
                Spread.single(100),
                Spread.single(ratio),
                0);
    }
}
