package dev.hikyaku.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.delivery.settings.QueueSettings;
import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerKeys;
import dev.hikyaku.delivery.settings.WorkerSettings;
import dev.hikyaku.delivery.source.Source;
import dev.hikyaku.model.MessageAttribute;
import dev.hikyaku.queue.QueueReply;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A worker between a real engine and real HTTP servers. */
class WorkerTest {
    private static final Duration SOON = Duration.ofSeconds(15);

    private final Vertx vertx = Vertx.vertx();
    private final EngineQueue queue = new EngineQueue();
    private final List<Worker> workers = new ArrayList<>();

    @AfterEach
    void end() {
        workers.forEach(worker -> Waiting.result(worker.drain(Duration.ZERO)));
        queue.close();
        Waiting.result(vertx.close());
    }

    private static WorkerSettings settings(URI url, Values values) {
        return WorkerSettings.of("test", List.of(QueueSettings.of("jobs")), List.of(url), values);
    }

    private Worker worker(URI url, UnaryOperator<Values> change) {
        Values values = // that outlive what tests advance
                Values.NONE.with(WorkerKeys.VISIBILITY_TIMEOUT, Duration.ofHours(12));
        var settings = settings(url, change.apply(values));
        List<Source> sources = List.of(queue.source());
        var worker = new Worker(settings, sources, vertx, WorkerMetrics.NONE, Tracing.NONE);
        workers.add(worker);
        return worker;
    }

    private Worker start(URI url, UnaryOperator<Values> change) {
        var worker = worker(url, change);
        Waiting.result(worker.start());
        return worker;
    }

    private Worker start(URI url) {
        return start(url, UnaryOperator.identity());
    }

