package dev.hikyaku.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.WorkerStats.State;
import dev.hikyaku.delivery.endpoint.Outcome;
import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerKeys;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a worker does while its target is not there. */
class BreakerTest extends WorkerFixture {
    private static final Outcome BROKEN = new Outcome.Rejected(500);
    private static final Outcome REFUSED = new Outcome.NotSent("refused");

    private static Values three(Values values) {
        return values.with(WorkerKeys.BREAKER_FAILURES, 3);
    }

    private WorkerLoop startWith(int concurrency) {
        return start(values -> three(values).with(WorkerKeys.CONCURRENCY, concurrency), queue);
    }

    private void answerAll(Outcome outcome) {
        List.copyOf(target.running.keySet()).forEach(id -> answer(id, outcome));
    }

    @Test
    void nothingIsReceivedUntilTheTargetIsThere() {
        probe.up = false;
        queue.send(1, 5);
        var worker = startWith(10);
        loop.advance(60_000);
        assertThat(queue.asked).isEmpty();
        assertThat(worker.opened()).isNotDone();
        assertThat(stats().state()).isEqualTo(State.STARTING);
        probe.up = true;
        loop.advance(30_000);
        assertThat(target.running).hasSize(5);
        assertThat(worker.opened()).isCompleted();
    }

    @Test
    void aTargetThatDiesGetsNothingUntilItIsBack() {
        startWith(5);
        queue.send(1, 3);
        probe.up = false;
        answer("q1", FakeTarget.DOWN);
        answer("q2", FakeTarget.DOWN);
        assertThat(queue.waiting()).hasSize(1);
        answer("q3", FakeTarget.DOWN);
        assertThat(queue.waiting()).isEmpty();
        assertThat(queue.asked.getLast().cancelled).isTrue();
        assertThat(stats().state()).isEqualTo(State.DOWN);
        queue.send(4, 20);
        advance(Duration.ofHours(1));
        assertThat(target.started).hasSize(3);
        probe.up = true;
        loop.advance(30_000);
        assertThat(target.running).hasSize(1);
        assertThat(stats().state()).isEqualTo(State.TRYING);
    }

    /** A single message would otherwise use up its receives in an outage, and nobody saw it. */
    @Test
    void aMessageForWhichThereIsNoConnectionIsGivenBackAndNoOtherReceived() {
        startWith(5);
        queue.send(1, 1);
        probe.up = false;
        answer("q1", REFUSED);
        assertThat(queue.released).containsExactly("q1");
        assertThat(queue.allChanges()).isEmpty();
        assertThat(stats().state()).isEqualTo(State.DOWN);
    }

    @Test
    void whereAReleaseCountsItComesAgainLater() {
        queue.countsReleases = true;
        startWith(5);
        queue.send(1, 1);
        answer("q1", REFUSED);
        assertThat(queue.released).isEmpty();
        assertThat(queue.allChanges()).hasSize(1);
        assertThat(stats().receiving()).isFalse();
    }

    @Test
    void withoutABreakerWhatIsRefusedComesAgainLater() {
        start(values -> values.with(WorkerKeys.BREAKER_FAILURES, 0), queue);
        queue.send(1, 1);
        answer("q1", REFUSED);
        assertThat(queue.released).isEmpty();
        assertThat(queue.allChanges()).hasSize(1);
        assertThat(stats().receiving()).isTrue();
    }

    /** The group goes on when the message comes again. */
    @Test
    void aGroupIsNotHeldUpByAMessageThatWasGivenBack() {
        var fifo = new FakeSource("q.fifo", 10);
        start(UnaryOperator.identity(), fifo);
        fifo.send(FakeSource.grouped("q.fifo", "a1", "a"));
        answer("a1", REFUSED);
        assertThat(fifo.released).containsExactly("a1");
        fifo.send(FakeSource.grouped("q.fifo", "a1", "a"));
        loop.advance(30_000);
        answer("a1", FakeTarget.OK);
        assertThat(fifo.deleted).containsExactly("a1");
    }

