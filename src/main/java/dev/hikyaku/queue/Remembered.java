package dev.hikyaku.queue;

import dev.hikyaku.store.Cursor;
import dev.hikyaku.store.Space;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a FIFO queue remembers for five minutes, whatever becomes of the messages: deduplication ids
 * and attempts to receive. Belongs to the queue, so that a purge forgets nothing.
 *
 * <p>Records lie by the minute in which they were noted. A minute is forgotten as a whole, and
 * {@link RecentIds} tell in which of them an id is worth looking for: most often in none.
 */
final class Remembered {
    static final byte DEDUPLICATION_ID = 'd';
    static final byte ATTEMPT_ID = 'a';

    /** Source: the SQS API reference, MessageDeduplicationId and ReceiveRequestAttemptId. */
    private static final long INTERVAL_MILLIS = 300_000;

    private static final long MINUTE_MILLIS = 60_000;

    /** The minutes that an interval has a part in. */
    private static final int MINUTES = (int) (INTERVAL_MILLIS / MINUTE_MILLIS) + 1;

    private final Keys keys;
    private final RecentIds recent = new RecentIds(MINUTES);

    Remembered(Keys keys) {
        this.keys = keys;
    }

    /** What was noted under this digest within the last five minutes, or null. */
    byte @Nullable [] find(Step step, QueueState queue, byte kind, byte[] digest) {
        long current = minute(step.now());
        learn(step, queue, current);
        long hash = hash(queue, kind, digest);
        for (long minute = current; minute > current - MINUTES; minute--) {
            if (minute < queue.notedFrom || recent.mayHave(minute, hash)) {
                byte[] found = find(step, queue, minute, kind, digest);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private byte @Nullable [] find(
            Step step, QueueState queue, long minute, byte kind, byte[] digest) {
        byte[] key = keys.remembered(queue.id(), minute, kind, digest);
        byte[] record = step.kv().get(Space.GROUPS, key);
        return record == null || ByteBuffer.wrap(record).getLong() <= step.now()
                ? null
                : Arrays.copyOfRange(record, Long.BYTES, record.length);
    }

    /**
     * After a start nobody knows which ids were noted before, unless there are none. What is noted
     * from the next minute on is known.
     */
    private void learn(Step step, QueueState queue, long current) {
        if (queue.notedFrom == QueueState.NEVER) {
            queue.notedFrom = firstMinute(step, queue) == QueueState.NEVER ? 0 : current + 1;
        }
    }

    private static long minute(long time) {
        return time / MINUTE_MILLIS;
    }

    /** The digest is of a cryptographic hash, so any part of it will do. */
    private static long hash(QueueState queue, byte kind, byte[] digest) {
        return ByteBuffer.wrap(digest).getLong() + kind * queue.id();
    }

    void note(Step step, QueueState queue, byte kind, byte[] digest, byte[] what) {
        byte[] record =
                ByteBuffer.allocate(Long.BYTES + what.length)
                        .putLong(step.now() + INTERVAL_MILLIS)
                        .put(what)
                        .array();
        long minute = minute(step.now());
        step.kv().put(Space.GROUPS, keys.remembered(queue.id(), minute, kind, digest), record);
        recent.add(minute, hash(queue, kind, digest));
        queue.nextForget = Math.min(queue.nextForget, end(minute));
        step.changed(queue);
    }

    /** When nothing that was noted in a minute counts any more. */
    private static long end(long minute) {
        return (minute + 1) * MINUTE_MILLIS + INTERVAL_MILLIS;
    }

    /** Removes the minutes that are over, and finds out when the next one will be. */
    void forget(Step step, QueueState queue) {
        if (queue.nextForget > step.now()) {
            return;
        }
        long live = minute(step.now() - INTERVAL_MILLIS);
        long first = firstMinute(step, queue);
        if (first < live) {
            byte[] from = keys.remembered(queue.id(), first);
            step.kv().deleteRange(Space.GROUPS, from, keys.remembered(queue.id(), live));
            queue.forgottenTo = live;
            first = firstMinute(step, queue);
        }
        queue.nextForget = first == QueueState.NEVER ? first : end(first);
    }

    /** The first minute of which something is remembered, or never. */
    private long firstMinute(Step step, QueueState queue) {
        byte[] from = keys.remembered(queue.id(), queue.forgottenTo);
        byte[] to = keys.remembered(queue.id(), Long.MAX_VALUE);
        try (Cursor cursor = step.kv().scan(Space.GROUPS, from, to)) {
            return cursor.next() ? Keys.minute(cursor.key()) : QueueState.NEVER;
        }
    }

    /** Forgets all, with the queue. */
    void drop(Step step, QueueState queue) {
        byte[] from = keys.remembered(queue.id(), 0);
        step.kv().deleteRange(Space.GROUPS, from, keys.remembered(queue.id(), Long.MAX_VALUE));
    }
}
