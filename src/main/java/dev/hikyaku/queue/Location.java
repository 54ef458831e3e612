package dev.hikyaku.queue;

import java.nio.ByteBuffer;

/**
 * Where a received message is, when it is not where its receipt handle says: because its visibility
 * was changed, or because it ran out and the message is ready again. The receive count says which
 * handle is still good for it.
 *
 * @param visibleAt the time in its timed key, or {@link #READY}
 * @param group the key of its message group, or {@link GroupKeys#NONE}
 */
record Location(long visibleAt, long position, int receiveCount, long group) {
    static final long READY = 0;

    private static final byte VERSION = 1;

    boolean ready() {
        return visibleAt == READY;
    }

    byte[] encode() {
        return ByteBuffer.allocate(1 + 3 * Long.BYTES + Integer.BYTES)
                .put(VERSION)
                .putLong(visibleAt)
                .putLong(position)
                .putInt(receiveCount)
                .putLong(group)
                .array();
    }

    static Location decode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException("location record of unknown version " + version);
        }
        return new Location(in.getLong(), in.getLong(), in.getInt(), in.getLong());
    }
}
