package dev.hikyaku.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A write batch in the form in which RocksDB keeps it, its log's: so it crosses into RocksDB at
 * once, rather than key by key, which costs a partition as much as half of the write.
 *
 * <p>Source: {@code db/write_batch.cc} and {@code db/dbformat.h} of RocksDB. A header of 12 bytes
 * (sequence number, count of records; little-endian), then for each record its type, the column
 * family's id as a varint, and one or two strings behind their lengths as varints.
 */
final class BatchBytes {
    private static final byte DELETION = 0x4;
    private static final byte VALUE = 0x5;
    private static final byte SINGLE_DELETION = 0x8;
    private static final byte RANGE_DELETION = 0xE;

    private static final int COUNT_AT = Long.BYTES;
    private static final int HEADER = Long.BYTES + Integer.BYTES;
    private static final int VARINT_MAX = 5;
    private static final int FIRST_SIZE = 4096;
    private static final int SIZE_MAX = 1 << 18;
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[FIRST_SIZE];
    private int size = HEADER;
    private int count;

    /** Whether it is small enough, as a whole, to take this value: it is a copy in the heap. */
    boolean takes(byte[] value) {
        return size + value.length <= SIZE_MAX;
    }

    void put(int family, byte[] key, byte[] value) {
        begin(VALUE, family, key.length + value.length);
        add(key);
        add(value);
    }

    /**
     * @param once whether the key was put once
     */
    void delete(int family, byte[] key, boolean once) {
        begin(once ? SINGLE_DELETION : DELETION, family, key.length);
        add(key);
    }

    void deleteRange(int family, byte[] from, byte[] to) {
        begin(RANGE_DELETION, family, from.length + to.length);
        add(from);
        add(to);
    }

    /** The whole batch. */
    byte[] toBytes() {
        INT.set(bytes, COUNT_AT, count);
        return Arrays.copyOf(bytes, size);
    }

    private void begin(byte type, int family, int length) {
        ensure(1 + 3 * VARINT_MAX + length);
        bytes[size++] = type;
        addVarint(family);
        count++;
    }

    private void ensure(int room) {
        if (bytes.length - size < room) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + room));
        }
    }

    private void add(byte[] string) {
        addVarint(string.length);
        System.arraycopy(string, 0, bytes, size, string.length);
        size += string.length;
    }

    private void addVarint(int value) {
        int rest = value;
        while (rest > 0x7F) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }
}
