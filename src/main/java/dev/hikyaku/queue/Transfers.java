package dev.hikyaku.queue;

import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.RedrivePolicy;
import dev.hikyaku.store.Outbox;

/** Messages that leave: for dead-letter queues and from there, and back from where no queue is. */
final class Transfers {
    private final int partition;
    private final Messages messages;
    private boolean posted;

    Transfers(int partition, Messages messages) {
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
    static boolean isDeadLetter(QueueState queue, Entry entry) {
        RedrivePolicy policy = queue.definition.attributes().redrivePolicy();
        return policy != null
                && !entry.is(Entry.RETURNED)
                && entry.receiveCount() - entry.arrivalCount() >= policy.maxReceiveCount();
    }

    /** Moves a message whose entry was taken out of the index. */
    void deadLetter(Step step, QueueState queue, Entry entry, QueueArn target) {
        deadLetter(step, queue, entry, messages.get(step, queue, entry.message()), target);
    }

    /** Moves a message to the dead-letter queue with the reason, if there is room for that. */
    void bury(Step step, QueueState queue, Entry entry, String reason, QueueArn target) {
        StoredMessage message = messages.get(step, queue, entry.message()).because(reason);
        deadLetter(step, queue, entry, message, target);
    }

    private void deadLetter(
            Step step, QueueState queue, Entry entry, StoredMessage message, QueueArn target) {
        send(step, queue, entry, message, Transfer.Kind.DEAD_LETTER, target);
        queue.stats.deadLettered().increment();
    }

    /** Sends a message to another queue. Its entry was taken out of the index. */
    void send(
            Step step,
            QueueState queue,
            Entry entry,
            StoredMessage message,
            Transfer.Kind kind,
            QueueArn target) {
        messages.delete(step, queue, entry.message());
        var transfer =
                new Transfer(
                        kind,
                        queue.definition.arn(),
                        entry.receiveCount(),
                        entry.firstReceivedAt(),
                        message);
        post(step, target, transfer);
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

    /** Sends what could not be sent elsewhere. */
    void post(Step step, QueueArn target, Parcel parcel) {
        post(step, target, parcel.encode());
    }

    private void post(Step step, QueueArn target, Transfer transfer) {
        post(step, target, transfer.encode());
    }

    private void post(Step step, QueueArn target, byte[] payload) {
        var entry = new Outbox.Entry(step.nextPosition(), target.toString(), payload);
        Outbox.put(step.kv(), partition, entry);
        posted = true;
    }
}
