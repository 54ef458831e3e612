package dev.hikyaku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class WorkCommandTest {
    private static final String QUEUE = "http://127.0.0.1:9/000000000000/orders";

    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return new CommandLine(new WorkCommand()).setErr(new PrintWriter(err)).execute(args);
    }

    @Test
    void badValuesAreUsageErrorsThatSayWhatIsWrong() {
        assertThat(run("--queue-url", QUEUE, "--to", "http://127.0.0.1:1/", "--concurrency", "0"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("The setting concurrency is '0'; it must be from 1 to 1000.");
        assertThat(run("--queue-url", "orders", "--to", "http://127.0.0.1:1/")).isEqualTo(2);
        assertThat(err.toString())
                .contains("The queue URL 'orders' must be an absolute http or https URL.");
        assertThat(run("--queue-url", QUEUE, "--to", "http://h/", "--backoff-min", "soon"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("'soon' must be a number and a unit: 500ms, 30s, 5m, 12h or 4d");
    }

    @Test
    void aQueueAndATargetAreNeeded() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("--queue-url=URL").contains("--to=URL");
    }

    @Test
    void aTargetThatIsNeverHealthyFailsTheCommand() {
        int status =
                run(
                        "--queue-url=" + QUEUE,
                        "--to=http://127.0.0.1:1/",
                        "--health-url=http://127.0.0.1:1/health",
                        "--health-timeout=200ms");
        assertThat(status).isEqualTo(1);
        assertThat(err.toString()).contains("hikyaku work: The target of worker work did not come");
    }

    @Test
    void tellsWhenItReceivesAndEndsWithZeroAtASignal() throws Exception {
        try (var target = new java.net.ServerSocket(0)) {
            String url = "http://127.0.0.1:" + target.getLocalPort() + "/jobs";
            Process process = start("--queue-url=" + QUEUE + "," + QUEUE + "-2", "--to=" + url);
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                assertThat(out.lines().filter(line -> line.startsWith("hikyaku work:")).findFirst())
                        .hasValue("hikyaku work: delivering orders, orders-2 to " + url);
                process.toHandle().destroy(); // SIGTERM
                out.lines().forEach(line -> {});
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isZero();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void aSignalBeforeTheTargetIsThereEndsItToo() throws Exception {
        Process process = start("--queue-url=" + QUEUE, "--to=http://127.0.0.1:1/");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.lines().anyMatch(line -> line.contains("its target is not there")))
                    .isTrue();
            process.toHandle().destroy();
            out.lines().forEach(line -> {});
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /** The command in a process of its own, with Main's part played by {@link Runner}. */
    private static Process start(String... args) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Runner.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    static final class Runner {
        private Runner() {}

        public static void main(String[] args) {
            System.exit(new CommandLine(new WorkCommand()).execute(args));
        }
    }
}
