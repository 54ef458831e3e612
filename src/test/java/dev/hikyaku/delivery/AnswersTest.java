package dev.hikyaku.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.delivery.settings.WorkerKeys;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of a message, by its answer. */
class AnswersTest extends EngineFixture {
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
}