    private void awaitEmpty() {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(queue.counts()).isEqualTo(new QueueReply.Counts(0, 0, 0, 0)));
    }

    private static MessageAttribute string(String value) {
        return new MessageAttribute("String", value, null);
    }

    // --- the request

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

    // --- outcomes

    @Test
    void everyTwoHundredDeletes() {
        queue.create(Map.of());
        try (var worker = new RecordingWorker(vertx)) {
            worker.script(got -> got.answer(Integer.parseInt(got.text())));
            Worker daemon = start(worker.url("/"));
            queue.send("200", "201", "202", "204", "299");
            await().atMost(SOON).until(() -> daemon.stats().delivered() == 5);
            awaitEmpty();
        }
    }

    @Test
    void anyOtherStatusComesAgain() throws Exception {
        queue.create(Map.of());
        List<String> statuses = List.of("302", "304", "400", "404", "413", "500", "503");
        try (var worker = new RecordingWorker(vertx)) {
            worker.script(got ->
                    got.request()
                            .response()
                            .putHeader("Location", "/elsewhere")
                            .setStatusCode(Integer.parseInt(got.text()))
                            .end());
            Worker daemon = start(worker.url("/"));
            queue.send(statuses.toArray(String[]::new));
            await().atMost(SOON).until(() -> daemon.stats().failed() == statuses.size());
            worker.requests.clear();
            for (int i = 0; i < statuses.size(); i++) {
                RecordingWorker.Got again = nextRetry(worker);
                assertThat(again.request().path()).isEqualTo("/");
                assertThat(again.header("X-Aws-Sqsd-Receive-Count")).isEqualTo("2");
            }
            assertThat(daemon.stats().delivered()).isZero();
        }
    }

    @Test
    void theBackoffGrowsWithEachReceive() throws Exception {
        queue.create(Map.of());
        try (var worker = new RecordingWorker(vertx)) {
            worker.script(got -> got.answer(500));
            start(worker.url("/"));
            queue.send("x");
            worker.next();
            for (int count = 2; count <= 5; count++) {
                int waitedMillis = 0;
                RecordingWorker.Got again = null;
                while (again == null) {
                    queue.advance(500);
                    waitedMillis += 500;
                    again = worker.requests.poll(20, TimeUnit.MILLISECONDS);
                }
                assertThat(again.header("X-Aws-Sqsd-Receive-Count"))
                        .isEqualTo(Integer.toString(count));
                assertThat(waitedMillis).isGreaterThan((1000 << (count - 1)) - 600);
            }
        }
    }

    @Test
    void aWorkerThatIsTooSlowIsAskedAgain() throws Exception {
        queue.create(Map.of());
        try (var worker = new RecordingWorker(vertx)) {
            worker.script(got -> {
                got.request().response().setChunked(true).write("a drop");
                worker.later(800, () -> got.request().response().write("another"));
            });
            Worker daemon =
                    start(
                            worker.url("/"),
                            settings ->
                                    settings.with(
                                            WorkerKeys.REQUEST_TIMEOUT, Duration.ofSeconds(1)));
            queue.send("x");
            worker.next();
            await().atMost(SOON).until(() -> daemon.stats().failed() == 1);
            worker.script(got -> got.answer(200));
            assertThat(nextRetry(worker).header("X-Aws-Sqsd-Receive-Count")).isEqualTo("2");
            awaitEmpty();
        }
    }

    /** The next request, with as much engine time as its back-off needs. */
    private RecordingWorker.Got nextRetry(RecordingWorker worker) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            RecordingWorker.Got got = worker.requests.poll(100, TimeUnit.MILLISECONDS);
            if (got != null) {
                return got;
            }
            queue.advance(5_000);
        }
        throw new AssertionError("the message did not come again");
    }

    @Test
    void aPoisonedMessageStopsNoOther() {
        queue.create(Map.of());
        try (var worker = new RecordingWorker(vertx)) {
            worker.script(got -> {
                if (got.text().equals("poison")) {
                    got.request().connection().close();
                } else {
                    got.answer(200);
                }
            });
            Worker daemon =
                    start(worker.url("/"), settings -> settings.with(WorkerKeys.CONCURRENCY, 2));
            queue.send("poison");
            queue.send(IntStream.range(0, 300).mapToObj(i -> "m" + i).toArray(String[]::new));
            await().atMost(SOON).until(() -> daemon.stats().delivered() == 300);
            assertThat(daemon.stats().failed()).isEqualTo(1);
        }
    }

    @Test
    void anAnswerThatIsNotHttpComesAgain() {
        queue.create(Map.of());
        var server =
                Waiting.result(
                        vertx.createNetServer()
                                .connectHandler(socket ->
                                        socket.handler(in -> socket.write("What?\r\n\r\n")))
                                .listen(0, "127.0.0.1"));
        Worker daemon = start(URI.create("http://127.0.0.1:" + server.actualPort() + "/"));
        queue.send("a", "b");
        await().atMost(SOON).until(() -> daemon.stats().failed() == 2);
        queue.advance(5_000);
        await().atMost(SOON).until(() -> daemon.stats().failed() > 2);
    }

    // --- places

    @Test
    void concurrencyIsKeptAndUsed() {
        queue.create(Map.of());
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        try (var worker = new RecordingWorker(vertx)) {
            worker.script(got -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                worker.later(
                        5,
                        () -> {
                            running.decrementAndGet();
                            got.answer(200);
                        });
            });
            Worker daemon =
                    start(worker.url("/"), settings -> settings.with(WorkerKeys.CONCURRENCY, 20));
            for (int i = 0; i < 10; i++) {
                queue.send(IntStream.range(0, 50).mapToObj(n -> "m" + n).toArray(String[]::new));
            }
            await().atMost(SOON).until(() -> daemon.stats().delivered() == 500);
            assertThat(most).hasValue(20);
        }
    }

    // --- a target that is not there

    @Test
    void aWorkerThatIsDownCostsNoReceive() throws Exception {
        queue.create(Map.of());
        queue.send("x");
        int port;
        try (var worker = new RecordingWorker(vertx)) {
            port = worker.port();
        }
        Worker daemon = worker(URI.create("http://127.0.0.1:" + port + "/"), s -> s);
        CompletableFuture<Void> started = daemon.start().toCompletableFuture();
        await().during(Duration.ofMillis(500))
                .atMost(SOON)
                .until(() -> queue.receives() == 0 && !started.isDone());
        try (var worker = new RecordingWorker(vertx, port)) {
            Waiting.result(started);
            assertThat(worker.next().header("X-Aws-Sqsd-Receive-Count")).isEqualTo("1");
            awaitEmpty();
        }
    }

    @Test
    void aWorkerThatDiesAndComesBackLosesNothing() {
        queue.create(Map.of());
        var done = new ConcurrentLinkedQueue<String>();
        int port;
        Worker daemon;
        try (var worker = new RecordingWorker(vertx)) {
            port = worker.port();
            worker.script(got ->
                    worker.later(
                            20,
                            () -> {
                                done.add(got.text());
                                got.answer(200);
                            }));
            daemon = start(worker.url("/"), settings -> settings.with(WorkerKeys.CONCURRENCY, 5));
            queue.send(IntStream.range(0, 100).mapToObj(i -> "m" + i).toArray(String[]::new));
            await().atMost(SOON).until(() -> done.size() >= 20);
        }
        await().atMost(SOON).until(() -> !daemon.stats().receiving());
        long received = queue.receives();
        await().during(Duration.ofMillis(300))
                .atMost(SOON)
                .until(() -> queue.receives() == received);
        try (var worker = new RecordingWorker(vertx, port)) {
            worker.script(got -> {
                done.add(got.text());
                got.answer(200);
            });
            await().atMost(SOON).until(() -> daemon.stats().receiving());
            await().atMost(SOON)
                    .until(() -> {
                        queue.advance(5_000);
                        return queue.counts().equals(new QueueReply.Counts(0, 0, 0, 0));
                    });
            assertThat(done.stream().distinct()).hasSize(100);
        }
    }

    @Test
    void nothingIsReceivedUntilTheWorkerIsHealthy() throws Exception {
        queue.create(Map.of());
        queue.send("x");
        try (var worker = new RecordingWorker(vertx);
                var health = new RecordingWorker(vertx)) {
            health.script(got -> got.answer(503));
            Worker daemon =
                    worker(
                            worker.url("/"),
                            settings ->
                                    settings.with(WorkerKeys.HEALTH_URL, health.url("/healthy")));
            CompletableFuture<Void> started = daemon.start().toCompletableFuture();
            for (int i = 0; i < 3; i++) {
                RecordingWorker.Got got = health.next();
                assertThat(got.request().method().name()).isEqualTo("GET");
                assertThat(got.request().uri()).isEqualTo("/healthy");
            }
            assertThat(queue.receives()).isZero();
            health.script(got -> got.answer(200));
            Waiting.result(started);
            assertThat(worker.next().text()).isEqualTo("x");
        }
    }

    @Test
    void aWorkerThatIsNeverHealthyFailsTheStart() {
        queue.create(Map.of());
        try (var worker = new RecordingWorker(vertx)) {
            worker.script(got -> got.answer(500));
            Worker daemon =
                    worker(
                            worker.url("/"),
                            settings ->
                                    settings.with(WorkerKeys.HEALTH_URL, worker.url("/"))
                                            .with(
                                                    WorkerKeys.HEALTH_TIMEOUT,
                                                    Duration.ofMillis(300)));
            assertThat(daemon.start().toCompletableFuture())
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .withRootCauseInstanceOf(TargetDownException.class)
                    .withMessageContaining("it answered 500");
            Waiting.result(daemon.drain(SOON));
        }
    }

    // --- visibility

    @Test
    void aMessageThatTakesLongIsDeliveredOnce() throws Exception {
        queue.create(Map.of());
        queue.send("slow");
        var extensions = new Semaphore(0);
        try (var worker = new RecordingWorker(vertx)) {
            worker.script(got -> {});
            var settings =
                    settings(
                            worker.url("/"),
                            Values.NONE.with(WorkerKeys.VISIBILITY_TIMEOUT, Duration.ofSeconds(1)));
            List<Source> sources = List.of(new ExtensionCounter(queue.source(), extensions));
            var daemon = new Worker(settings, sources, vertx, WorkerMetrics.NONE, Tracing.NONE);
            workers.add(daemon);
            Waiting.result(daemon.start());
            RecordingWorker.Got got = worker.next();
            for (int i = 0; i < 5; i++) {
                assertThat(extensions.tryAcquire(15, TimeUnit.SECONDS)).isTrue();
                queue.advance(900);
            }
            got.request().response().end();
            awaitEmpty();
            assertThat(worker.requests).isEmpty();
        }
    }

    // --- queues

    @Test
    void aQueueThatIsMadeLaterIsFound() throws Exception {
        try (var worker = new RecordingWorker(vertx)) {
            start(worker.url("/"));
            queue.create(Map.of());
            queue.send("x");
            assertThat(worker.next().text()).isEqualTo("x");
        }
    }

    // --- the end

    @Test
    void drainFinishesWhatRunsAndLeavesTheRest() throws Exception {
        queue.create(Map.of());
        queue.send("a", "b", "c", "d");
        try (var worker = new RecordingWorker(vertx)) {
            worker.script(got -> {});
            Worker daemon =
                    start(worker.url("/"), settings -> settings.with(WorkerKeys.CONCURRENCY, 2));
            RecordingWorker.Got first = worker.next();
            RecordingWorker.Got second = worker.next();
            CompletableFuture<Void> drained = daemon.drain(SOON).toCompletableFuture();
            first.request().response().end();
            await().during(Duration.ofMillis(100)).until(() -> !drained.isDone());
            second.request().response().end();
            Waiting.result(drained);
            assertThat(worker.requests).isEmpty();
            assertThat(queue.counts().ready()).isEqualTo(2);
            assertThat(queue.counts().inFlight()).isZero();
        }
    }

    @Test
    void drainOfAnIdleWorkerDoesNotWaitForItsLongPoll() {
        queue.create(Map.of());
        try (var worker = new RecordingWorker(vertx)) {
            Worker daemon = start(worker.url("/"));
            assertThat(daemon.drain(Duration.ofSeconds(20)).toCompletableFuture())
                    .succeedsWithin(Duration.ofSeconds(2));
            queue.send("x");
            assertThat(queue.counts().ready()).isEqualTo(1);
        }
    }

    @Test
    void drainBreaksOffWhatTakesTooLong() throws Exception {
        queue.create(Map.of());
        queue.send("x");
        try (var worker = new RecordingWorker(vertx)) {
            worker.script(got -> {});
            Worker daemon = start(worker.url("/"));
            worker.next();
            Waiting.result(daemon.drain(Duration.ofMillis(200)));
            assertThat(daemon.stats().failed()).isEqualTo(1);
            queue.advance(5_000);
            assertThat(queue.counts().ready()).isEqualTo(1);
        }
    }
}
