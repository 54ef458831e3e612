package dev.hikyaku.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.delivery.settings.WorkerKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The queue's clock goes on by an hour while messages are delivered, as when a machine sleeps: the
 * visibility of all that is held is over, and every message comes a second time beside the first.
 */
class ClockJumpTest extends EngineFixture {
    private static final int MESSAGES = 20;
    private static final int PLACES = 5;

    private static String[] bodies() {
        return IntStream.range(0, MESSAGES).mapToObj(i -> "m" + i).toArray(String[]::new);
    }

    private Worker start(RecordingWorker worker, int concurrency) {
        return start(
                worker.url("/"),
                values ->
                        values.with(WorkerKeys.CONCURRENCY, concurrency)
                                .with(WorkerKeys.VISIBILITY_TIMEOUT, Duration.ofSeconds(30)));
    }

    private static List<RecordingWorker.Got> take(RecordingWorker worker, int count)
            throws InterruptedException {
        var taken = new ArrayList<RecordingWorker.Got>();
        for (int i = 0; i < count; i++) {
            taken.add(worker.next());
        }
        return taken;
    }

    private void assertNothingHeld(Worker daemon) {
        await().atMost(SOON)
                .untilAsserted(() -> {
                    assertThat(daemon.stats().busy()).isZero();
                    assertThat(daemon.stats().waiting()).isZero();
                });
    }

    @Test
    void bothDeliveriesOfAMessageMayEndWell() throws Exception {
        queue.create(Map.of());
        try (var worker = new RecordingWorker(vertx)) {
            worker.script(got -> {});
            Worker daemon = start(worker, 2 * MESSAGES);
            queue.send(bodies());
            var first = take(worker, MESSAGES);
            queue.advance(Duration.ofHours(1).toMillis());
            var second = take(worker, MESSAGES);
            assertThat(second).allMatch(got -> got.header("X-Aws-Sqsd-Receive-Count").equals("2"));
            first.forEach(got -> got.answer(200));
            second.forEach(got -> got.answer(200));
            awaitEmpty();
            assertNothingHeld(daemon);
        }
    }

    @Test
    void theFirstMayFailAndTheSecondEndWell() throws Exception {
        queue.create(Map.of());
        try (var worker = new RecordingWorker(vertx)) {
            worker.script(got -> {
                if (Integer.parseInt(got.header("X-Aws-Sqsd-Receive-Count")) > 2) {
                    got.answer(200);
                }
            });
            Worker daemon = start(worker, 2 * MESSAGES);
            queue.send(bodies());
            var first = take(worker, MESSAGES);
            queue.advance(Duration.ofHours(1).toMillis());
            var second = take(worker, MESSAGES);
            first.forEach(got -> got.answer(422));
            second.forEach(got -> got.answer(200));
            await().atMost(SOON)
                    .untilAsserted(() -> {
                        queue.advance(5_000);
                        assertThat(queue.counts().ready()).isZero();
                        assertThat(queue.counts().inFlight()).isZero();
                    });
            assertNothingHeld(daemon);
        }
    }

    @Test
    void withAllPlacesTakenNothingIsLost() throws Exception {
        queue.create(Map.of());
        try (var worker = new RecordingWorker(vertx)) {
            var came = new AtomicInteger();
            worker.script(got -> {
                if (came.incrementAndGet() > PLACES) {
                    got.answer(200);
                }
            });
            Worker daemon = start(worker, PLACES);
            queue.send(bodies());
            var first = take(worker, PLACES);
            queue.advance(Duration.ofHours(1).toMillis());
            first.forEach(got -> got.answer(200));
            awaitEmpty();
            assertNothingHeld(daemon);
            assertThat(daemon.stats().delivered()).isGreaterThanOrEqualTo(MESSAGES);
        }
    }
}
