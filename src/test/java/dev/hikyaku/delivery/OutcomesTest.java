package dev.hikyaku.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.endpoint.Outcome;
import dev.hikyaku.delivery.source.BatchOutcome;
import dev.hikyaku.delivery.source.VisibilityChange;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What becomes of a message by how its delivery ended. */
class OutcomesTest extends WorkerFixture {
    @Test
    void deletesWhatWasDelivered() {
        queue.send(1, 1);
        start(1);
        answer("q1", new Outcome.Delivered(204));
        assertThat(queue.deleted).containsExactly("q1");
        assertThat(queue.changes).isEmpty();
        assertThat(stats().delivered()).isEqualTo(1);
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
    void aWorkerMaySayWhenItWantsAMessageAgain() {
        queue.send(1, 3);
        start(3);
        answer("q1", new Outcome.Rejected(429, Duration.ofMillis(1500)));
        answer("q2", new Outcome.Postponed(Duration.ofMinutes(10)));
        answer("q3", new Outcome.Rejected(503, Duration.ofDays(2)));
        assertThat(queue.allChanges())
                .extracting(VisibilityChange::visibilityTimeoutSeconds)
                .containsExactly(2, 600, 43_198);
        assertThat(queue.deleted).isEmpty();
    }

    @Test
    void whatNobodyHasSeenIsGivenBackUncounted() {
        queue.send(1, 1);
        start(1);
        answer("q1", new Outcome.NotSent("Connection refused"));
        assertThat(queue.released).containsExactly("q1");
        assertThat(queue.changes).isEmpty();
    }

    @Test
    void whereGivingBackCountsItComesAgainLater() {
        queue.countsReleases = true;
        queue.send(1, 1);
        start(1);
        answer("q1", new Outcome.NotSent("Connection refused"));
        assertThat(queue.released).isEmpty();
        assertThat(queue.allChanges())
                .containsExactly(new VisibilityChange(new FakeSource.Name("q1"), 2));
    }

    @Test
    void aDeadMessageIsBuriedWithTheReason() {
        queue.send(1, 1);
        start(1);
        answer("q1", new Outcome.Dead("no such customer"));
        assertThat(queue.buried)
                .singleElement()
                .satisfies(burial -> {
                    assertThat(burial.message().id()).isEqualTo("q1");
                    assertThat(burial.reason()).isEqualTo("no such customer");
                });
        assertThat(queue.deleted).isEmpty();
        assertThat(queue.changes).isEmpty();
        assertThat(stats().buried()).isEqualTo(1);
    }

    @Test
    void aDeadMessageThatHasNowhereToGoComesAgain() {
        queue.send(1, 1);
        start(1);
        queue.burying =
                () -> CompletableFuture.completedFuture(FakeSource.refused("no queue", false));
        answer("q1", new Outcome.Dead("no such customer"));
        assertThat(queue.allChanges())
                .containsExactly(new VisibilityChange(new FakeSource.Name("q1"), 900));
        assertThat(queue.deleted).isEmpty();
        assertThat(stats().buried()).isZero();
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
            answerFirst(FakeTarget.OK);
            if (target.running.isEmpty()) {
                break;
            }
        }
        assertThat(target.started)
                .hasSizeBetween(Credit.UNSETTLED_MAX, Credit.UNSETTLED_MAX + 1000);
    }
}
