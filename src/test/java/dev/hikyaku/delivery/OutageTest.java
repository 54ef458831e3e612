package dev.hikyaku.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.delivery.settings.WorkerKeys;
import dev.hikyaku.queue.QueueReply;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A target that is not there, over real connections. */
class OutageTest extends EngineFixture {
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
}
