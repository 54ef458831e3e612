package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.integration.Sqs.Receive;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as a shell or a supervisor sees them: options, sentences, signals, exit codes. */
final class CliIT {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init") // JUnit sets the field
    CliIT() {}

    private HikyakuProcess run(String... arguments) {
        return HikyakuProcess.run(folder, Map.of(), arguments);
    }

    /** A command line whose words are separated by blanks. */
    private HikyakuProcess runLine(String line) {
        return run(line.split(" "));
    }

    private static void assertRefused(HikyakuProcess process, int exitCode, String... words) {
        process.assertExit(exitCode);
        assertThat(process.stderr())
                .startsWith("hikyaku: ")
                .contains(words)
                .doesNotContain("Exception", "\tat ");
        assertThat(process.stdout()).isEmpty();
    }

    // --- what it says of itself

    @ParameterizedTest
    @ValueSource(strings = {"--version", "serve --version", "work -V"})
    void theVersionIsTheJarsOwn(String line) {
        var process = runLine(line);
        process.assertExit(0);
        assertThat(process.stdout()).matches("hikyaku [0-9]+\\.[0-9]+\\.\\S+ on Java 25\n");
    }

    @ParameterizedTest
    @CsvSource({
        "--help, hikyaku",
        "help work, hikyaku work",
        "serve --help, hikyaku serve",
        "work --help, hikyaku work",
        "demo --help, hikyaku demo"
    })
    void helpIsSaidToWhoAsks(String line, String usage) {
        var process = runLine(line);
        process.assertExit(0);
        assertThat(process.stdout()).startsWith("Usage: " + usage + " ");
        assertThat(process.stderr()).isEmpty();
    }

