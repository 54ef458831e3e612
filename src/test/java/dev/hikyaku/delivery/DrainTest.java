package dev.hikyaku.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.endpoint.Outcome;
import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerKeys;
import dev.hikyaku.delivery.source.BatchOutcome;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.delivery.source.VisibilityChange;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How a worker ends. */
class DrainTest extends WorkerFixture {
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
        assertThat(other.released).containsExactly("other1");
        assertThat(stats().returned()).isEqualTo(1);
    }

    /** Each of the polls that end could receive it, and each time would count. */
    @Test
    void whatIsGivenBackWaitsForThePollsThatEnd() {
        queue.cancelsInTime = false;
        var worker = start(50);
        queue.send(1, 10);
        CompletableFuture<Void> ended = worker.drain(Duration.ofSeconds(30));
        for (int i = 1; i <= 10; i++) {
            answer("q" + i, FakeTarget.OK);
        }
        assertThat(queue.waiting()).hasSizeGreaterThan(1);
        queue.send(11, 11);
        loop.run();
        assertThat(queue.released).isEmpty();
        queue.expirePolls();
        loop.run();
        assertThat(queue.released).containsExactly("q11");
        assertThat(ended).isCompleted();
    }

    @Test
    void whatIsGivenBackWaitsNoLongerThanForTheNextReceive() {
        queue.cancelsInTime = false;
        var worker = start(50);
        queue.send(1, 10);
        worker.pause();
        queue.send(11, 11);
        loop.run();
        assertThat(queue.released).isEmpty();
        worker.resume();
        loop.run();
        assertThat(queue.released).containsExactly("q11");
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

    @Test
    void metricsThatThrowStopNothing() {
        var metrics =
                new WorkerMetrics() {
                    @Override
                    public void received(String queueName, List<Message> messages) {
                        throw new IllegalStateException("received");
                    }

                    @Override
                    public void ended(Message message, Outcome outcome, long latencyNanos) {
                        throw new IllegalStateException("ended");
                    }
                };
        var settings = settings(Values.NONE.with(WorkerKeys.CONCURRENCY, 1), queue);
        start(settings, new Tally(metrics), queue);
        queue.send(1, 2);
        answer("q1", FakeTarget.OK);
        answer("q2", FakeTarget.OK);
        assertThat(queue.deleted).containsExactly("q1", "q2");
    }
}
