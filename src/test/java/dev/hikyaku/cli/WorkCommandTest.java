package dev.hikyaku.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.delivery.settings.QueueSettings;
import dev.hikyaku.delivery.settings.Setting;
import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerKeys;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class WorkCommandTest {
    private static final String QUEUE = "http://127.0.0.1:9/000000000000/orders";

    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return new CommandLine(new WorkCommand()).setErr(new PrintWriter(err)).execute(args);
    }

    private void refuses(String sentence, String... more) {
        var args = new ArrayList<>(List.of("--queue-url", QUEUE, "--to", "http://127.0.0.1:1/"));
        args.addAll(List.of(more));
        err.getBuffer().setLength(0);
        assertThat(run(args.toArray(String[]::new))).isEqualTo(2);
        assertThat(err.toString()).contains(sentence);
    }

    @Test
    void badValuesAreUsageErrorsThatSayWhatIsWrong() {
        refuses(
                "Invalid value for option '--concurrency': '0' must be an integer from 1 to 1000",
                "--concurrency=0");
        refuses(
                "Invalid value for option '--backoff-min': 'soon' must be a duration from 0s to",
                "--backoff-min=soon");
        refuses(
                "Invalid value for option '--routes': 'orders=/a', 'mail' must be QUEUE=/path",
                "--routes=orders=/a",
                "--routes=mail");
        refuses("The setting batch.size is '10'; it must be 1 with format", "--batch-size=10");
        refuses(
                "The queue URL 'orders' must be an absolute http or https URL.",
                "--queue-url=orders");
        refuses(
                "Invalid value for option '--queue-weight': 'mail' must be one of the queues orders",
                "--queue-weight=mail=3");
        refuses("The setting weight is '0'; it must be from 1 to 1000.", "--queue-weight=orders=0");
        refuses("The option '--register' needs '--admin-port'", "--register");
    }

    @Test
    void aQueueAndATargetAreNeeded() {
        assertThat(run("--to=http://127.0.0.1:1/")).isEqualTo(2);
        assertThat(err.toString()).contains("--queue-url=URL");
        assertThat(run("--queue-url=" + QUEUE)).isEqualTo(2);
        assertThat(err.toString()).contains("'--to=URL', or '--register'");
    }

    @Test
    void everySettingHasAnOptionWithItsRangeAndDefaultInTheHelp() {
        String usage =
                new CommandLine(new WorkCommand())
                        .setUsageHelpWidth(400)
                        .getUsageMessage(CommandLine.Help.Ansi.OFF);
        for (Setting<?> setting : WorkerKeys.ALL) {
            assertThat(usage).contains(setting.option(), setting.variable(), setting.allowed());
        }
        assertThat(usage)
                .contains(
                        "must be an integer from 1 to 1000 (default: 50; env HIKYAKU_CONCURRENCY)");
    }

    private static Values values(Map<String, String> environment, String... more) {
        var command = new CommandLine(new WorkCommand());
        var args = new ArrayList<>(List.of("--queue-url", QUEUE));
        args.addAll(List.of(more));
        return WorkerOptions.values(command.parseArgs(args.toArray(String[]::new)), environment);
    }

    @Test
    void theCommandLineGoesBeforeTheEnvironmentAndThatBeforeTheDefault() {
        var environment =
                Map.of(
                        "HIKYAKU_CONCURRENCY", "7",
                        "HIKYAKU_BATCH_SIZE", "8",
                        "HIKYAKU_ADAPTIVE", "true",
                        "HIKYAKU_RATE", "",
                        "HIKYAKU_ROUTES", "orders=/a  *=/b");
        Values values = values(environment, "--concurrency=9", "--heartbeat=false");
        assertThat(values.get(WorkerKeys.CONCURRENCY)).isEqualTo(9);
        assertThat(values.get(WorkerKeys.BATCH_SIZE)).isEqualTo(8);
        assertThat(values.get(WorkerKeys.ADAPTIVE)).isTrue();
        assertThat(values.get(WorkerKeys.HEARTBEAT)).isFalse();
        assertThat(values.get(WorkerKeys.ROUTES)).containsExactly("orders=/a", "*=/b");
        assertThat(values.get(WorkerKeys.RATE)).isZero();
        assertThat(values.has(WorkerKeys.BACKOFF_MIN)).isFalse();
        assertThat(values(Map.of(), "--adaptive").get(WorkerKeys.ADAPTIVE)).isTrue();
        assertThat(values(Map.of(), "--paths=/a", "--paths=/b").get(WorkerKeys.PATHS))
                .containsExactly("/a", "/b");
    }

    @Test
    void aBadValueOfTheEnvironmentIsNamedByItsVariable() {
        assertThatThrownBy(() -> values(Map.of("HIKYAKU_RATE", "fast")))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessage("HIKYAKU_RATE: 'fast' must be a number from 0 to 1000000");
    }

    @Test
    void queuesHaveLimitsByNameOrUrl() {
        var command = new WorkCommand();
        new CommandLine(command)
                .parseArgs(
                        "--queue-url=" + QUEUE + ",http://127.0.0.1:9/000000000000/mail",
                        "--queue-weight=orders=3",
                        "--queue-weight=mail=2",
                        "--queue-concurrency=" + QUEUE + "=10",
                        "--queue-rate=mail=0.5");
        assertThat(command.queues())
                .containsExactly(
                        new QueueSettings(QUEUE, 3, 10, 0),
                        new QueueSettings("http://127.0.0.1:9/000000000000/mail", 2, 0, 0.5));
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