    @Test
    void whoSaysNothingIsToldTheCommands() {
        var process = run();
        process.assertExit(USAGE);
        assertThat(process.stderr()).contains("Usage: hikyaku", "serve", "work", "demo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "work"})
    void everyOptionIsInTheDocument(String command) throws IOException {
        String all = Files.readString(Path.of("docs", "CONFIGURATION.md"));
        String begin = "## `hikyaku " + command + "`\n";
        int from = all.indexOf(begin) + begin.length();
        String part = all.substring(from, all.indexOf("\n## ", from));
        if (command.equals("work")) {
            part += all.substring(all.indexOf("## The settings of a worker"), from);
        }
        var documented =
                part.lines()
                        .filter(line -> line.startsWith("| `--"))
                        .map(line -> line.substring(0, line.indexOf('|', 1)))
                        .collect(Collectors.joining());
        var helped = options(run(command, "--help").stdout());
        helped.removeAll(Set.of("--help", "--version"));
        assertThat(options(documented)).isEqualTo(helped);
    }

    private static Set<String> options(String text) {
        return OPTION.matcher(text)
                .results()
                .map(result -> result.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    // --- what it refuses

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "serv | 'serv'",
                "--prot | '--prot'",
                "serve --prot 1 | '--prot' & Try 'hikyaku serve --help'",
                "serve --port | '--port'",
                "serve --port 70000 | '--port': '70000' must be an integer from 0 to 65535 & serve --help",
                "serve --port x | '--port': 'x' must be an integer",
                "serve --partitions 0 | '0' must be an integer from 1 to 64",
                "serve --account 12 | account = 12: must be 12 digits",
                "serve --region A_B | region = A_B: must be",
                "serve --advertise queues | advertise = queues: must be an http or https URL",
                "serve --bind 0.0.0.0 | bind = 0.0.0.0 & --allow-anonymous",
                "serve --bind nowhere.invalid | bind = nowhere.invalid: is not an address",
                "serve --log-level loud | --log-level loud: must be trace, debug, info, warn or error",
                "serve --log-format xml | --log-format xml: must be text or json",
                "serve --worker jobs | --worker 'jobs': must be QUEUE=URL",
                "serve --worker a.b=http://h/ | --worker 'a.b=http://h/' & Can only include alphanumeric",
                "serve --worker q=ftp://h/ | --worker 'q=ftp://h/' & must be an absolute http or https URL",
                "serve --worker q=http://h/ --worker-concurrency 0 | '0' must be an integer from 1 to 1000",
                "serve --config missing.toml | missing.toml: there is no such file",
                "work | --queue-url=URL & Try 'hikyaku work --help'",
                "work --queue-url q --to http://h/ | queue URL 'q' must be an absolute",
                "demo --fast | '--fast' & Try 'hikyaku demo --help'"
            })
    void aMistakeIsNamedInASentence(String line, String words) {
        assertRefused(runLine(line), USAGE, words.split(" & "));
    }

    @ParameterizedTest
    @CsvSource({
        "HIKYAKU_PORT, high, must be an integer from 0 to 65535",
        "HIKYAKU_MISSED_FIRINGS, never, 'must be once, all or skip'"
    })
    void aMistakeInTheEnvironmentIsNamedAsWell(String name, String value, String words) {
        var process = HikyakuProcess.run(folder, Map.of(name, value), "serve");
        assertRefused(process, USAGE, "'" + value + "' " + words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[server];port = 70000 | [server] port = 70000: must be an integer from 0 to 65535",
                "[server];prot = 1 | [server] has the unknown key prot; it knows account, advertise",
                "[server];port = | is not valid TOML:",
                "[sever];port = 1 | has the unknown key sever; it knows function, queue, server, smtp, worker",
                "[[queue]];name = 'a b' | [[queue]] 1 name = \"a b\":",
                "[[queue]];name = 'q';attributes = { VisibilityTimeout = 50000 } "
                        + "| Invalid value '50000' for the parameter VisibilityTimeout",
                "[[queue]];name = 'q';max-receive-count = 3 | needs dead-letter",
                "[[queue]];name = 'q.fifo';dead-letter = 'dead' | of the queue's own type",
                "[[queue]];name = 'q';attributes = { ContentBasedDeduplication = true } "
                        + "| only for FIFO queues",
                "[[queue]];name = 'q';[[queue]];name = 'q' | two [[queue]] with the name q",
                "[[worker]];url = 'http://h/' | [[worker]] 1 needs queues",
                "[[worker]];queues = ['q'];url = 'http://h/';backoff-min = '2 s' "
                        + "| backoff-min = \"2 s\": must be a duration from 0s to 43200s",
                "[[worker]];queues = ['q'];url = 'http://h/';backoff-min = '20m' "
                        + "| backoff-min is '1200s'; it must be from 0s to 900s, which is backoff-max"
            })
    void aMistakeInTheFileIsNamedWithItsPlace(String toml, String words) throws IOException {
        Files.writeString(folder.resolve("bad.toml"), toml.replace(';', '\n'));
        assertRefused(run("serve", "--config", "bad.toml"), USAGE, "hikyaku: bad.toml: ", words);
    }

    @Test
    void theFileInTheWorkingFolderIsReadWithoutBeingNamed() throws IOException {
        Files.writeString(folder.resolve("hikyaku.toml"), "[server]\naccount = \"1\"\n");
        assertRefused(run("serve"), USAGE, "account = 1: must be 12 digits");
    }

    @Test
    void aDataDirectoryHasOneServer() {
        try (var server = ServerProcess.start(folder)) {
            assertRefused(
                    run("serve", "--port", "0", "--data", "data"),
                    FAILED,
                    folder.resolve("data").toString(),
                    "is in use by another Hikyaku server");
            assertThat(Http.get(server.url() + "/_hikyaku/live").statusCode()).isEqualTo(200);
            server.stop();
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertRefused(
                    run("serve", "--port", port),
                    FAILED,
                    "port = " + port + ": cannot be listened on at 127.0.0.1",
                    "in use");
        }
    }

    @Test
    void dataOfANewerFormatIsLeftAlone() throws IOException {
        Path note = Files.createDirectory(folder.resolve("data")).resolve("hikyaku.properties");
        Files.writeString(note, "format=3\npartitions=8\nsalt=1\n");
        assertRefused(
                run("serve", "--port", "0", "--data", "data"),
                FAILED,
                "has data format 3",
                "reads format 2");
        assertThat(note).hasContent("format=3\npartitions=8\nsalt=1\n");
    }

    // --- what it takes

    @Test
    void theCommandLineGoesBeforeTheEnvironmentAndThatBeforeTheFile() throws IOException {
        Files.writeString(
                folder.resolve("other.toml"),
                """
                [server]
                region = "from-file"
                account = "111111111111"

                [[queue]]
                name = "made"
                attributes = { VisibilityTimeout = 77 }
                dead-letter = "made-dead"

                [[queue]]
                name = "made.fifo"
                attributes = { ContentBasedDeduplication = true }
                """);
        var environment =
                Map.of(
                        "HIKYAKU_CONFIG", "other.toml",
                        "HIKYAKU_REGION", "from-environment",
                        "HIKYAKU_ACCOUNT", "222222222222",
                        "HIKYAKU_LOG_FORMAT", "json",
                        "HIKYAKU_DATA", "elsewhere");
        try (var server = ServerProcess.start(folder, environment, "--account", "333333333333")) {
            String arn = "arn:aws:sqs:from-environment:333333333333:made";
            String unsigned = "/?Action=GetQueueAttributes&AttributeName.1=All&QueueUrl=";
            String url = server.url() + "/333333333333/made";
            assertThat(Http.get(server.url() + unsigned + url).body())
                    .contains("<Name>QueueArn</Name><Value>" + arn + "</Value>")
                    .contains("<Name>VisibilityTimeout</Name><Value>77</Value>")
                    .contains("<Name>RedrivePolicy</Name>", arn + "-dead");
            assertThat(Http.get(server.url() + unsigned + url + ".fifo").body())
                    .contains("<Name>ContentBasedDeduplication</Name><Value>true</Value>");
            server.stop();
            assertThat(folder.resolve("data")).isDirectory();
            assertThat(folder.resolve("elsewhere")).doesNotExist();
            assertThat(server.process().stderr().lines())
                    .allMatch(line -> line.startsWith("{\"timestamp\":"))
                    .anyMatch(line -> line.contains("Created the queue made"));
        }
    }

    @Test
    void withoutOptionsTheEnvironmentCounts() {
        var environment = Map.of("HIKYAKU_PORT", "0", "HIKYAKU_DATA", "elsewhere");
        try (var process = HikyakuProcess.start(folder, environment, List.of("serve"))) {
            assertThat(process.awaitLine("hikyaku ready on ")).doesNotEndWith(":4566");
            assertThat(process.terminate()).isZero();
            assertThat(folder.resolve("elsewhere")).isDirectory();
        }
    }

    // --- how it ends

    /** A receive that waits is answered with nothing, not cut off. */
    @Test
    void aSignalToEndDrainsAndIsASuccess() {
        try (var server = ServerProcess.start(folder);
                var sqs = new JsonSqs(server.url())) {
            String queue = sqs.createQueue("drained", Map.of());
            var waiting =
                    CompletableFuture.supplyAsync(
                            () -> sqs.receive(queue, Receive.ONE.waiting(20)),
                            task -> Thread.ofVirtual().start(task));
            await().during(Duration.ofMillis(500)).until(() -> !waiting.isDone());
            server.stop();
            assertThat(waiting.orTimeout(10, TimeUnit.SECONDS).join()).isEmpty();
        }
    }

    @Test
    void theDemoLosesNothing() {
        var process = run("demo");
        process.assertExit(0);
        assertThat(process.stdout())
                .containsPattern("sent \\(acknowledged\\) +2000\n")
                .containsPattern("dead-lettered +[1-9][0-9]*\n")
                .containsPattern("lost +0\n");
        assertThat(process.stderr()).isEmpty();
    }
}
