package dev.hikyaku.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerKeys;
import dev.hikyaku.delivery.source.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Places, visibility, queues, and the end. */
class WorkerTest extends EngineFixture {
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