    /** After an hour the next look may be half a minute away. */
    private WorkerLoop downForAnHour() {
        var worker = startWith(5);
        queue.send(1, 1);
        probe.up = false;
        answer("q1", REFUSED);
        queue.send(2, 9);
        advance(Duration.ofHours(1));
        probe.up = true;
        probe.askedAtMillis.clear();
        return worker;
    }

    @Test
    void anEndpointThatArrivesIsTriedAtOnce() {
        downForAnHour();
        target.arrival.run();
        loop.run();
        assertThat(stats().state()).isEqualTo(State.TRYING);
        assertThat(target.started).containsExactly("q1", "q2");
    }

    @Test
    void whoResumesAWorkerWaitsForNoLook() {
        var worker = downForAnHour();
        worker.pause();
        worker.resume();
        loop.run();
        assertThat(target.started).containsExactly("q1", "q2");
    }

    /** It may register just before it listens. */
    @Test
    void oneThatArrivesAndIsNotReadyIsAskedAgainSoon() {
        downForAnHour();
        probe.up = false;
        target.arrival.run();
        loop.advance(50);
        probe.up = true;
        loop.advance(200);
        assertThat(target.started).containsExactly("q1", "q2");
    }

    @Test
    void oneThatArrivesDoesNotWaitForALookAtTheOthers() {
        downForAnHour();
        probe.silent = true;
        loop.advance(30_000);
        assertThat(probe.held).hasSize(1);
        probe.silent = false;
        target.arrival.run();
        loop.run();
        assertThat(target.started).containsExactly("q1", "q2");
        probe.held.getFirst().fail("connection timed out");
        answer("q2", FakeTarget.OK);
        assertThat(stats().state()).isEqualTo(State.RECEIVING);
        loop.advance(60_000);
        assertThat(probe.askedAtMillis).hasSize(2);
    }

    @Test
    void arrivalsDoNotMultiplyTheLooks() {
        downForAnHour();
        probe.silent = true;
        for (int i = 0; i < 5; i++) {
            target.arrival.run();
        }
        probe.silent = false;
        probe.up = false;
        probe.held.forEach(answer -> answer.fail("connection timed out"));
        advance(Duration.ofHours(1));
        probe.askedAtMillis.clear();
        advance(Duration.ofMinutes(10));
        assertThat(probe.askedAtMillis).hasSizeBetween(20, 21);
    }

    @Test
    void anArrivalChangesNothingWhileTheTargetIsThere() {
        startWith(5);
        target.arrival.run();
        loop.run();
        assertThat(probe.askedAtMillis).hasSize(1);
        assertThat(stats().state()).isEqualTo(State.RECEIVING);
    }

    @Test
    void answersThatSayThatItIsBrokenCountAsWell() {
        startWith(5);
        queue.send(1, 3);
        answerAll(BROKEN);
        assertThat(stats().receiving()).isFalse();
    }

    @Test
    void anAnswerBetweenThemMeansThatTheTargetIsThere() {
        queue.send(1, 5);
        startWith(5);
        answer("q1", FakeTarget.DOWN);
        answer("q2", FakeTarget.DOWN);
        answer("q3", FAILED);
        answer("q4", FakeTarget.DOWN);
        answer("q5", FakeTarget.DOWN);
        assertThat(stats().receiving()).isTrue();
    }

    @Test
    void aTrialThatFailsCostsOneReceiveAndTheNextComesLater() {
        startWith(3);
        queue.send(1, 3);
        answerAll(BROKEN);
        queue.send(4, 1000);
        int trials = 0;
        for (long from = loop.nowMillis(); loop.nowMillis() - from < 3_600_000; ) {
            loop.advance(100);
            if (!target.running.isEmpty()) {
                assertThat(target.running).hasSize(1);
                trials++;
                answerFirst(BROKEN);
            }
        }
        assertThat(trials).isBetween(3600 / 30, 3600 / 30 + 12);
        assertThat(queue.released).isEmpty();
    }

