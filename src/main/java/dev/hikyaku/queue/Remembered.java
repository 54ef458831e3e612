package dev.hikyaku.queue;

import dev.hikyaku.store.Bytes;
import dev.hikyaku.store.Cursor;
import dev.hikyaku.store.Space;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a FIFO queue remembers for five minutes, whatever becomes of the messages: deduplication ids
 * and attempts to receive. Belongs to the queue, so that a purge forgets nothing.
 */
final class Remembered {
    static final byte DEDUPLICATION_ID = 'd';
    static final byte ATTEMPT_ID = 'a';

    /** Source: the SQS API reference, MessageDeduplicationId and ReceiveRequestAttemptId. */
    private static final long INTERVAL_MILLIS = 300_000;

    /** Forgetting may be late, for every record says when it ends. */
    private static final long FORGET_INTERVAL_MILLIS = 1000;

    private static final int NOTE_BYTES = 1 + GroupKeys.DIGEST_BYTES;

    private final Keys keys;

    Remembered(Keys keys) {
        this.keys = keys;
    }

    /** What was noted under this digest within the last five minutes, or null. */
    byte @Nullable [] find(Step step, QueueState queue, byte kind, byte[] digest) {
        byte[] record = step.kv().get(Space.GROUPS, keys.remembered(queue.id(), kind, digest));
        return record == null || ByteBuffer.wrap(record).getLong() <= step.now()
                ? null
                : Arrays.copyOfRange(record, Long.BYTES, record.length);
    }

    void note(Step step, QueueState queue, byte kind, byte[] digest, byte[] what) {
        byte[] record =
                ByteBuffer.allocate(Long.BYTES + what.length)
                        .putLong(step.now() + INTERVAL_MILLIS)
                        .put(what)
                        .array();
        step.kv().put(Space.GROUPS, keys.remembered(queue.id(), kind, digest), record);
        queue.noted.add(ByteBuffer.allocate(NOTE_BYTES).put(kind).put(digest).array());
        step.changed(queue);
    }

    /** Writes when what the step has noted is to be forgotten: one record for all of it. */
    void settle(Step step, QueueState queue) {
        if (!queue.noted.isEmpty()) {
            long until = step.now() + INTERVAL_MILLIS;
            byte[] key = keys.forget(queue.id(), until, step.nextPosition());
            var notes = ByteBuffer.allocate(queue.noted.size() * NOTE_BYTES);
            queue.noted.forEach(notes::put);
            step.kv().put(Space.INDEX, key, notes.array());
            queue.noted.clear();
            queue.nextForget = Math.min(queue.nextForget, until);
        }
    }

    /** Removes what is over, as much as one step may, and finds out when the next look is due. */
    void forget(Step step, QueueState queue) {
        if (queue.nextForget > step.now()) {
            return;
        }
        byte[] from = keys.forget(queue.id(), queue.forgetFrom, 0);
        byte[] to = keys.forget(queue.id(), Long.MAX_VALUE, 0);
        try (Cursor cursor = step.kv().scan(Space.INDEX, from, to)) {
            for (int forgotten = 0; forgotten < Step.MOVES_MAX; ) {
                long time = cursor.next() ? Keys.time(cursor.key()) : QueueState.NEVER;
                if (time > step.now()) {
                    queue.nextForget = time == QueueState.NEVER ? time : later(step, time);
                    return;
                }
                queue.forgetFrom = time;
                step.kv().delete(Space.INDEX, cursor.key());
                forgotten += forget(step, queue, ByteBuffer.wrap(cursor.value()));
            }
        }
    }

    private static long later(Step step, long time) {
        return Math.max(time, step.now() + FORGET_INTERVAL_MILLIS);
    }

    private int forget(Step step, QueueState queue, ByteBuffer noted) {
        int count = 0;
        for (; noted.hasRemaining(); count++) {
            byte kind = noted.get();
            byte[] digest = new byte[GroupKeys.DIGEST_BYTES];
            noted.get(digest);
            byte[] key = keys.remembered(queue.id(), kind, digest);
            byte[] record = step.kv().get(Space.GROUPS, key);
            if (record != null && ByteBuffer.wrap(record).getLong() <= step.now()) {
                step.kv().delete(Space.GROUPS, key); // else it was noted anew since
            }
        }
        return count;
    }

    /** Forgets all, with the queue. */
    void drop(Step step, QueueState queue) {
        dropPrefix(step, Space.GROUPS, keys.remembered(queue.id()));
        dropPrefix(step, Space.INDEX, keys.forgets(queue.id()));
    }

    private static void dropPrefix(Step step, Space space, byte[] prefix) {
        step.kv().deleteRange(space, prefix, Bytes.endOfPrefix(prefix));
    }
}
