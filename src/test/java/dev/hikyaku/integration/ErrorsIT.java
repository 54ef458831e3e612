package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.Document;
import dev.hikyaku.integration.ErrorCases.Case;
import dev.hikyaku.integration.ErrorCases.Protocol;
import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.Sqs.Receive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every refusal has the right code in both protocols and a sentence that says what was wrong; and
 * the documentation's table of them is what the server answers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ErrorsIT {
    private static final Pattern HANDLE = Pattern.compile("A[A-Za-z0-9_-]{54,}");

    private final JsonMapper json = new JsonMapper();
    private ServerProcess server;
    private List<Case> cases = List.of();

    /** What the server said, in the terms of both protocols. */
    private record Answer(int status, String code, String message) {}

    @SuppressWarnings("NullAway.Init") // set before the first test
    ErrorsIT() {}

    @BeforeAll
    void start(@TempDir Path folder) {
        server = ServerProcess.start(folder);
        try (var sqs = new JsonSqs(server.url())) {
            String queue = sqs.createQueue("errors", Map.of());
            String other = sqs.createQueue("other", Map.of());
            sqs.addPermission(queue, "taken", List.of("111122223333"), List.of("SendMessage"));
            sqs.createQueue(
                    "denies", Map.of("RedriveAllowPolicy", "{\"redrivePermission\":\"denyAll\"}"));
            String fifo = sqs.createQueue("ordered.fifo", Map.of("FifoQueue", "true"));
            cases =
                    ErrorCases.all(
                            Map.of(
                                    "$Q", queue,
                                    "$H", usedHandle(sqs, queue),
                                    "$O", usedHandle(sqs, other),
                                    "$F", fifo,
                                    "$E", expiredHandle(sqs, fifo)));
        }
    }

    private static String expiredHandle(Sqs sqs, String fifo) {
        sqs.send(fifo, Outgoing.of("x").in("group").once("x"));
        return sqs.receive(fifo, Receive.ONE.waiting(20).hidden(0)).getFirst().handle();
    }

    private static String usedHandle(Sqs sqs, String queue) {
        sqs.send(queue, Outgoing.of("x"));
        String handle = sqs.receive(queue, Receive.ONE.waiting(20)).getFirst().handle();
        sqs.delete(queue, handle);
        return handle;
    }

    @AfterAll
    void end() {
        try (var process = server) {
            process.stop();
            assertThat(process.process().stderr())
                    .as("bad requests are nothing to log as errors")
                    .doesNotContain("ERROR");
        }
    }

    Stream<Case> cases() {
        return cases.stream();
    }

    private RawHttp.Answer ask(Case request) {
        try (var connection = new RawHttp(server.url())) {
            return connection.send(request.request()).read();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aBadRequestIsRefusedWithItsCodeAndASentence(Case request) {
        RawHttp.Answer raw = ask(request);
        Answer answer = understood(request.protocol(), raw);
        assertThat(answer.status()).as(raw.body()).isEqualTo(request.code().status());
        assertThat(raw.header("x-amzn-requestid")).isNotEmpty();
        if (request.protocol() == Protocol.JSON) {
            assertThat(raw.header("content-type")).isEqualTo("application/x-amz-json-1.0");
            assertThat(raw.header("x-amzn-query-error"))
                    .isEqualTo(request.code().query() + ";Sender");
            assertThat(answer.code()).isEqualTo(request.code().shape());
        } else {
            assertThat(raw.header("content-type")).isEqualTo("text/xml");
            assertThat(answer.code()).isEqualTo(request.code().query());
        }
        for (String word : request.words()) {
            assertThat(answer.message()).contains(word);
        }
        assertThat(answer.message())
                .doesNotContain("dev.hikyaku", "java.", "Exception")
                .hasSizeLessThanOrEqualTo(1100);
    }

    private Answer understood(Protocol protocol, RawHttp.Answer raw) {
        if (protocol == Protocol.JSON) {
            var tree = json.readTree(raw.body());
            String type = tree.path("__type").asString();
            return new Answer(
                    raw.status(),
                    type.substring(type.indexOf('#') + 1),
                    tree.path("message").asString());
        }
        Element error = (Element) QuerySqs.parse(raw.body()).getElementsByTagName("Error").item(0);
        return new Answer(raw.status(), text(error, "Code"), text(error, "Message"));
    }

    private static String text(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent();
    }

    @Test
    void theServerIsStillWellAfterAllOfThem() {
        cases.forEach(this::ask);
        assertThat(Http.get(server.url() + "/_hikyaku/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void theTableInTheDocumentationIsWhatTheServerAnswers() {
        var doc = new Document(Path.of("docs", "COMPATIBILITY.md"), "errors");
        doc.assertIs(table());
    }

    /** One row a request; protocols share a row where their sentences are the same. */
    private String table() {
        var rows = new LinkedHashMap<String, Map<Protocol, Answer>>();
        for (Case request : cases) {
            rows.computeIfAbsent(request.title(), title -> new TreeMap<>())
                    .put(request.protocol(), understood(request.protocol(), ask(request)));
        }
        var lines = new ArrayList<String>();
        lines.add("| request | protocol | status | JSON `__type` | query `Code` | message |");
        lines.add("|---|---|---|---|---|---|");
        rows.forEach((title, answers) ->
                answers.values().stream()
                        .map(Answer::message)
                        .distinct()
                        .forEach(message -> lines.add(row(title, answers, message))));
        return String.join("\n", lines);
    }

    private String row(String title, Map<Protocol, Answer> all, String message) {
        var answers = new TreeMap<>(all);
        answers.values().removeIf(answer -> !answer.message().equals(message));
        return "| %s | %s | %d | %s | %s | %s |"
                .formatted(
                        escaped(title),
                        answers.keySet().stream()
                                .map(protocol -> protocol == Protocol.JSON ? "JSON" : "query")
                                .collect(Collectors.joining(", ")),
                        answers.firstEntry().getValue().status(),
                        code(answers, Protocol.JSON),
                        code(answers, Protocol.QUERY),
                        escaped(normal(message)));
    }

    private static String code(Map<Protocol, Answer> answers, Protocol protocol) {
        Answer answer = answers.get(protocol);
        return answer == null ? "" : "`" + answer.code() + "`";
    }

    /** Without what is another at each run. */
    private String normal(String message) {
        String here = message.replace(server.url(), "http://127.0.0.1:4566");
        return HANDLE.matcher(here).replaceAll("(handle)");
    }

    private static String escaped(String text) {
        String line = text.length() <= 260 ? text : text.substring(0, 250) + "...";
        return line.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
    }
}
