package dev.hikyaku.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.endpoint.Answer;
import dev.hikyaku.delivery.endpoint.Outcome;
import dev.hikyaku.delivery.settings.Format;
import dev.hikyaku.delivery.settings.WorkerKeys;
import dev.hikyaku.delivery.source.BatchOutcome;
import dev.hikyaku.delivery.source.VisibilityChange;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Message groups: in order in FIFO queues, not too many at a time in others. */
class GroupsTest extends WorkerFixture {
    private final FakeSource fifo = new FakeSource("q.fifo", 10);

    private void startFifo(int concurrency) {
        start(values -> values.with(WorkerKeys.CONCURRENCY, concurrency), fifo);
    }

    /** Sends messages such as a1, of group a. */
    private static void send(FakeSource queue, String... ids) {
        for (String id : ids) {
            queue.send(FakeSource.grouped(queue.queue, id, id.substring(0, 1)));
        }
    }

    @Test
    void aGroupsMessagesRunOneAfterTheOther() {
        send(fifo, "a1", "a2", "b1", "a3");
        startFifo(10);
        assertThat(target.running).containsOnlyKeys("a1", "b1");
        answer("a1", FakeTarget.OK);
        assertThat(target.running).containsOnlyKeys("b1", "a2");
        answer("a2", FakeTarget.OK);
        assertThat(target.running).containsOnlyKeys("b1", "a3");
    }

    @Test
    void theNextStartsWhenTheDeleteBeforeItIsDone() {
        send(fifo, "a1", "a2");
        startFifo(10);
        var delete = new CompletableFuture<BatchOutcome>();
        fifo.deletes = () -> delete;
        answer("a1", FakeTarget.OK);
        assertThat(target.running).isEmpty();
        delete.complete(BatchOutcome.well());
        loop.run();
        assertThat(target.running).containsOnlyKeys("a2");
    }

    @Test
    void aDeleteThatFailsGivesTheRestBack() {
        send(fifo, "a1", "a2", "a3");
        startFifo(10);
        fifo.deletes =
                () -> CompletableFuture.completedFuture(FakeSource.refused("expired", false));
        answer("a1", FakeTarget.OK);
        assertThat(target.running).isEmpty();
        assertThat(fifo.released).containsExactly("a2", "a3");
    }

    @Test
    void aFailureGivesTheRestOfItsGroupBackInOrder() {
        send(fifo, "a1", "a2", "b1", "a3", "b2");
        startFifo(10);
        answer("a1", FAILED);
        assertThat(fifo.allChanges())
                .containsExactly(new VisibilityChange(new FakeSource.Name("a1"), 2));
        assertThat(fifo.released).containsExactly("a2", "a3");
        assertThat(target.running).containsOnlyKeys("b1");
        answer("b1", FakeTarget.OK);
        assertThat(target.running).containsOnlyKeys("b2");
    }

    @Test
    void whatComesAgainStartsAgain() {
        send(fifo, "a1", "a2");
        startFifo(10);
        answer("a1", FAILED);
        send(fifo, "a1", "a2");
        assertThat(target.running).containsOnlyKeys("a1");
        answer("a1", FakeTarget.OK);
        assertThat(target.running).containsOnlyKeys("a2");
    }

    @Test
    void aDeadMessageLetsTheNextOneStart() {
        send(fifo, "a1", "a2");
        startFifo(10);
        answer("a1", new Outcome.Dead("poison"));
        assertThat(fifo.buried).hasSize(1);
        send(fifo, "a2");
        assertThat(target.running).containsOnlyKeys("a2");
    }

    @Test
    void aLongGroupKeepsNoOtherOut() {
        send(fifo, "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9");
        startFifo(3);
        send(fifo, "b1", "c1");
        assertThat(target.running).containsOnlyKeys("a1", "b1", "c1");
    }

    @Test
    void whatIsHeldBehindAGroupIsBounded() {
        startFifo(3);
        for (int i = 0; i < 50; i++) {
            send(fifo, "a" + i);
        }
        assertThat(stats().waiting()).isBetween(9, 20);
    }

    @Test
    void afterAFailureMessagesComeOneAtATimeWhereGivingBackCounts() {
        fifo.countsReleases = true;
        send(fifo, "a1", "a2");
        startFifo(10);
        assertThat(fifo.waiting()).allMatch(poll -> poll.max > 1);
        answer("a1", FAILED);
        fifo.expirePolls();
        loop.run();
        assertThat(fifo.waiting()).allMatch(poll -> poll.max == 1);
        loop.advance(61_000);
        fifo.expirePolls();
        loop.run();
        assertThat(fifo.waiting()).allMatch(poll -> poll.max > 1);
    }

    @Test
    void aBatchHasTheMessagesOfAGroupInOrder() {
        send(fifo, "a1", "a2", "b1", "a3");
        start(
                values ->
                        values.with(WorkerKeys.FORMAT, Format.EVENT)
                                .with(WorkerKeys.BATCH_SIZE, 10),
                fifo);
        assertThat(target.requests).containsExactly(List.of("a1", "a2", "a3", "b1"));
        var failed = new Outcome.BatchFailure("said so");
        target.answer("a1", new Answer(FakeTarget.OK, Map.of("a2", failed)));
        loop.run();
        assertThat(fifo.deleted).containsExactlyInAnyOrder("a1", "a3", "b1");
        assertThat(fifo.allChanges()).hasSize(1);
    }

    @Test
    void aGroupOfAStandardQueueMayHaveALimit() {
        send(queue, "a1", "a2", "a3", "b1");
        start(values -> values.with(WorkerKeys.GROUP_CONCURRENCY, 2), queue);
        assertThat(target.running).containsOnlyKeys("a1", "a2", "b1");
        answer("a2", FakeTarget.OK);
        assertThat(target.running).containsOnlyKeys("a1", "b1", "a3");
        answer("a1", FAILED);
        assertThat(queue.released).isEmpty();
    }
}
