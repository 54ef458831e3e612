package dev.hikyaku.queue;

import dev.hikyaku.store.Bytes;
import dev.hikyaku.store.PartitionKeys;
import java.nio.ByteBuffer;

/**
 * The keys of queues. In META: {@code d} definitions and {@code c} counters by queue id, {@code l}
 * locations by storage and message. In MESSAGES: {@code m} by storage and message. In INDEX, by
 * storage: {@code r} ready, by position, and {@code t} timed, by the time of becoming visible and
 * position.
 */
record Keys(int partition) {
    private static final byte DEFINITION = 'd';
    private static final byte COUNTERS = 'c';
    private static final byte LOCATION = 'l';
    private static final byte MESSAGE = 'm';
    private static final byte READY = 'r';
    private static final byte TIMED = 't';

    byte[] definition(long queue) {
        return PartitionKeys.own(partition, DEFINITION, queue);
    }

    byte[] definitionsEnd() {
        return PartitionKeys.own(partition, (byte) (DEFINITION + 1), 0);
    }

    byte[] counters(long queue) {
        return PartitionKeys.own(partition, COUNTERS, queue);
    }

    byte[] location(long storage, long message) {
        return PartitionKeys.of(partition, storage, LOCATION, message);
    }

    byte[] message(long storage, long message) {
        return PartitionKeys.of(partition, storage, MESSAGE, message);
    }

    byte[] ready(long storage, long position) {
        return PartitionKeys.of(partition, storage, READY, position);
    }

    byte[] timed(long storage, long visibleAt, long position) {
        return PartitionKeys.of(partition, storage, TIMED, visibleAt, position);
    }

    byte[] storage(long storage) {
        return PartitionKeys.prefix(partition, storage);
    }

    byte[] storageEnd(long storage) {
        return Bytes.endOfPrefix(storage(storage));
    }

    /** The position in a ready or a timed key: its last 8 bytes. */
    static long position(byte[] key) {
        return ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
    }

    /** The time in a timed key. */
    static long visibleAt(byte[] key) {
        return ByteBuffer.wrap(key).getLong(key.length - 2 * Long.BYTES);
    }
}
