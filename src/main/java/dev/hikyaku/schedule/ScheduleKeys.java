package dev.hikyaku.schedule;

import dev.hikyaku.store.PartitionKeys;
import java.nio.ByteBuffer;

/** Where things stand in the store: schedules by their names, and an index of what is due when. */
final class ScheduleKeys {
    private static final byte SCHEDULE = 'S';
    private static final int DUE_LENGTH = Short.BYTES + Long.BYTES + 1 + 2 * Long.BYTES;

    private final int partition;
    private final byte[] prefix;

    ScheduleKeys(int partition) {
        this.partition = partition;
        byte[] owner = PartitionKeys.prefix(partition, 0);
        this.prefix = ByteBuffer.allocate(owner.length + 1).put(owner).put(SCHEDULE).array();
    }

    byte[] schedule(ScheduleName name) {
        return schedule(name.bytes());
    }

    /** The key of a name, or what the keys of names that begin so begin with. */
    byte[] schedule(byte[] name) {
        return ByteBuffer.allocate(prefix.length + name.length).put(prefix).put(name).array();
    }

    ScheduleName name(byte[] key) {
        return ScheduleName.of(key, prefix.length);
    }

    byte[] due(long dueAt, long id) {
        return PartitionKeys.of(partition, 0, SCHEDULE, dueAt, id);
    }

    static long dueAt(byte[] key) {
        return ByteBuffer.wrap(key).getLong(DUE_LENGTH - 2 * Long.BYTES);
    }

    static long id(byte[] key) {
        return ByteBuffer.wrap(key).getLong(DUE_LENGTH - Long.BYTES);
    }
}
