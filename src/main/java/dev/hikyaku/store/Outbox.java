package dev.hikyaku.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a partition has for others: entries that are written with the change that caused them,
 * carried to the target in order of their positions, and deleted once the target has them on disk.
 * The target drops what it has seen, by (source partition, position), so that each entry counts
 * once.
 */
public final class Outbox {
    /**
     * One entry: the resource it goes to, by its ARN, and what only that resource's state machine
     * can read.
     */
    public record Entry(long position, String target, byte[] payload) {}

    private static final byte KIND = 'o';
    private static final byte VERSION = 1;

    private Outbox() {}

    public static void put(Kv kv, int partition, Entry entry) {
        byte[] target = entry.target.getBytes(StandardCharsets.UTF_8);
        byte[] value =
                ByteBuffer.allocate(1 + Short.BYTES + target.length + entry.payload.length)
                        .put(VERSION)
                        .putShort((short) target.length)
                        .put(target)
                        .put(entry.payload)
                        .array();
        kv.put(Space.META, key(partition, entry.position), value);
    }

    public static void delete(Kv kv, int partition, long position) {
        kv.delete(Space.META, key(partition, position));
    }

    /**
     * The first entries after a position, at most {@code limit} of them and about {@code bytesMax}
     * of payload.
     */
    public static List<Entry> read(Kv kv, int partition, long after, int limit, int bytesMax) {
        var entries = new ArrayList<Entry>();
        int bytes = 0;
        try (Cursor cursor =
                kv.scan(Space.META, key(partition, after + 1), key(partition, Long.MAX_VALUE))) {
            while (entries.size() < limit && bytes < bytesMax && cursor.next()) {
                Entry entry = decode(cursor.key(), cursor.value());
                entries.add(entry);
                bytes += entry.payload.length;
            }
        }
        return entries;
    }

    private static Entry decode(byte[] key, byte[] value) {
        var in = ByteBuffer.wrap(value);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException("outbox entry of unknown version " + version);
        }
        byte[] target = new byte[in.getShort()];
        in.get(target);
        byte[] payload = new byte[in.remaining()];
        in.get(payload);
        long position = ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
        return new Entry(position, new String(target, StandardCharsets.UTF_8), payload);
    }

    private static byte[] key(int partition, long position) {
        return PartitionKeys.own(partition, KIND, position);
    }
}
