package dev.hikyaku.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.WorkerStats.State;
import dev.hikyaku.delivery.settings.QueueSettings;
import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerKeys;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rates, and what can be changed while a worker runs. */
class LimitsTest extends WorkerFixture {
    private int deliverFor(long millis) {
        int before = target.started.size();
        for (long i = 0; i < millis; i += 10) {
            loop.advance(10);
            while (!target.running.isEmpty()) {
                answerFirst(FakeTarget.OK);
            }
        }
        return target.started.size() - before;
    }

    @Test
    void noMoreThanTheRateIsDelivered() {
        queue.send(1, 5000);
        start(values -> values.with(WorkerKeys.RATE, 50.0), queue);
        assertThat(deliverFor(10_000)).isBetween(490, 510);
        assertThat(queue.released).isEmpty();
        assertThat(stats().waiting()).isZero();
    }

    @Test
    void aRateBelowOneASecondIsKeptToo() {
        queue.send(1, 5000);
        start(values -> values.with(WorkerKeys.RATE, 0.5), queue);
        assertThat(deliverFor(60_000)).isBetween(28, 32);
    }

    @Test
    void aQueueMayHaveARateOfItsOwn() {
        var slow = new FakeSource("slow", 10);
        var queues = List.of(QueueSettings.of("q"), new QueueSettings("slow", 1, 0, 10));
        start(settings(Values.NONE.with(WorkerKeys.CONCURRENCY, 5), queues), tally, queue, slow);
        queue.send(1, 5000);
        slow.send(1, 5000);
        deliverFor(2_000);
        assertThat(target.started.stream().filter(id -> id.startsWith("slow")).count())
                .isBetween(17L, 23L);
        assertThat(target.started).contains("q1000");
    }

    @Test
    void theRateCanBeChanged() {
        queue.send(1, 5000);
        var worker = start(values -> values.with(WorkerKeys.RATE, 10.0), queue);
        assertThat(deliverFor(1_000)).isLessThan(13);
        worker.rate(200);
        assertThat(deliverFor(1_000)).isBetween(180, 240);
        worker.rate(0);
        assertThat(deliverFor(1_000)).isGreaterThan(1000);
    }

    @Test
    void theConcurrencyCanBeChanged() {
        queue.send(1, 100);
        var worker = start(3);
        worker.concurrency(8);
        loop.run();
        assertThat(target.running).hasSize(8);
        assertThat(stats().limit()).isEqualTo(8);
        worker.concurrency(2);
        answerFirst(FakeTarget.OK);
        assertThat(target.running).hasSize(7);
        for (int i = 0; i < 10; i++) {
            answerFirst(FakeTarget.OK);
        }
        assertThat(target.running).hasSize(2);
    }

    @Test
    void aPausedWorkerReceivesNothingUntilItIsResumed() {
        var worker = start(2);
        queue.send(1, 2);
        worker.pause();
        assertThat(stats().state()).isEqualTo(State.PAUSED);
        queue.send(3, 5);
        answer("q1", FakeTarget.OK);
        loop.advance(60_000);
        assertThat(target.running).containsOnlyKeys("q2");
        assertThat(queue.deleted).containsExactly("q1");
        worker.resume();
        loop.run();
        assertThat(target.running).containsOnlyKeys("q2", "q3");
    }

    @Test
    void jobsSayWhatIsHeld() {
        var worker = start(1);
        queue.send(FakeSource.grouped("q", "m", "customer"));
        loop.advance(1234);
        assertThat(worker.jobs()).containsExactly(new Job("m", "q", "customer", 1, 1234, true));
        answer("m", FakeTarget.OK);
        assertThat(worker.jobs()).isEmpty();
    }

    @Test
    void idleTimeGrowsWhileNothingIsReceived() {
        start(1);
        queue.expirePolls();
        loop.advance(20_000);
        assertThat(stats().idleMillis()).isEqualTo(20_000);
        queue.expirePolls();
        assertThat(stats().idleMillis()).isZero();
    }

    @Test
    void aWorkerThatWasFullIsNotIdleWhenItAsksAgain() {
        queue.send(1, 1);
        start(1);
        loop.advance(600_000);
        answer("q1", FakeTarget.OK);
        assertThat(stats().busy()).isZero();
        assertThat(stats().idleMillis()).isZero();
    }

    @Test
    void theLimitIsKnownBeforeTheFirstDelivery() {
        start(7);
        assertThat(stats().limit()).isEqualTo(7);
    }
}
