package dev.hikyaku.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.endpoint.Outcome;
import dev.hikyaku.delivery.settings.QueueSettings;
import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerKeys;
import dev.hikyaku.delivery.settings.WorkerSettings;
import dev.hikyaku.delivery.source.BatchOutcome;
import dev.hikyaku.delivery.source.VisibilityChange;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The whole worker with a fake clock, fake queues and a fake target. */
class WorkerLoopTest {
    private static final Outcome FAILED = new Outcome.Rejected(500);
    private static final URI URL = URI.create("http://127.0.0.1:1/");

    private final ManualLoop loop = new ManualLoop();
    private final FakeSource queue = new FakeSource("q", 10);
    private final FakeTarget target = new FakeTarget();
    private final FakeProbe probe = new FakeProbe(loop, true);
    private final Tally tally = new Tally(WorkerMetrics.NONE);

    private static WorkerSettings settings(Values values) {
        return WorkerSettings.of("test", List.of(QueueSettings.of("q")), List.of(URL), values);
    }

    private WorkerLoop start(UnaryOperator<Values> change, FakeSource... queues) {
        var settings = settings(change.apply(Values.NONE));
        var worker = new WorkerLoop(loop, settings, List.of(queues), target, probe, () -> 0, tally);
        worker.start();
        loop.run();
        return worker;
    }

    private WorkerLoop start(int concurrency) {
        return start(settings -> settings.with(WorkerKeys.CONCURRENCY, concurrency), queue);
    }

    private void answerFirst(Outcome outcome) {
        target.answerFirst(outcome);
        loop.run();
    }

    private void answer(String id, Outcome outcome) {
        target.answer(id, outcome);
        loop.run();
    }

    // --- places

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
        assertThat(tally.stats().waiting()).isEqualTo(1);
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

    // --- outcomes

    @Test
    void deletesWhatWasDelivered() {
        queue.send(1, 1);
        start(1);
        answer("q1", new Outcome.Delivered(204));
        assertThat(queue.deleted).containsExactly("q1");
        assertThat(queue.changes).isEmpty();
        assertThat(tally.stats().delivered()).isEqualTo(1);
    }

    @Test
    void anythingElseComesAgainLaterEachTime() {
        start(10);
        for (int count = 1; count <= 12; count++) {
            queue.send(FakeSource.message("q", "m" + count, count));
            answer("m" + count, FAILED);
        }
        assertThat(queue.allChanges())
                .extracting(VisibilityChange::visibilityTimeoutSeconds)
                .containsExactly(2, 4, 8, 16, 32, 64, 128, 256, 450, 450, 450, 450);
        assertThat(queue.deleted).isEmpty();
    }

    @Test
    void oneThatAlwaysFailsStopsNoOther() {
        queue.send(1, 20);
        start(1);
        for (int i = 1; i <= 20; i++) {
            answer("q" + i, i % 2 == 0 ? new Outcome.Failed("poison") : FakeTarget.OK);
        }
        assertThat(queue.deleted).hasSize(10);
        assertThat(queue.allChanges()).hasSize(10);
    }

    @Test
    void aDeleteThatFailsIsTriedAgain() {
        queue.send(1, 1);
        start(1);
        queue.deletes = () -> CompletableFuture.failedFuture(new IllegalStateException("no"));
        answer("q1", FakeTarget.OK);
        loop.advance(300);
        assertThat(queue.deleteCalls).isEqualTo(2);
        queue.deletes = () -> CompletableFuture.completedFuture(BatchOutcome.well());
        loop.advance(1000);
        assertThat(queue.deleted).containsExactly("q1");
    }

    @Test
    void aDeleteThatFailsForGoodIsGivenUp() {
        queue.send(1, 1);
        var worker = start(1);
        queue.deletes = () -> CompletableFuture.completedFuture(FakeSource.refused("busy", true));
        answer("q1", FakeTarget.OK);
        loop.advance(60_000);
        assertThat(queue.deleteCalls).isEqualTo(Batcher.ATTEMPTS_MAX);
        assertThat(worker.drain(Duration.ZERO)).isDone();
    }

    @Test
    void aDeleteThatIsRefusedIsNotTriedAgain() {
        queue.send(1, 1);
        start(1);
        queue.deletes =
                () -> CompletableFuture.completedFuture(FakeSource.refused("no such", false));
        answer("q1", FakeTarget.OK);
        loop.advance(60_000);
        assertThat(queue.deleteCalls).isEqualTo(1);
    }

