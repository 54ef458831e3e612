package dev.hikyaku.queue;

import java.nio.ByteBuffer;

/**
 * What the index knows of a message, 26 bytes: version, flags, message number, sent at, group; and
 * 24 bytes more once it was received: receive count, the receives that do not count for this
 * queue's redrive policy, first and last received at.
 *
 * @param arrivalCount the receives that the queue's own redrive policy does not count: what a dead
 *     letter brought along, and those that were released
 * @param firstReceivedAt 0 if never
 * @param group the key of its message group, or {@link GroupKeys#NONE}
 */
record Entry(
        long message,
        long sentAt,
        int receiveCount,
        int arrivalCount,
        long firstReceivedAt,
        long lastReceivedAt,
        int flags,
        long group) {
    /** A location record says where it is, because it is not where its receipt handle says. */
    static final int LOCATED = 1;

    /** Waits for its delay to end, rather than for a receiver's time to run out. */
    static final int DELAYED = 2;

    /** Came back because its dead-letter queue is gone; the next receive hands it out once more. */
    static final int RETURNED = 4;

    /** A receiver has changed its visibility since its receive. */
    static final int CHANGED = 8;

    private static final int FRESH_BYTES = 2 + 3 * Long.BYTES;
    private static final int RECEIVED_BYTES = FRESH_BYTES + 2 * Integer.BYTES + 2 * Long.BYTES;
    private static final byte VERSION = 2;

    static Entry fresh(long message, long sentAt, long group) {
        return new Entry(message, sentAt, 0, 0, 0, 0, 0, group);
    }

    byte[] encode() {
        var out =
                ByteBuffer.allocate(receiveCount == 0 ? FRESH_BYTES : RECEIVED_BYTES)
                        .put(VERSION)
                        .put((byte) flags)
                        .putLong(message)
                        .putLong(sentAt)
                        .putLong(group);
        if (receiveCount > 0) {
            out.putInt(receiveCount)
                    .putInt(arrivalCount)
                    .putLong(firstReceivedAt)
                    .putLong(lastReceivedAt);
        }
        return out.array();
    }

    static Entry decode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException("index entry of unknown version " + version);
        }
        int flags = in.get();
        long message = in.getLong();
        long sentAt = in.getLong();
        long group = in.getLong();
        return in.hasRemaining()
                ? new Entry(
                        message,
                        sentAt,
                        in.getInt(),
                        in.getInt(),
                        in.getLong(),
                        in.getLong(),
                        flags,
                        group)
                : new Entry(message, sentAt, 0, 0, 0, 0, flags, group);
    }

    boolean is(int flag) {
        return (flags & flag) != 0;
    }

    boolean grouped() {
        return group != GroupKeys.NONE;
    }

    Entry with(int flag) {
        return withFlags(flags | flag);
    }

    Entry without(int flag) {
        return withFlags(flags & ~flag);
    }

    private Entry withFlags(int changed) {
        return new Entry(
                message,
                sentAt,
                receiveCount,
                arrivalCount,
                firstReceivedAt,
                lastReceivedAt,
                changed,
                group);
    }

    Entry received(long now) {
        long first = firstReceivedAt == 0 ? now : firstReceivedAt;
        return new Entry(message, sentAt, receiveCount + 1, arrivalCount, first, now, 0, group);
    }

    /** The same, but for the redrive policy its last receive does not count. */
    Entry released() {
        return new Entry(
                message,
                sentAt,
                receiveCount,
                arrivalCount + 1,
                firstReceivedAt,
                lastReceivedAt,
                flags,
                group);
    }

    boolean expired(long retentionMillis, long now) {
        return sentAt + retentionMillis <= now;
    }
}
