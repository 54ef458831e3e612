package dev.hikyaku.engine;

import static dev.hikyaku.engine.Partitions.bodies;
import static dev.hikyaku.engine.Partitions.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.store.MemoryStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LongPollTest {
    private final Partitions partitions = new Partitions(new MemoryStore(), 1, Partitions.START);
    private final long queue = partitions.queue("q");

    private Waiter waiting(int seconds) {
        var waiter = partitions.receive(queue, seconds);
        partitions.settle();
        assertThat(waiter.reply()).isNotDone();
        return waiter;
    }

    @Test
    void isAnsweredAtOnceIfThereIsAMessage() {
        partitions.send(queue, "a");
        partitions.settle();
        var waiter = partitions.receive(queue, 20);
        partitions.settle();

        assertThat(bodies(waiter.reply())).containsExactly("a");
    }

    @Test
    void isWokenByASend() {
        var waiter = waiting(20);
        partitions.send(queue, "a");
        partitions.settle();

        assertThat(bodies(waiter.reply())).containsExactly("a");
    }

    @Test
    void isWokenByTheEndOfADelayAndNotBefore() {
        var waiter = waiting(20);
        partitions.submit(queue, Partitions.message(queue, "a", 10));
        partitions.advanceSeconds(9);
        assertThat(waiter.reply()).isNotDone();

        partitions.advanceSeconds(1);
        assertThat(bodies(waiter.reply())).containsExactly("a");
    }

    @Test
    void isNotSentAwayWhileWhatItWaitsForIsOneOfManyThatAreDue() {
        var waiter = waiting(11);
        partitions.submit(queue, Partitions.message(queue, "a", 10));
        for (int i = 0; i < 20; i++) {
            long other = partitions.queue("due" + i);
            partitions.submit(other, Partitions.message(other, "b", 9));
        }
        partitions.settle();
        partitions.clock += 60_000;
        partitions.advanceSeconds(1);

        assertThat(bodies(waiter.reply())).containsExactly("a");
    }

    @Test
    void isWokenByTheEndOfAVisibilityTimeoutAndNotBefore() {
        partitions.send(queue, "a");
        partitions.settle();
        partitions.receiveNow(queue, 1, 10);
        var waiter = waiting(20);
        partitions.advanceSeconds(9);
        assertThat(waiter.reply()).isNotDone();

        partitions.advanceSeconds(1);
        assertThat(bodies(waiter.reply())).containsExactly("a");
    }

    @Test
    void isWokenByAMessageHandedBack() {
        partitions.send(queue, "a");
        partitions.settle();
        var handle = partitions.receiveNow(queue, 1, null).getFirst().handle();
        var waiter = waiting(20);
        partitions.submit(
                queue,
                new QueueCommand.ChangeVisibility(
                        queue, List.of(new QueueCommand.ChangeVisibility.Change(handle, 0))));
        partitions.settle();

        assertThat(bodies(waiter.reply())).containsExactly("a");
    }

    @Test
    void isWokenByADeadLetter() {
        long source = partitions.define("source", Partitions.redrive("q", 1)).id();
        var waiter = waiting(20);
        partitions.send(source, "a");
        partitions.settle();
        partitions.receiveNow(source, 1, 0);
        partitions.receiveNow(source, 1, 0);

        assertThat(bodies(waiter.reply())).containsExactly("a");
    }

    @Test
    void oneReceiveOverAnEmptyQueueEndsEmptyAtItsDeadline() {
        var waiter = waiting(20);
        partitions.clock += 19_999;
        partitions.settle();
        assertThat(waiter.reply()).isNotDone();
        assertThat(partitions.partition(0).nextTimer()).isEqualTo(Partitions.START + 20_000);

        partitions.clock += 1;
        partitions.settle();
        assertThat(bodies(waiter.reply())).isEmpty();
        assertThat(partitions.partition(0).nextTimer()).isGreaterThan(partitions.clock);
    }

    @Test
    void waitersAreAnsweredInTheOrderOfTheirArrival() {
        List<Waiter> waiters = List.of(waiting(20), waiting(20), waiting(20));
        partitions.send(queue, "a");
        partitions.send(queue, "b");
        partitions.settle();

        assertThat(bodies(waiters.get(0).reply())).containsExactly("a");
        assertThat(bodies(waiters.get(1).reply())).containsExactly("b");
        assertThat(waiters.get(2).reply()).isNotDone();
    }

    @Test
    void lateComerDoesNotOvertakeWithinAStep() {
        var first = waiting(20);
        partitions.send(queue, "a");
        var late = partitions.receive(queue, 20);
        partitions.settle();

        assertThat(bodies(first.reply())).containsExactly("a");
        assertThat(late.reply()).isNotDone();
    }

    @Test
    void oneWaiterMayTakeWhatOthersWaitFor() {
        var greedy = partitions.receive(new QueueCommand.Receive(queue, 10, null), 20);
        partitions.settle();
        var other = waiting(20);
        partitions.send(queue, "a");
        partitions.send(queue, "b");
        partitions.settle();

        assertThat(bodies(greedy.reply())).containsExactly("a", "b");
        assertThat(other.reply()).isNotDone();
    }

    @Test
    void cancelledWaiterGetsNothingAndTheNextOneDoes() {
        var cancelled = waiting(20);
        var next = waiting(20);
        cancelled.cancel();
        partitions.send(queue, "a");
        partitions.settle();

        assertThat(cancelled.reply()).isNotDone();
        assertThat(bodies(next.reply())).containsExactly("a");
    }

    @Test
    void messageStaysIfTheOnlyWaiterIsCancelled() {
        waiting(20).cancel();
        partitions.send(queue, "a");
        partitions.settle();

        assertThat(partitions.counts(queue)).containsExactly(1L, 0L, 0L);
    }

    @Test
    void receiveCancelledBeforeItsTurnTakesNothing() {
        partitions.send(queue, "a");
        partitions.settle();
        partitions.receive(queue, 20).cancel();
        partitions.receive(queue, 0).cancel();
        partitions.settle();

        assertThat(partitions.counts(queue)).containsExactly(1L, 0L, 0L);
    }

    @Test
    void deletionOfTheQueueAnswersThatItDoesNotExist() {
        var waiters = List.of(waiting(20), waiting(20));
        partitions.submit(queue, new QueueCommand.Delete(queue));
        partitions.settle();

        assertThat(waiters)
                .allSatisfy(waiter ->
                        assertThat(refusal(waiter.reply()).code())
                                .isEqualTo(ErrorCode.QUEUE_DOES_NOT_EXIST));
    }

    @Test
    void queueThatDoesNotExistIsSaidAtOnce() {
        var waiter = partitions.receive(99, 20);
        partitions.settle();

        assertThat(refusal(waiter.reply()).code()).isEqualTo(ErrorCode.QUEUE_DOES_NOT_EXIST);
    }

    @Test
    void messageIsHandedOutOnlyWhenItsReceiveIsOnDisk() {
        var waiter = waiting(20);
        partitions.send(queue, "a");
        partitions.step();
        assertThat(waiter.reply()).isNotDone();

        partitions.sync();
        assertThat(bodies(waiter.reply())).containsExactly("a");
    }

    @Test
    void stoppingAnswersWaitersWithNothing() {
        var waiter = waiting(20);
        partitions.partition(0).releaseWaiting();

        assertThat(bodies(waiter.reply())).isEmpty();
    }

    @Test
    void queuesWakeTheirOwnWaitersOnly() {
        long other = partitions.define("other", Map.of()).id();
        var waiter = waiting(20);
        partitions.send(other, "a");
        partitions.settle();

        assertThat(waiter.reply()).isNotDone();
    }
}