    @Test
    void deletesGatherBehindOneThatIsUnderWay() {
        queue.send(1, 10);
        start(10);
        var first = new CompletableFuture<BatchOutcome>();
        queue.deletes = () -> first;
        answer("q1", FakeTarget.OK);
        queue.deletes = () -> CompletableFuture.completedFuture(BatchOutcome.well());
        for (int i = 2; i <= 9; i++) {
            answer("q" + i, FakeTarget.OK);
        }
        assertThat(queue.deleteCalls).isEqualTo(1);
        first.complete(BatchOutcome.well());
        loop.run();
        assertThat(queue.deleteCalls).isEqualTo(2);
        assertThat(queue.deleted).hasSize(9);
    }

    @Test
    void receivesStopWhenSettlementsDoNotKeepUp() {
        queue.deletes = CompletableFuture::new;
        start(1000);
        queue.send(1, 12_000);
        for (int i = 0; i < 11_000; i++) {
            target.answerFirst(FakeTarget.OK);
            if (target.running.isEmpty()) {
                break;
            }
        }
        assertThat(target.started)
                .hasSizeBetween(Credit.UNSETTLED_MAX, Credit.UNSETTLED_MAX + 1000);
    }

    // --- the gate

    @Test
    void nothingIsReceivedUntilTheTargetIsThere() {
        probe.up = false;
        queue.send(1, 5);
        var worker = start(10);
        loop.advance(60_000);
        assertThat(queue.asked).isEmpty();
        assertThat(worker.opened()).isNotDone();
        probe.up = true;
        loop.advance(10_000);
        assertThat(target.running).hasSize(5);
        assertThat(worker.opened()).isCompleted();
    }

    @Test
    void aTargetThatDiesGetsNothingUntilItIsBack() {
        start(5);
        queue.send(1, 3);
        probe.up = false;
        answer("q1", FakeTarget.DOWN);
        answer("q2", FakeTarget.DOWN);
        assertThat(queue.waiting()).hasSize(1);
        answer("q3", FakeTarget.DOWN);
        assertThat(queue.waiting()).isEmpty();
        assertThat(queue.asked.getLast().cancelled).isTrue();
        assertThat(tally.stats().receiving()).isFalse();
        queue.send(4, 9);
        loop.advance(60_000);
        assertThat(target.started).hasSize(3);
        probe.up = true;
        loop.advance(10_000);
        assertThat(target.running).hasSize(5);
    }

    @Test
    void anAnswerBetweenThemMeansThatTheTargetIsThere() {
        queue.send(1, 5);
        start(5);
        answer("q1", FakeTarget.DOWN);
        answer("q2", FakeTarget.DOWN);
        answer("q3", FAILED);
        answer("q4", FakeTarget.DOWN);
        answer("q5", FakeTarget.DOWN);
        assertThat(tally.stats().receiving()).isTrue();
    }

    @Test
    void whatWaitsIsGivenBackWhenTheTargetDies() {
        var second = new FakeSource("second", 10);
        var third = new FakeSource("third", 10);
        var fourth = new FakeSource("fourth", 10);
        start(settings -> settings.with(WorkerKeys.CONCURRENCY, 3), queue, second, third, fourth);
        queue.send(1, 3);
        second.send(1, 1);
        third.send(1, 1);
        fourth.send(1, 1);
        assertThat(tally.stats().waiting()).isEqualTo(3);
        probe.up = false;
        answer("q1", FakeTarget.DOWN);
        answer("q2", FakeTarget.DOWN);
        answer("q3", FakeTarget.DOWN);
        assertThat(target.running).containsOnlyKeys("second1", "third1");
        assertThat(fourth.allChanges())
                .extracting(VisibilityChange::visibilityTimeoutSeconds)
                .containsExactly(0);
        assertThat(tally.stats().waiting()).isZero();
    }

    @Test
    void whatComesAfterTheTargetDiedIsGivenBackAtOnce() {
        start(4);
        queue.send(1, 3);
        queue.cancelsInTime = false;
        probe.up = false;
        List.copyOf(target.running.keySet()).forEach(id -> answer(id, FakeTarget.DOWN));
        int before = queue.allChanges().size();
        queue.send(4, 4);
        loop.run();
        assertThat(target.started).doesNotContain("q4");
        assertThat(queue.allChanges().subList(before, queue.allChanges().size()))
                .containsExactly(new VisibilityChange(new FakeSource.Name("q4"), 0));
    }

    @Test
    void probesGrowApartUntilADeliveryIsAnswered() {
        start(3);
        for (int i = 1; i <= 30; i++) { // a proxy accepts connections for a dead target
            queue.send(i * 10, i * 10 + 2);
            List.copyOf(target.running.keySet()).forEach(id -> answer(id, FakeTarget.DOWN));
            loop.advance(10_000);
        }
        List<Long> asked = probe.askedAtMillis;
        assertThat(asked.getLast() - asked.get(asked.size() - 2)).isEqualTo(10_000);
    }

