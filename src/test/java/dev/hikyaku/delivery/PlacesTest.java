package dev.hikyaku.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.settings.WorkerKeys;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who gets a place, and what is asked for. */
class PlacesTest extends WorkerFixture {
    @Test
    void everyPlaceIsTakenAsSoonAsItIsFree() {
        queue.send(1, 100);
        start(30);
        for (int i = 0; i < 60; i++) {
            assertThat(target.running).hasSize(30);
            answerFirst(FakeTarget.OK);
        }
        assertThat(target.mostRunning).isEqualTo(30);
    }

    @Test
    void aSlowMessageHoldsNoOtherBack() {
        queue.send(1, 50);
        start(2);
        while (target.running.size() > 1 || target.started.size() < 50) {
            answer(target.started.getLast(), FakeTarget.OK);
        }
        assertThat(target.running).containsOnlyKeys("q1");
        assertThat(queue.deleted).hasSize(49).doesNotContain("q1");
    }

    @Test
    void asksForNoMoreThanWhatIsFree() {
        start(3);
        assertThat(queue.waiting()).extracting(poll -> poll.max).containsExactly(3);
        queue.send(1, 2);
        assertThat(queue.waiting()).extracting(poll -> poll.max).containsExactly(1);
        queue.send(3, 3);
        assertThat(queue.waiting()).isEmpty();
        answer("q2", FakeTarget.OK);
        assertThat(queue.waiting()).extracting(poll -> poll.max).containsExactly(1);
    }

    /** Ten places are taken, and while a poll for four was under way three deliveries ended. */
    private void endThreeDuringAPoll() {
        queue.slow = true;
        queue.send(1, 100);
        start(10);
        queue.answer();
        for (int i = 0; i < 4; i++) {
            target.answerFirst(FakeTarget.OK);
        }
        loop.run();
        assertThat(queue.waiting()).extracting(poll -> poll.max).containsExactly(4);
        for (int i = 0; i < 3; i++) {
            answerFirst(FakeTarget.OK);
        }
    }

    @Test
    void asksAheadForTwiceWhatCameFreeDuringAPoll() {
        endThreeDuringAPoll();
        queue.answer();
        assertThat(target.running).hasSize(7);
        assertThat(queue.waiting()).extracting(poll -> poll.max).containsExactly(9);
        queue.answer();
        assertThat(target.running).hasSize(10);
        assertThat(stats().waiting()).isEqualTo(6);
    }

    @Test
    void asksForNothingAheadWhenAPollHadToWait() {
        endThreeDuringAPoll();
        loop.advance(200);
        queue.answer();
        assertThat(queue.waiting()).extracting(poll -> poll.max).containsExactly(3);
    }

    @Test
    void asksForNothingAheadWithoutABacklog() {
        endThreeDuringAPoll();
        queue.ready.clear();
        queue.send(1, 3);
        queue.answer();
        assertThat(queue.waiting()).extracting(poll -> poll.max).containsExactly(4);
    }

    @Test
    void asksForNothingAheadWhereGivingBackCounts() {
        queue.countsReleases = true;
        endThreeDuringAPoll();
        queue.answer();
        assertThat(queue.waiting()).extracting(poll -> poll.max).containsExactly(3);
    }

    @Test
    void asksForNothingAheadOfAnotherQueue() {
        queue.slow = true;
        var other = new FakeSource("other", 10);
        queue.send(1, 100);
        start(settings -> settings.with(WorkerKeys.CONCURRENCY, 10), queue, other);
        for (int i = 0; i < 20; i++) {
            queue.answer();
            assertThat(stats().waiting()).isLessThanOrEqualTo(1);
            for (int ended = 0; ended < 3 && !target.running.isEmpty(); ended++) {
                answerFirst(FakeTarget.OK);
            }
        }
    }

    @Test
    void anIdleQueueHasOneLongPoll() {
        start(100);
        queue.expirePolls();
        queue.expirePolls();
        assertThat(queue.waiting()).hasSize(1);
        assertThat(queue.asked).extracting(poll -> poll.wait).containsOnly(Duration.ofSeconds(20));
    }

    @Test
    void aBusyQueueOfSmallBatchesHasSeveralPolls() {
        start(100);
        queue.send(1, 10);
        assertThat(queue.waiting()).hasSizeGreaterThan(5).allMatch(poll -> poll.max == 10);
        queue.send(11, 100);
        assertThat(target.running).hasSize(100);
    }

    @Test
    void aBusyQueueOfLargeBatchesIsAskedAgainForMuchLessThanABatch() {
        var large = new FakeSource("large", 100);
        large.slow = true;
        large.send(1, 1000);
        start(settings -> settings.with(WorkerKeys.CONCURRENCY, 100), large);
        large.answer();
        answerFirst(FakeTarget.OK);
        for (int i = 0; i < Receiver.ENOUGH; i++) {
            assertThat(large.waiting()).extracting(poll -> poll.max).containsExactly(1);
            target.answerFirst(FakeTarget.OK);
        }
        loop.run();
        assertThat(large.waiting())
                .extracting(poll -> poll.max)
                .containsExactly(1, Receiver.ENOUGH);
    }

    @Test
    void anIdleQueueTakesNoPlaceFromABusyOne() {
        var busy = new FakeSource("busy", 100);
        start(settings -> settings.with(WorkerKeys.CONCURRENCY, 10), queue, busy);
        busy.send(1, 100);
        assertThat(target.running).hasSize(10);
    }

    @Test
    void aMessageNeedNotWaitForThePollOfAnotherQueue() {
        var other = new FakeSource("other", 10);
        start(settings -> settings.with(WorkerKeys.CONCURRENCY, 10), queue, other);
        queue.send(1, 3);
        other.send(1, 3);
        assertThat(target.running).hasSize(6);
    }

    @Test
    void oneMessageAQueueMayWaitForAPlace() {
        var other = new FakeSource("other", 10);
        start(settings -> settings.with(WorkerKeys.CONCURRENCY, 1), queue, other);
        queue.send(1, 5);
        other.send(1, 5);
        assertThat(target.running).containsOnlyKeys("q1");
        assertThat(stats().waiting()).isEqualTo(1);
        answer("q1", FakeTarget.OK);
        assertThat(target.running).containsOnlyKeys("other1");
    }

    @Test
    void queuesAreServedAlike() {
        var other = new FakeSource("other", 10);
        queue.send(1, 200);
        other.send(1, 200);
        start(settings -> settings.with(WorkerKeys.CONCURRENCY, 10), queue, other);
        for (int i = 0; i < 100; i++) {
            answerFirst(FakeTarget.OK);
        }
        assertThat(target.started.stream().filter(id -> id.startsWith("q")).count())
                .isBetween(30L, 80L);
    }

    @Test
    void aReceiveThatFailsIsTriedAgainWithGrowingRests() {
        start(1);
        for (int i = 0; i < 3; i++) {
            queue.waiting().getFirst().messages.completeExceptionally(new RuntimeException("no"));
            assertThat(queue.waiting()).isEmpty();
            loop.advance(5_000);
        }
        queue.send(1, 1);
        assertThat(target.running).containsOnlyKeys("q1");
        assertThat(queue.asked).hasSize(4);
    }
}
