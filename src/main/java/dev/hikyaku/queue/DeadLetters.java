package dev.hikyaku.queue;

import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.RedrivePolicy;
import dev.hikyaku.store.Outbox;

/** Messages that go out: to dead-letter queues, and back from those that are gone. */
final class DeadLetters {
    private final int partition;
    private final Messages messages;
    private boolean posted;

    DeadLetters(int partition, Messages messages) {
        this.partition = partition;
        this.messages = messages;
    }

    /** Whether something was put into the outbox since the last call. */
    boolean takePosted() {
        boolean was = posted;
        posted = false;
        return was;
    }

    /** Whether the receive that finds this entry is to move it instead. */
    static boolean isDue(QueueState queue, Entry entry) {
        RedrivePolicy policy = queue.definition.attributes().redrivePolicy();
        return policy != null
                && !entry.is(Entry.RETURNED)
                && entry.receiveCount() - entry.arrivalCount() >= policy.maxReceiveCount();
    }

    /** Moves a message whose entry was taken out of the index. */
    void move(Step step, QueueState queue, Entry entry, QueueArn target) {
        StoredMessage message = messages.get(step, queue, entry.message());
        messages.delete(step, queue, entry.message());
        var transfer =
                new Transfer(
                        Transfer.Kind.DEAD_LETTER,
                        queue.definition.arn(),
                        entry.receiveCount(),
                        entry.firstReceivedAt(),
                        message);
        post(step, target, transfer);
        queue.stats.deadLettered().increment();
    }

    /** Sends back what was on its way to a queue that is not there. */
    void giveBack(Step step, QueueArn target, Transfer transfer) {
        var back =
                new Transfer(
                        Transfer.Kind.RETURN,
                        target,
                        transfer.receiveCount(),
                        transfer.firstReceivedAt(),
                        transfer.message());
        post(step, transfer.from(), back);
    }

    private void post(Step step, QueueArn target, Transfer transfer) {
        var entry = new Outbox.Entry(step.nextPosition(), target.toString(), transfer.encode());
        Outbox.put(step.kv(), partition, entry);
        posted = true;
    }
}
