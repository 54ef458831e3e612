package dev.hikyaku.store;

import java.nio.ByteBuffer;

/**
 * How keys begin: the partition (2 bytes), then what they belong to (8 bytes; 0 is the partition
 * itself), so that a partition or a resource can be scanned, moved or dropped by prefix. Numbers
 * are big-endian and never negative, which makes their order the order of the keys.
 */
public final class PartitionKeys {
    private static final int PREFIX = Short.BYTES + Long.BYTES;

    /** What keys of one owner and kind have in common, in bytes. */
    static final int KIND_PREFIX = PREFIX + 1;

    private PartitionKeys() {}

    /** A key of the partition itself. */
    public static byte[] own(int partition, byte kind, long number) {
        return of(partition, 0, kind, number);
    }

    public static byte[] of(int partition, long owner, byte kind, long number) {
        return ByteBuffer.allocate(PREFIX + 1 + Long.BYTES)
                .putShort((short) partition)
                .putLong(owner)
                .put(kind)
                .putLong(number)
                .array();
    }

    public static byte[] of(int partition, long owner, byte kind, long number, long second) {
        return ByteBuffer.allocate(PREFIX + 1 + 2 * Long.BYTES)
                .putShort((short) partition)
                .putLong(owner)
                .put(kind)
                .putLong(number)
                .putLong(second)
                .array();
    }

    /** What all keys of an owner begin with. */
    public static byte[] prefix(int partition, long owner) {
        return ByteBuffer.allocate(PREFIX).putShort((short) partition).putLong(owner).array();
    }
}
