package dev.hikyaku.delivery.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.delivery.settings.Format;
import dev.hikyaku.delivery.settings.Setting;
import dev.hikyaku.delivery.settings.Success;
import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerKeys;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.model.MessageAttribute;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, and what its answers come to. */
class HttpTargetTest {
    private static final Message MESSAGE = Messages.of("id-1", "{}");
    private static final String EMPTY = "Content-Length: 0\n\n";
    private static final String KEY = "0123456789abcdef";

    @TempDir Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final RawWorker worker = new RawWorker();

    @AfterEach
    void end() {
        worker.close();
        TargetOnLoop.result(vertx.close());
    }

    private TargetOnLoop target(Values values, String path) {
        return new TargetOnLoop(vertx, values, worker.url(path));
    }

    private RawWorker.Got request(Values values, String path, Message message) throws Exception {
        try (var target = target(values, path)) {
            assertThat(target.outcome(message)).isEqualTo(new Outcome.Delivered(200));
            return worker.next();
        }
    }

    private Outcome outcome(Values values, String answer) {
        worker.answer(answer.replace("\n", "\r\n"));
        try (var target = target(values, "/")) {
            return target.outcome(MESSAGE);
        }
    }

    // --- requests

    @Test
    void headersAreSpelledAsExistingWorkersReadThem() throws Exception {
        Message message =
                Messages.of(
                        "id-1",
                        "{}",
                        Map.of(
                                "Kind", Messages.string("order"),
                                "Weight", new MessageAttribute("Number.kg", "12.5", null),
                                "Raw", new MessageAttribute("Binary", null, new byte[] {1})),
                        Map.of());
        RawWorker.Got got = request(Values.NONE, "/jobs/do?x=1", message);
        assertThat(got.line()).isEqualTo("POST /jobs/do?x=1 HTTP/1.1");
        assertThat(got.head().lines().skip(1).filter(line -> !line.isEmpty()))
                .containsExactlyInAnyOrder(
                        "User-Agent: aws-sqsd/2.0",
                        "Content-Type: application/json",
                        "X-Aws-Sqsd-Msgid: id-1",
                        "X-Aws-Sqsd-Queue: orders",
                        "X-Aws-Sqsd-First-Received-At: 2023-11-14T22:13:21Z",
                        "X-Aws-Sqsd-Receive-Count: 3",
                        "X-Aws-Sqsd-Sent-At: 2023-11-14T22:13:20Z",
                        "X-Aws-Sqsd-Path: /jobs/do",
                        "X-Aws-Sqsd-Sender-Id: AIDASENDER",
                        "X-Aws-Sqsd-Attr-Kind: order",
                        "X-Aws-Sqsd-Attr-Weight: 12.5",
                        "X-Sqsd-Msgid: id-1",
                        "X-Sqsd-First-Received-At: 2023-11-14T22:13:21Z",
                        "host: 127.0.0.1:" + worker.port(),
                        "content-length: 2");
        assertThat(got.body()).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void tracesGoOn() throws Exception {
        String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        RawWorker.Got got =
                request(
                        Values.NONE,
                        "/",
                        Messages.of(
                                "id-1",
                                "{}",
                                Map.of(
                                        "traceparent", Messages.string(parent),
                                        "tracestate", Messages.string("a=b,c=d")),
                                Map.of("AWSTraceHeader", "Root=1-5759e988-bd862e3fe1be46a9;S=1")));
        assertThat(got.header("traceparent")).isEqualTo(parent);
        assertThat(got.header("tracestate")).isEqualTo("a=b,c=d");
        assertThat(got.header("X-Amzn-Trace-Id")).isEqualTo("Root=1-5759e988-bd862e3fe1be46a9;S=1");
        assertThat(got.header("X-Aws-Sqsd-Attr-traceparent")).isEqualTo(parent);
    }

    @Test
    void headersOfTheDeliverysOwnTraceComeBeforeTheMessages() throws Exception {
        Message message =
                Messages.of("id-1", "{}", Map.of("traceparent", Messages.string("old")), Map.of());
        try (var target = target(Values.NONE, "/")) {
            target.deliver(Map.of("traceparent", "new", "baggage", "a=1"), message);
        }
        RawWorker.Got got = worker.next();
        assertThat(got.headers("traceparent")).containsExactly("new");
        assertThat(got.header("baggage")).isEqualTo("a=1");
        assertThat(got.header("X-Aws-Sqsd-Attr-traceparent")).isEqualTo("old");
    }

    @Test
    void aTraceThatIsNoHeaderIsLeftOut() throws Exception {
        RawWorker.Got got =
                request(
                        Values.NONE,
                        "/",
                        Messages.of(
                                "id-1",
                                "{}",
                                Map.of("traceparent", Messages.string("x\r\nX-Admin: 1")),
                                Map.of("AWSTraceHeader", "x\ny")));
        assertThat(got.head()).doesNotContain("\r\ntraceparent").doesNotContain("X-Amzn-Trace-Id");
        assertThat(got.headers("X-Admin")).isEmpty();
    }

    @Test
    void anEventIsOneRequest() throws Exception {
        String failures = "{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}";
        worker.answer(
                "HTTP/1.1 200 OK\r\nContent-Length: " + failures.length() + "\r\n\r\n" + failures);
        Values values =
                Values.NONE
                        .with(WorkerKeys.FORMAT, Format.EVENT)
                        .with(WorkerKeys.CONTENT_TYPE, "text/plain");
        try (var target = target(values, "/batch")) {
            Answer answer = target.deliver(Messages.of("a", "1"), Messages.of("b", "2"));
            assertThat(answer.outcome("a")).isEqualTo(new Outcome.Delivered(200));
            assertThat(answer.outcome("b")).isInstanceOf(Outcome.BatchFailure.class);
        }
        RawWorker.Got got = worker.next();
        assertThat(got.text()).startsWith("{\"Records\":[{\"messageId\":\"a\",");
        assertThat(got.header("Content-Type")).isEqualTo("application/json");
        assertThat(got.header("X-Aws-Sqsd-Msgid")).isEqualTo("a");
        assertThat(got.header("X-Aws-Sqsd-Queue")).isEqualTo("orders");
        assertThat(got.header("X-Aws-Sqsd-Path")).isEqualTo("/batch");
        assertThat(worker.requests).isEmpty();
    }

    // --- answers

    @Test
    void aVerdictCountsMoreThanTheStatus() {
        assertThat(
                        outcome(
                                Values.NONE,
                                "HTTP/1.1 500 X\nx-hikyaku-verdict: done\nContent-Length: 0\n\n"))
                .isEqualTo(new Outcome.Delivered(500));
        assertThat(
                        outcome(
                                Values.NONE,
                                "HTTP/1.1 200 OK\nX-Hikyaku-Verdict: retry; after=9\n" + EMPTY))
                .isEqualTo(new Outcome.Postponed(Duration.ofSeconds(9)));
    }

    @Test
    void theSuccessPolicyCounts() {
        String created = "HTTP/1.1 201 Created\nContent-Length: 0\n\n";
        assertThat(outcome(Values.NONE, created)).isEqualTo(new Outcome.Delivered(201));
        assertThat(outcome(Values.NONE.with(WorkerKeys.SUCCESS, Success.STRICT), created))
                .isEqualTo(new Outcome.Rejected(201));
    }

    @Test
    void aRedirectionIsNotFollowed() throws Exception {
        assertThat(
                        outcome(
                                Values.NONE,
                                "HTTP/1.1 307 X\nLocation: "
                                        + worker.url("/other")
                                        + "\nContent-Length: 0\n\n"))
                .isEqualTo(new Outcome.Rejected(307));
        worker.next();
        assertThat(worker.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\nContent-Length: 10\n\nx", // and closed
                "no http\n\n",
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nzz\n",
            })
    void anAnswerThatIsNotWholeIsNone(String answer) {
        worker.script(got -> {
            worker.script(other -> "");
            return answer.replace("\n", "\r\n");
        });
        try (var target =
                target(Values.NONE.with(WorkerKeys.REQUEST_TIMEOUT, Duration.ofSeconds(1)), "/")) {
            assertThat(target.outcome(MESSAGE))
                    .isInstanceOfAny(Outcome.Unreachable.class, Outcome.TimedOut.class);
        }
    }

    @Test
    void longAnswersCostNothingToAMessageAndFailABatch() {
        String large = "HTTP/1.1 200 OK\nContent-Length: 7000000\n\n" + " ".repeat(7_000_000);
        assertThat(outcome(Values.NONE, large)).isEqualTo(new Outcome.Delivered(200));
        assertThat(outcome(Values.NONE.with(WorkerKeys.FORMAT, Format.EVENT), large))
                .isEqualTo(new Outcome.BatchFailure("the answer is longer than 6291456 bytes"));
    }

    // --- paths

    @Test
    void aQueueMayHaveAPathOfItsOwn() throws Exception {
        Values values =
                Values.NONE.with(
                        WorkerKeys.ROUTES, List.of("invoices=/i", "ord*=/orders?v=2", "*=/rest"));
        RawWorker.Got got = request(values, "/own", MESSAGE);
        assertThat(got.line()).isEqualTo("POST /orders?v=2 HTTP/1.1");
        assertThat(got.header("X-Aws-Sqsd-Path")).isEqualTo("/orders");
    }

    @Test
    void anAttributeMayNameAPathThatIsAllowed() throws Exception {
        Values values = pathAttribute().with(WorkerKeys.ROUTES, List.of("orders=/queue"));
        RawWorker.Got got = request(values, "/own", Messages.of("x", "", named("/b"), Map.of()));
        assertThat(got.line()).isEqualTo("POST /b HTTP/1.1");
        assertThat(got.header("X-Aws-Sqsd-Path")).isEqualTo("/b");
        assertThat(request(values, "/own", MESSAGE).line()).isEqualTo("POST /queue HTTP/1.1");
    }

    private static Values pathAttribute() {
        return Values.NONE
                .with(WorkerKeys.PATH_ATTRIBUTE, "path")
                .with(WorkerKeys.PATHS, List.of("/a", "/b"));
    }

    private static Map<String, MessageAttribute> named(String path) {
        return Map.of("path", Messages.string(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/c", "/a/../admin", "/a?x", "/A", "a", "/a ", "http://other/a"})
    void anyOtherPathIsNotReached(String path) {
        try (var target = target(pathAttribute(), "/own")) {
            assertThat(target.outcome(Messages.of("x", "", named(path), Map.of())))
                    .isEqualTo(
                            new Outcome.Failed(
                                    "the attribute path is '"
                                            + path
                                            + "', which is none of the allowed paths"));
            var binary = Map.of("path", new MessageAttribute("Binary", null, new byte[] {'/'}));
            assertThat(target.outcome(Messages.of("x", "", binary, Map.of())))
                    .isInstanceOf(Outcome.Failed.class);
        }
        assertThat(worker.requests).isEmpty();
    }

    // --- the origin

    private static String hmac(String key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aRequestIsSignedWithEachKey() throws Exception {
        String other = "another-key-of-16";
        Path file = Files.writeString(folder.resolve("keys"), KEY + "\n\n " + other + "\n");
        for (Values values :
                List.of(
                        Values.NONE.with(WorkerKeys.SIGNING_SECRETS, List.of(KEY, other)),
                        Values.NONE.with(WorkerKeys.SIGNING_SECRETS_FILE, file))) {
            long before = System.currentTimeMillis() / 1000;
            RawWorker.Got got = request(values, "/", Messages.of("id-1", "für\r\n"));
            String signature = got.header("X-Hikyaku-Signature");
            long time = Long.parseLong(signature.substring(2, signature.indexOf(',')));
            assertThat(time).isBetween(before, before + 60);
            String signed = time + ".id-1.für\r\n";
            assertThat(signature)
                    .isEqualTo(
                            "t="
                                    + time
                                    + ",v1="
                                    + hmac(KEY, signed)
                                    + ",v1="
                                    + hmac(other, signed));
        }
    }

    @Test
    void anEventIsSignedWithItsFirstMessagesId() throws Exception {
        worker.answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        Values values =
                Values.NONE
                        .with(WorkerKeys.FORMAT, Format.EVENT)
                        .with(WorkerKeys.SIGNING_SECRETS, List.of(KEY));
        RawWorker.Got got = request(values, "/", MESSAGE);
        String signature = got.header("X-Hikyaku-Signature");
        String time = signature.substring(2, signature.indexOf(','));
        assertThat(signature)
                .isEqualTo("t=" + time + ",v1=" + hmac(KEY, time + ".id-1." + got.text()));
    }

    @Test
    void aTokenIsSent() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "t0k3n\n");
        assertThat(
                        request(Values.NONE.with(WorkerKeys.BEARER_TOKEN, "abc"), "/", MESSAGE)
                                .header("Authorization"))
                .isEqualTo("Bearer abc");
        assertThat(
                        request(Values.NONE.with(WorkerKeys.BEARER_TOKEN_FILE, file), "/", MESSAGE)
                                .header("Authorization"))
                .isEqualTo("Bearer t0k3n");
    }

    private void refused(Setting<Path> setting, Path file) {
        assertThatThrownBy(() -> target(Values.NONE.with(setting, file), "/"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The setting " + setting.key() + " is '" + file + "'; ");
    }

    @Test
    void aFileThatIsWrongIsNamed() throws Exception {
        Path few = Files.writeString(folder.resolve("short"), "short\n");
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        refused(WorkerKeys.SIGNING_SECRETS_FILE, folder.resolve("none"));
        refused(WorkerKeys.SIGNING_SECRETS_FILE, few);
        refused(WorkerKeys.SIGNING_SECRETS_FILE, empty);
        refused(WorkerKeys.BEARER_TOKEN_FILE, empty);
        refused(WorkerKeys.TLS_CA, few);
        refused(WorkerKeys.TLS_CA, folder.resolve("none"));
    }
}
