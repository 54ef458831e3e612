package dev.hikyaku.queue;

import dev.hikyaku.store.Bytes;
import dev.hikyaku.store.PartitionKeys;
import java.nio.ByteBuffer;

/**
 * The keys of queues.
 *
 * <ul>
 *   <li>META: {@code d} definitions and {@code c} counters by queue id; {@code v} move tasks by
 *       queue id and number; {@code l} locations by storage and message.
 *   <li>MESSAGES: {@code m} by storage and message.
 *   <li>INDEX, by storage: {@code r} ready without a group, by position; {@code g} groups in line,
 *       by class and position; {@code t} timed, by the time of becoming visible and position.
 *   <li>GROUPS, by storage: {@code s} states of groups; {@code q} a group's ready messages, by
 *       group and position. By queue id: {@code n} what is remembered, by minute, kind and digest.
 * </ul>
 */
record Keys(int partition) {
    private static final byte DEFINITION = 'd';
    private static final byte COUNTERS = 'c';
    private static final byte MOVE_TASK = 'v';
    private static final byte LOCATION = 'l';
    private static final byte MESSAGE = 'm';
    private static final byte READY = 'r';
    private static final byte GROUP_IN_LINE = 'g';
    private static final byte TIMED = 't';
    private static final byte GROUP = 's';
    private static final byte GROUP_READY = 'q';
    private static final byte REMEMBERED = 'n';

    byte[] definition(long queue) {
        return PartitionKeys.own(partition, DEFINITION, queue);
    }

    byte[] definitionsEnd() {
        return PartitionKeys.own(partition, (byte) (DEFINITION + 1), 0);
    }

    byte[] moveTask(long queue, long number) {
        byte[] prefix = moveTasks(queue);
        return ByteBuffer.allocate(prefix.length + Long.BYTES).put(prefix).putLong(number).array();
    }

    /** What all {@link #moveTask} keys of a queue begin with. */
    byte[] moveTasks(long queue) {
        return PartitionKeys.own(partition, MOVE_TASK, queue);
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

    byte[] groupInLine(long storage, int lineClass, long position) {
        return PartitionKeys.of(partition, storage, GROUP_IN_LINE, lineClass, position);
    }

    byte[] timed(long storage, long visibleAt, long position) {
        return PartitionKeys.of(partition, storage, TIMED, visibleAt, position);
    }

    /** What all {@link #remembered} keys of a queue and a minute begin with. */
    byte[] remembered(long queue, long minute) {
        return PartitionKeys.of(partition, 0, REMEMBERED, queue, minute);
    }

    byte[] group(long storage, long group) {
        return PartitionKeys.of(partition, storage, GROUP, group);
    }

    byte[] groupReady(long storage, long group, long position) {
        return PartitionKeys.of(partition, storage, GROUP_READY, group, position);
    }

    byte[] remembered(long queue, long minute, byte kind, byte[] digest) {
        byte[] prefix = remembered(queue, minute);
        return ByteBuffer.allocate(prefix.length + 1 + digest.length)
                .put(prefix)
                .put(kind)
                .put(digest)
                .array();
    }

    /** The minute in a key of what is remembered. */
    static long minute(byte[] key) {
        return ByteBuffer.wrap(key).getLong(key.length - GroupKeys.DIGEST_BYTES - 1 - Long.BYTES);
    }

    byte[] storage(long storage) {
        return PartitionKeys.prefix(partition, storage);
    }

    byte[] storageEnd(long storage) {
        return Bytes.endOfPrefix(storage(storage));
    }

    /** The position in a key that ends with one: its last 8 bytes. */
    static long position(byte[] key) {
        return ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
    }

    /** The time in a key that ends with a time and a position. */
    static long time(byte[] key) {
        return ByteBuffer.wrap(key).getLong(key.length - 2 * Long.BYTES);
    }
}
