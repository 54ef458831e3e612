package dev.hikyaku.queue;

import java.nio.ByteBuffer;

/**
 * What the index knows of a message, 42 bytes: version, message number, sent at, receive count,
 * receive count when it came into this queue, first and last received at, flags.
 *
 * @param arrivalCount what a dead letter brought along; the queue's own redrive policy counts from
 *     there
 * @param firstReceivedAt 0 if never
 */
record Entry(
        long message,
        long sentAt,
        int receiveCount,
        int arrivalCount,
        long firstReceivedAt,
        long lastReceivedAt,
        int flags) {
    /** A location record says where it is, because it is not where its receipt handle says. */
    static final int LOCATED = 1;

    /** Waits for its delay to end, rather than for a receiver's time to run out. */
    static final int DELAYED = 2;

    /** Came back because its dead-letter queue is gone; the next receive hands it out once more. */
    static final int RETURNED = 4;

    static final int BYTES = 1 + 4 * Long.BYTES + 2 * Integer.BYTES + 1;
    private static final byte VERSION = 1;

    static Entry fresh(long message, long sentAt) {
        return new Entry(message, sentAt, 0, 0, 0, 0, 0);
    }

    byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .putLong(message)
                .putLong(sentAt)
                .putInt(receiveCount)
                .putInt(arrivalCount)
                .putLong(firstReceivedAt)
                .putLong(lastReceivedAt)
                .put((byte) flags)
                .array();
    }

    static Entry decode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException("index entry of unknown version " + version);
        }
        return new Entry(
                in.getLong(),
                in.getLong(),
                in.getInt(),
                in.getInt(),
                in.getLong(),
                in.getLong(),
                in.get());
    }

    boolean is(int flag) {
        return (flags & flag) != 0;
    }

    Entry with(int flag) {
        return new Entry(
                message,
                sentAt,
                receiveCount,
                arrivalCount,
                firstReceivedAt,
                lastReceivedAt,
                flags | flag);
    }

    Entry without(int flag) {
        return new Entry(
                message,
                sentAt,
                receiveCount,
                arrivalCount,
                firstReceivedAt,
                lastReceivedAt,
                flags & ~flag);
    }

    Entry received(long now) {
        long first = firstReceivedAt == 0 ? now : firstReceivedAt;
        return new Entry(message, sentAt, receiveCount + 1, arrivalCount, first, now, 0);
    }

    boolean expired(long retentionMillis, long now) {
        return sentAt + retentionMillis <= now;
    }
}
