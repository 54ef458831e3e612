package dev.hikyaku.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.settings.WorkerKeys;
import dev.hikyaku.delivery.source.BatchOutcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Held messages stay invisible. */
class HeartbeatTest extends WorkerFixture {
    @Test
    void heldMessagesAreKeptInvisible() {
        start(
                settings -> settings.with(WorkerKeys.VISIBILITY_TIMEOUT, Duration.ofSeconds(30)),
                queue);
        queue.send(1, 2);
        loop.advance(60_000);
        assertThat(queue.allChanges())
                .hasSizeBetween(8, 12)
                .allMatch(change -> change.visibilityTimeoutSeconds() == 30);
        assertThat(queue.changes).allMatch(batch -> batch.size() == 2);
        answer("q1", FakeTarget.OK);
        answer("q2", FakeTarget.OK);
        int before = queue.changes.size();
        loop.advance(60_000);
        assertThat(queue.changes).hasSize(before);
    }

    @Test
    void waitingMessagesAreKeptInvisible() {
        var other = new FakeSource("other", 10);
        start(settings -> settings.with(WorkerKeys.CONCURRENCY, 1), queue, other);
        queue.send(1, 1);
        other.send(1, 1);
        loop.advance(120_000);
        assertThat(stats().waiting()).isEqualTo(1);
        assertThat(other.allChanges()).isNotEmpty();
    }

    /** The queue has given them to others by then, if not to this daemon once more. */
    @Test
    void whatWasHeldWhileTheMachineSleptEndsAndFreesItsPlace() {
        var fifo = new FakeSource("q.fifo", 10);
        var worker =
                start(
                        values ->
                                values.with(WorkerKeys.CONCURRENCY, 3)
                                        .with(WorkerKeys.RATE, 10.0)
                                        .with(WorkerKeys.BREAKER_FAILURES, 0),
                        queue,
                        fifo);
        queue.send(1, 2);
        fifo.send(FakeSource.grouped("q.fifo", "a1", "a"));
        loop.advance(1_000);
        assertThat(target.running).hasSize(3);
        Supplier<CompletableFuture<BatchOutcome>> expired =
                () -> CompletableFuture.completedFuture(FakeSource.refused("expired", false));
        List.of(queue, fifo)
                .forEach(source -> {
                    source.changing = expired;
                    source.deletes = expired;
                });
        loop.jump(Duration.ofHours(1).toMillis());
        fifo.send(FakeSource.grouped("q.fifo", "a1", "a"));
        answer("q1", FakeTarget.OK);
        answer("q2", FAILED);
        answer("a1", FakeTarget.OK);
        loop.advance(60_000);
        target.running.keySet().stream().toList().forEach(id -> answer(id, FakeTarget.OK));
        loop.advance(60_000);
        assertThat(stats().busy()).isZero();
        assertThat(stats().waiting()).isZero();
        queue.send(11, 13);
        loop.advance(1_000);
        assertThat(target.running).hasSize(3);
        target.running.keySet().stream().toList().forEach(id -> answer(id, FakeTarget.OK));
        worker.drain(Duration.ofSeconds(1));
        loop.run();
        assertThat(worker.ended()).isCompleted();
    }

    @Test
    void aQuickMessageIsNeverExtended() {
        start(1);
        queue.send(1, 1);
        loop.advance(39_000);
        answer("q1", FakeTarget.OK);
        loop.advance(600_000);
        assertThat(queue.changes).isEmpty();
    }

    @Test
    void anExtensionIsAwaitedBeforeTheDelete() {
        start(1);
        queue.send(1, 1);
        var extension = new CompletableFuture<BatchOutcome>();
        queue.changing = () -> extension;
        loop.advance(60_000);
        assertThat(queue.changes).hasSize(1);
        answer("q1", FakeTarget.OK);
        assertThat(queue.deleteCalls).isZero();
        extension.complete(BatchOutcome.well());
        loop.run();
        assertThat(queue.deleted).containsExactly("q1");
    }

    @Test
    void anExtensionThatFailsIsTriedAgainInTime() {
        start(1);
        queue.send(1, 1);
        queue.changing =
                () -> CompletableFuture.failedFuture(new IllegalStateException("no network"));
        loop.advance(119_000);
        assertThat(queue.changes).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aMessageThatIsLostIsExtendedNoMore() {
        start(1);
        queue.send(1, 1);
        queue.changing = () -> CompletableFuture.completedFuture(FakeSource.refused("gone", false));
        loop.advance(600_000);
        assertThat(queue.changes).hasSize(1);
    }

    @Test
    void noExtensionEndsLaterThanTwelveHoursAfterTheReceive() {
        start(settings -> settings.with(WorkerKeys.VISIBILITY_TIMEOUT, Duration.ofHours(1)), queue);
        queue.send(1, 1);
        long received = loop.nowMillis();
        for (int minute = 0; minute < 13 * 60; minute++) {
            int before = queue.changes.size();
            loop.advance(60_000);
            queue.changes.stream()
                    .skip(before)
                    .flatMap(List::stream)
                    .forEach(change ->
                            assertThat(
                                            loop.nowMillis()
                                                    - 60_000
                                                    - received
                                                    + change.visibilityTimeoutSeconds() * 1000L)
                                    .isLessThan(Duration.ofHours(12).toMillis()));
        }
        assertThat(queue.changes).hasSizeGreaterThan(20);
    }
}
