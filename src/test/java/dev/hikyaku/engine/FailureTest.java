package dev.hikyaku.engine;

import static dev.hikyaku.engine.Partitions.bodies;
import static dev.hikyaku.engine.Partitions.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.store.CrashingStore;
import dev.hikyaku.store.FaultyStore;
import dev.hikyaku.store.Outbox;
import dev.hikyaku.store.StoreException;
import dev.hikyaku.store.Transaction;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A disk that refuses, and bugs: what is acknowledged then, and what goes on. */
class FailureTest {
    private final CrashingStore disk = new CrashingStore();
    private final FaultyStore store = new FaultyStore(disk);
    private final Partitions partitions = new Partitions(store, 1, Partitions.START);
    private final long queue = partitions.queue("q");

    private static void assertUnavailable(CompletableFuture<QueueReply> reply) {
        assertThat(refusal(reply).code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
        assertThat(refusal(reply)).hasMessageContaining("not known");
    }

    private static void assertDropped(CompletableFuture<QueueReply> reply) {
        assertThat(refusal(reply).code()).isEqualTo(ErrorCode.INTERNAL_FAILURE);
        assertThat(refusal(reply)).hasMessageContaining("nothing was changed");
    }

    private void sent(String body) {
        var reply = partitions.send(queue, body);
        partitions.settle();
        assertThat(reply).isCompleted();
    }

    @Test
    void nothingIsAcknowledgedBeforeTheSync() {
        var reply = partitions.send(queue, "a");
        partitions.step();
        assertThat(reply).isNotDone();

        partitions.sync();
        assertThat(reply).isCompleted();
        assertThat(disk.unsynced()).isZero();
    }

    @Test
    void queueIsInTheCatalogOnlyOnceItIsOnDisk() {
        var arn = Partitions.arn("new");
        partitions.create(new QueueCommand.Create(arn, Map.of(), Map.of()));
        partitions.step();
        assertThat(partitions.catalog.find(arn)).isNull();

        partitions.sync();
        assertThat(partitions.catalog.find(arn)).isNotNull();
    }

    @Test
    void failedWriteIsNotAcknowledgedAndStopsThePartition() {
        store.nextWrite = new StoreException("disk full");
        var first = partitions.send(queue, "a");
        partitions.settle();
        var later = partitions.send(queue, "b");
        var receive = partitions.receive(queue, 0);
        partitions.settle();

        assertUnavailable(first);
        assertUnavailable(later);
        assertUnavailable(receive.reply());
        assertThat(partitions.partition(0).failed()).isTrue();
    }

    @Test
    void failedReadStopsThePartition() {
        sent("a");
        store.nextGet = new StoreException("bad block");
        var receive = partitions.receive(queue, 20);
        partitions.settle();

        assertUnavailable(receive.reply());
        assertThat(partitions.partition(0).failed()).isTrue();
    }

    @Test
    void virtualMachinesErrorStopsThePartition() {
        sent("a");
        store.nextGet = new StackOverflowError("deep");
        var receive = partitions.receive(queue, 20);
        partitions.settle();

        assertUnavailable(receive.reply());
        assertThat(partitions.partition(0).failed()).isTrue();
    }

    @Test
    void stoppedPartitionAnswersItsWaitersAndHasNothingMoreToDo() {
        var waiter = partitions.receive(queue, 20);
        partitions.submit(queue, Partitions.message(queue, "delayed", 10));
        partitions.settle();
        store.nextWrite = new StoreException("disk full");
        partitions.submit(queue, Partitions.message(queue, "delayed", 20));
        partitions.settle();

        assertUnavailable(waiter.reply());
        assertThat(partitions.partition(0).nextTimer()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void failedSyncAcknowledgesNothingThenOrLater() {
        store.nextSync = new StoreException("I/O error");
        var first = partitions.send(queue, "a");
        partitions.settle();
        var later = partitions.send(queue, "b");
        var receive = partitions.receive(queue, 0);
        partitions.settle();

        assertUnavailable(first);
        assertUnavailable(later);
        assertUnavailable(receive.reply());
        assertThat(partitions.committerFailed()).isTrue();
    }

    @ParameterizedTest
    @MethodSource
    void syncThatThrowsAnythingElseAcknowledgesNothing(Throwable thrown) {
        store.nextSync = thrown;
        var reply = partitions.send(queue, "a");
        partitions.settle();

        assertUnavailable(reply);
        assertThat(partitions.committerFailed()).isTrue();
    }

    static List<Throwable> syncThatThrowsAnythingElseAcknowledgesNothing() {
        return List.of(new IllegalStateException("a bug below"), new StackOverflowError("deep"));
    }

    @Test
    void failedSyncCarriesNoDeadLetter() {
        long dead = partitions.queue("dead");
        long source = partitions.define("source", Partitions.redrive("dead", 1)).id();
        partitions.send(source, "a");
        partitions.settle();
        partitions.receiveNow(source, 1, 0);
        store.nextSync = new StoreException("I/O error");
        partitions.receive(source, 0);
        partitions.settle();

        assertThat(partitions.counts(dead)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void bugInOneCommandDropsItsGroupAndSaysSoToAllOfIt() {
        sent("a");
        store.nextGet = new IllegalStateException("a bug");
        var before = partitions.send(queue, "b");
        var cause = partitions.receive(queue, 0);
        var after = partitions.send(queue, "c");
        partitions.settle();

        assertDropped(before);
        assertDropped(cause.reply());
        assertDropped(after);
        assertThat(partitions.partition(0).failed()).isFalse();
    }

    @Test
    void partitionGoesOnAfterABugWithItsStateAsBefore() {
        sent("a");
        sent("gone");
        var handle = partitions.receiveNow(queue, 1, 60).getFirst().handle();
        store.nextGet = new IllegalStateException("a bug");
        partitions.submit(queue, Partitions.deletion(handle));
        partitions.send(queue, "b");
        partitions.create(new QueueCommand.Create(Partitions.arn("other"), Map.of(), Map.of()));
        partitions.receive(queue, 0);
        partitions.settle();

        assertThat(partitions.counts(queue)).containsExactly(1L, 1L, 0L);
        assertThat(partitions.catalog.find(Partitions.arn("other"))).isNull();
        sent("c");
        assertThat(partitions.receiveNow(queue, 10, null)).hasSize(2);
        partitions.submit(queue, Partitions.deletion(handle));
        assertThat(partitions.counts(queue)).containsExactly(0L, 2L, 0L);
        assertThat(partitions.restart().counts(queue)).containsExactly(0L, 2L, 0L);
    }

    @Test
    void earlierGroupIsAcknowledgedThoughALaterOneIsDropped() {
        sent("a");
        var earlier = partitions.send(queue, "b");
        partitions.step();
        store.nextGet = new IllegalStateException("a bug");
        partitions.receive(queue, 0);
        partitions.step();
        partitions.sync();

        assertThat(earlier).isCompleted();
        assertThat(partitions.counts(queue)).containsExactly(2L, 0L, 0L);
    }

    @Test
    void waiterWhoseAnswerIsDroppedIsToldSo() {
        var waiter = partitions.receive(queue, 20);
        partitions.settle();
        store.nextWrite = new IllegalStateException("a bug");
        var send = partitions.send(queue, "a");
        partitions.settle();

        assertDropped(send);
        assertDropped(waiter.reply());
        assertThat(partitions.counts(queue)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void waiterOfAnEarlierStepGoesOnWaitingThroughADroppedGroup() {
        long other = partitions.queue("other");
        partitions.send(other, "x");
        partitions.settle();
        var waiter = partitions.receive(queue, 20);
        partitions.settle();
        store.nextGet = new IllegalStateException("a bug");
        partitions.receive(other, 0);
        partitions.settle();
        assertThat(waiter.reply()).isNotDone();

        sent("a");
        assertThat(bodies(waiter.reply())).containsExactly("a");
    }

    /** A dead letter on its way: it is in the outbox, and its group waits for the disk. */
    private long deadLetterPosted() {
        long dead = partitions.queue("dead");
        long source = partitions.define("source", Partitions.redrive("dead", 1)).id();
        partitions.send(source, "a");
        sent("what the bug strikes at");
        partitions.receiveNow(source, 1, 0);
        partitions.receive(source, 0);
        partitions.step();
        return dead;
    }

    /** The bug is in what has come into the partition so far. */
    private void stepWithABug() {
        store.nextGet = new IllegalStateException("a bug");
        partitions.step();
        assertThat(store.nextGet).as("the bug struck").isNull();
    }

    private void assertArrivedOnce(long dead) {
        partitions.settle();
        assertThat(partitions.counts(dead)).containsExactly(1L, 0L, 0L);
        assertThat(Outbox.read(new Transaction(store), 0, 0, 10, 1 << 20)).isEmpty();
        assertThat(partitions.restart().counts(dead)).containsExactly(1L, 0L, 0L);
    }

    @Test
    void deadLetterArrivesThoughTheNewsThatItIsOnDiskIsDropped() {
        long dead = deadLetterPosted();
        partitions.receive(queue, 0);
        partitions.sync();
        stepWithABug();

        assertArrivedOnce(dead);
    }

    @Test
    void deadLetterArrivesThoughItsDeliveryIsDropped() {
        long dead = deadLetterPosted();
        partitions.sync();
        partitions.step();
        partitions.receive(queue, 0);
        stepWithABug();

        assertArrivedOnce(dead);
    }

    @Test
    void deadLetterArrivesOnceThoughTheNewsOfItsArrivalIsDropped() {
        long dead = deadLetterPosted();
        partitions.sync();
        partitions.step();
        partitions.step();
        partitions.sync();
        partitions.receive(queue, 0);
        stepWithABug();

        assertArrivedOnce(dead);
    }

    @Test
    void deadLetterOfADroppedGroupIsNotCarried() {
        long source = partitions.define("second", Partitions.redrive("dead", 1)).id();
        partitions.send(source, "stays");
        partitions.settle();
        partitions.receiveNow(source, 1, 0);
        long dead = deadLetterPosted();
        partitions.receive(source, 0);
        partitions.sync(); // brings the news that the first one is on disk
        store.nextWrite = new IllegalStateException("a bug");
        partitions.settle();

        assertThat(partitions.counts(source)).containsExactly(1L, 0L, 0L);
        assertThat(partitions.counts(dead)).containsExactly(1L, 0L, 0L);
    }

    @Test
    void refusedCommandDoesNotDropItsGroup() {
        var good = partitions.send(queue, "a");
        var refused = partitions.submit(queue, new QueueCommand.Count(99));
        partitions.settle();

        assertThat(good).isCompleted();
        assertThat(refusal(refused).code()).isEqualTo(ErrorCode.QUEUE_DOES_NOT_EXIST);
    }

    @Test
    void crashBeforeTheSyncLosesOnlyWhatNobodyWasToldOf() {
        sent("acknowledged");
        var lost = partitions.send(queue, "lost");
        partitions.step();
        var after = new Partitions(disk.crash(0), 1, partitions.clock);

        assertThat(lost).isNotDone();
        assertThat(after.receiveNow(queue, 10, null))
                .extracting(m -> m.message().content().body())
                .isEqualTo(List.of("acknowledged"));
    }
}
