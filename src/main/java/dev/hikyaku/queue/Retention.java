package dev.hikyaku.queue;

import dev.hikyaku.model.MessageContent;
import dev.hikyaku.store.Cursor;

/** The end of messages that nobody wanted in time. */
final class Retention {
    private static final long SWEEP_INTERVAL_MILLIS = 60_000;

    private final Messages messages;
    private final QueueIndex index;

    Retention(Messages messages, QueueIndex index) {
        this.messages = messages;
        this.index = index;
    }

    boolean isOver(Step step, QueueState queue, Entry entry) {
        return entry.expired(queue.definition.attributes().retentionMillis(), step.now());
    }

    /** Removes a message whose entry was taken out of the index. */
    void remove(Step step, QueueState queue, Entry entry) {
        messages.delete(step, queue, entry.message());
        queue.stats.expired().increment();
    }

    /**
     * Wanted once a minute: removes what is past its retention, the oldest first, and lets go of an
     * idle queue's windows. What is in flight or delayed is passed over.
     */
    void sweep(Step step, QueueState queue, long from) {
        queue.sweepFrom = from;
        if (!removeOldest(step, queue)) {
            queue.sweepFrom = queue.oldestFrom;
            queue.nextSweep = step.now() + SWEEP_INTERVAL_MILLIS;
        }
        if (queue.lastReceiveAt + SWEEP_INTERVAL_MILLIS < step.now()) {
            queue.unload();
        }
    }

    /** True if there may be more. */
    private boolean removeOldest(Step step, QueueState queue) {
        try (Cursor cursor = messages.scan(step, queue, queue.sweepFrom)) {
            for (int looked = 0; looked < Step.MOVES_MAX; looked++) {
                if (!cursor.next()) {
                    return false;
                }
                long number = Keys.position(cursor.key());
                if (looked == 0 && queue.sweepFrom == queue.oldestFrom) {
                    queue.oldestFrom = number;
                }
                queue.sweepFrom = number;
                if (!removeIfOver(step, queue, number, StoredMessage.decode(cursor.value()))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** True unless it is too early for this one, and so for the next. */
    private boolean removeIfOver(Step step, QueueState queue, long number, StoredMessage message) {
        long retention = queue.definition.attributes().retentionMillis();
        if (message.sentAtMillis() + retention > step.now()) {
            return false;
        }
        long group =
                GroupKeys.of(message.content().systemAttributes().get(MessageContent.GROUP_ID));
        QueueIndex.Found found = index.findReady(step, queue, number, group);
        if (found == null) {
            return true;
        }
        boolean over = isOver(step, queue, found.entry());
        if (over) {
            index.remove(step, queue, found);
            remove(step, queue, found.entry());
        }
        return over;
    }

    /** When the oldest message was sent; 0 if there is none. */
    long oldestSentAt(Step step, QueueState queue) {
        if (queue.counters.ready + queue.counters.timed() == 0) {
            return 0;
        }
        try (Cursor cursor = messages.scan(step, queue, queue.oldestFrom)) {
            if (!cursor.next()) {
                throw new IllegalStateException(
                        "the counters speak of messages that the store has not");
            }
            queue.oldestFrom = Keys.position(cursor.key());
            return StoredMessage.decode(cursor.value()).sentAtMillis();
        }
    }
}