    @Test
    void aTargetThatIsBackGetsMoreAndMore() {
        start(values -> three(values).with(WorkerKeys.CONCURRENCY, 20), queue);
        queue.send(1, 3);
        probe.up = false;
        answerAll(BROKEN);
        queue.send(4, 200);
        loop.advance(2_000);
        probe.up = true;
        loop.advance(2_000);
        assertThat(target.running).hasSize(1);
        answerFirst(FakeTarget.OK);
        assertThat(target.running).hasSize(1);
        assertThat(stats().state()).isEqualTo(State.RECEIVING);
        loop.advance(5_000);
        assertThat(target.running).hasSize(10);
        loop.advance(5_000);
        assertThat(target.running).hasSize(20);
    }

    @Test
    void afterAShortOutageItGetsAllAtOnce() {
        startWith(20);
        queue.send(1, 3);
        answerAll(BROKEN);
        queue.send(4, 200);
        loop.advance(200);
        answerFirst(FakeTarget.OK);
        assertThat(target.running).hasSize(20);
    }

    @Test
    void withoutSlowStartItGetsAllAtOnce() {
        start(
                values ->
                        three(values)
                                .with(WorkerKeys.CONCURRENCY, 20)
                                .with(WorkerKeys.SLOW_START, Duration.ZERO),
                queue);
        queue.send(1, 3);
        probe.up = false;
        answerAll(BROKEN);
        queue.send(4, 200);
        loop.advance(2_000);
        probe.up = true;
        loop.advance(2_000);
        answerFirst(FakeTarget.OK);
        assertThat(target.running).hasSize(20);
    }

    @Test
    void aBreakerThatIsOffNeverOpens() {
        start(values -> values.with(WorkerKeys.BREAKER_FAILURES, 0), queue);
        queue.send(1, 50);
        answerAll(FakeTarget.DOWN);
        assertThat(stats().state()).isEqualTo(State.RECEIVING);
    }

    @Test
    void theHealthUrlIsAskedWhileTheWorkerRuns() {
        start(values -> values.with(WorkerKeys.HEALTH_URL, URL), queue);
        probe.up = false;
        loop.advance(29_000);
        assertThat(stats().receiving()).isTrue();
        loop.advance(2_000);
        assertThat(stats().state()).isEqualTo(State.DOWN);
        probe.up = true;
        loop.advance(30_000);
        assertThat(stats().state()).isEqualTo(State.TRYING);
        queue.send(1, 1);
        answer("q1", FakeTarget.OK);
        assertThat(stats().state()).isEqualTo(State.RECEIVING);
    }

    @Test
    void whatWaitsIsGivenBackWhenTheTargetDies() {
        var second = new FakeSource("second", 10);
        var third = new FakeSource("third", 10);
        var fourth = new FakeSource("fourth", 10);
        start(
                values -> three(values).with(WorkerKeys.CONCURRENCY, 3),
                queue,
                second,
                third,
                fourth);
        queue.send(1, 3);
        second.send(1, 1);
        third.send(1, 1);
        fourth.send(1, 1);
        assertThat(stats().waiting()).isEqualTo(3);
        probe.up = false;
        answer("q1", FakeTarget.DOWN);
        answer("q2", FakeTarget.DOWN);
        answer("q3", FakeTarget.DOWN);
        assertThat(target.running).hasSize(2);
        assertThat(List.of(second.released, third.released, fourth.released))
                .filteredOn(released -> !released.isEmpty())
                .hasSize(1);
        assertThat(stats().waiting()).isZero();
    }

    @Test
    void whatComesAfterTheTargetDiedIsGivenBackAtOnce() {
        startWith(4);
        queue.send(1, 3);
        queue.cancelsInTime = false;
        probe.up = false;
        answerAll(FakeTarget.DOWN);
        queue.send(4, 4);
        loop.run();
        assertThat(target.started).doesNotContain("q4");
        assertThat(queue.released).containsExactly("q4");
    }
}