    // --- the heartbeat

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
        assertThat(tally.stats().waiting()).isEqualTo(1);
        assertThat(other.allChanges()).isNotEmpty();
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

    // --- the end

    @Test
    void drainFinishesWhatRunsAndReceivesNoMore() {
        var worker = start(2);
        queue.send(1, 5);
        CompletableFuture<Void> ended = worker.drain(Duration.ofSeconds(30));
        loop.run();
        answer("q1", FakeTarget.OK);
        assertThat(ended).isNotDone();
        answer("q2", FakeTarget.OK);
        assertThat(ended).isCompleted();
        assertThat(target.started).containsExactly("q1", "q2");
        assertThat(queue.deleted).containsExactly("q1", "q2");
        assertThat(queue.closed).isTrue();
    }

    @Test
    void drainGivesBackWhatWaits() {
        var other = new FakeSource("other", 10);
        var worker = start(settings -> settings.with(WorkerKeys.CONCURRENCY, 1), queue, other);
        queue.send(1, 1);
        other.send(1, 1);
        worker.drain(Duration.ofSeconds(30));
        loop.run();
        assertThat(other.allChanges())
                .extracting(VisibilityChange::visibilityTimeoutSeconds)
                .containsExactly(0);
        assertThat(tally.stats().returned()).isEqualTo(1);
    }

    @Test
    void drainKeepsWhatRunsInvisible() {
        var worker = start(1);
        queue.send(1, 1);
        worker.drain(Duration.ofMinutes(10));
        loop.advance(300_000);
        assertThat(queue.allChanges()).hasSizeGreaterThan(3);
    }

    @Test
    void drainBreaksOffWhatTakesTooLong() {
        var worker = start(1);
        queue.send(1, 1);
        CompletableFuture<Void> ended = worker.drain(Duration.ofSeconds(30));
        loop.advance(31_000);
        assertThat(ended).isCompleted();
        assertThat(queue.allChanges())
                .extracting(VisibilityChange::visibilityTimeoutSeconds)
                .containsExactly(2);
    }

    @Test
    void drainWaitsForDeletes() {
        var worker = start(1);
        queue.send(1, 1);
        var delete = new CompletableFuture<BatchOutcome>();
        queue.deletes = () -> delete;
        answer("q1", FakeTarget.OK);
        CompletableFuture<Void> ended = worker.drain(Duration.ofSeconds(30));
        loop.run();
        assertThat(ended).isNotDone();
        delete.complete(BatchOutcome.well());
        loop.run();
        assertThat(ended).isCompleted();
    }

    @Test
    void drainEndsEvenIfTheQueueAnswersNoMore() {
        var worker = start(1);
        queue.send(1, 1);
        queue.deletes = CompletableFuture::new;
        answer("q1", FakeTarget.OK);
        CompletableFuture<Void> ended = worker.drain(Duration.ofSeconds(30));
        loop.advance(60_000);
        assertThat(ended).isCompleted();
    }

    @Test
    void drainBeforeTheTargetCameUpEndsAtOnce() {
        probe.up = false;
        var worker = start(1);
        assertThat(worker.drain(Duration.ofSeconds(30))).isCompleted();
        assertThat(worker.opened()).isCancelled();
        assertThat(probe.closed).isTrue();
    }

    @Test
    void aTargetThatNeverBecomesHealthyEndsTheWorker() {
        probe.up = false;
        var worker = start(settings -> settings.with(WorkerKeys.HEALTH_URL, URL), queue);
        loop.advance(299_000);
        assertThat(worker.opened()).isNotDone();
        loop.advance(2_000);
        assertThat(worker.opened())
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(TargetDownException.class)
                .withMessageContaining("within 300 s")
                .withMessageContaining("Connection refused");
        assertThat(worker.ended()).isCompleted();
        assertThat(queue.closed).isTrue();
    }

    // --- what goes wrong beside

    @Test
    void metricsThatThrowStopNothing() {
        var metrics =
                new WorkerMetrics() {
                    @Override
                    public void received(String queueName, int count) {
                        throw new IllegalStateException("received");
                    }

                    @Override
                    public void ended(String queueName, Outcome outcome, long latencyNanos) {
                        throw new IllegalStateException("ended");
                    }
                };
        var settings = settings(Values.NONE.with(WorkerKeys.CONCURRENCY, 1));
        var worker =
                new WorkerLoop(
                        loop, settings, List.of(queue), target, probe, () -> 0, new Tally(metrics));
        worker.start();
        queue.send(1, 2);
        answer("q1", FakeTarget.OK);
        answer("q2", FakeTarget.OK);
        assertThat(queue.deleted).containsExactly("q1", "q2");
    }

    // --- receives that fail

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
