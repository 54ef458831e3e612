package dev.hikyaku.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.settings.WorkerKeys;
import dev.hikyaku.model.MessageAttribute;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a worker is sent. */
class RequestsTest extends EngineFixture {
    private static MessageAttribute string(String value) {
        return new MessageAttribute("String", value, null);
    }

    @Test
    void postsTheMessageWithTheHeadersOfSqsd() throws Exception {
        queue.create(Map.of());
        UUID id =
                queue.send(
                        "{}",
                        Map.of(
                                "Kind", string("order"),
                                "Weight", new MessageAttribute("Number", "12.5", null),
                                "Raw", new MessageAttribute("Binary", null, new byte[] {1})));
        Instant before = Instant.now().minusSeconds(5);
        try (var worker = new RecordingWorker(vertx)) {
            start(worker.url("/jobs/do?x=1"));
            RecordingWorker.Got got = worker.next();
            assertThat(got.request().method().name()).isEqualTo("POST");
            assertThat(got.request().uri()).isEqualTo("/jobs/do?x=1");
            assertThat(got.text()).isEqualTo("{}");
            assertThat(got.headers())
                    .contains(
                            Map.entry("User-Agent", "aws-sqsd/2.0"),
                            Map.entry("Content-Type", "application/json"),
                            Map.entry("content-length", "2"),
                            Map.entry("X-Aws-Sqsd-Msgid", id.toString()),
                            Map.entry("X-Aws-Sqsd-Queue", "orders"),
                            Map.entry("X-Aws-Sqsd-Receive-Count", "1"),
                            Map.entry("X-Aws-Sqsd-Path", "/jobs/do"),
                            Map.entry("X-Aws-Sqsd-Sender-Id", "AIDASENDER"),
                            Map.entry("X-Aws-Sqsd-Attr-Kind", "order"),
                            Map.entry("X-Aws-Sqsd-Attr-Weight", "12.5"),
                            Map.entry("X-Sqsd-Msgid", id.toString()));
            assertThat(got.header("X-Aws-Sqsd-Attr-Raw")).isEmpty();
            for (String time :
                    List.of(
                            "X-Aws-Sqsd-First-Received-At",
                            "X-Aws-Sqsd-Sent-At",
                            "X-Sqsd-First-Received-At")) {
                assertThat(Instant.parse(got.header(time)))
                        .isBetween(before, Instant.now().plusSeconds(5));
            }
            awaitEmpty();
        }
    }

    @Test
    void bodiesArriveByteForByte() throws Exception {
        queue.create(Map.of());
        List<String> bodies =
                List.of(
                        "a\rb\r\nc\n\td",
                        "飛脚 \uD83C\uDFC3 ü \u0085",
                        " spaces ",
                        "\"%00%0d\\",
                        "x".repeat(300_000));
        queue.send(bodies.toArray(String[]::new));
        try (var worker = new RecordingWorker(vertx)) {
            start(
                    worker.url("/"),
                    settings ->
                            settings.with(WorkerKeys.CONCURRENCY, 1)
                                    .with(WorkerKeys.CONTENT_TYPE, "text/plain; charset=utf-8"));
            for (String body : bodies) {
                RecordingWorker.Got got = worker.next();
                assertThat(got.body().getBytes()).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
                assertThat(got.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
            }
        }
    }

    @Test
    void anAttributeCannotSmuggleAHeader() throws Exception {
        queue.create(Map.of());
        queue.send(
                "x",
                Map.of(
                        "Evil", string("a\r\nX-Admin: true\r\n\r\nPOST / HTTP/1.1"),
                        "Bad\r\nX-Admin", string("true"),
                        "Umlaut", string("für"),
                        "Fake", string("UTF-8''x"),
                        "Padded", string(" x")));
        try (var worker = new RecordingWorker(vertx)) {
            start(worker.url("/"));
            RecordingWorker.Got got = worker.next();
            assertThat(got.headers()).noneMatch(entry -> entry.getKey().contains("Admin"));
            assertThat(got.header("X-Aws-Sqsd-Attr-Evil"))
                    .isEqualTo(
                            "UTF-8''a%0D%0AX-Admin%3A%20true%0D%0A%0D%0APOST%20%2F%20HTTP%2F1.1");
            assertThat(got.header("X-Aws-Sqsd-Attr-Umlaut")).isEqualTo("UTF-8''f%C3%BCr");
            assertThat(got.header("X-Aws-Sqsd-Attr-Fake")).isEqualTo("UTF-8''UTF-8%27%27x");
            assertThat(got.header("X-Aws-Sqsd-Attr-Padded")).isEqualTo("UTF-8''%20x");
            awaitEmpty();
            assertThat(worker.requests).isEmpty();
        }
    }
}
