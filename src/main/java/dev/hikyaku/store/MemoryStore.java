package dev.hikyaku.store;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** A store in memory, for tests. Its scans see some moment or a later one. */
public final class MemoryStore implements Store {
    private final Map<Space, NavigableMap<byte[], byte[]>> spaces = new EnumMap<>(Space.class);

    public MemoryStore() {
        for (Space space : Space.values()) {
            spaces.put(space, new ConcurrentSkipListMap<>(Bytes.ORDER));
        }
    }

    private NavigableMap<byte[], byte[]> space(Space space) {
        return Objects.requireNonNull(spaces.get(space));
    }

    @Override
    public byte @Nullable [] get(Space space, byte[] key) {
        return space(space).get(key);
    }

    @Override
    public Cursor scan(Space space, byte[] from, byte[] to) {
        return new MapCursor(space(space).subMap(from, true, to, false).entrySet().iterator());
    }

    @Override
    public synchronized void write(ChangeSet changes) {
        changes.ranges()
                .forEach(r -> space(r.space()).subMap(r.from(), true, r.to(), false).clear());
        for (Space space : Space.values()) {
            changes.changes(space).forEach((key, value) -> apply(space(space), key, value));
        }
    }

    private static void apply(
            NavigableMap<byte[], byte[]> map, byte[] key, byte @Nullable [] value) {
        if (value == null) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
    }

    @Override
    public void sync() {}

    @Override
    public void reclaim(long freeBytes) {}

    @Override
    public long sizeBytes() {
        return spaces.values().stream()
                .flatMap(space -> space.entrySet().stream())
                .mapToLong(entry -> (long) entry.getKey().length + entry.getValue().length)
                .sum();
    }

    @Override
    public void close() {}

    private static final class MapCursor implements Cursor {
        private final Iterator<Map.Entry<byte[], byte[]>> entries;
        private Map.@Nullable Entry<byte[], byte[]> current;

        MapCursor(Iterator<Map.Entry<byte[], byte[]>> entries) {
            this.entries = entries;
        }

        @Override
        public boolean next() {
            current = entries.hasNext() ? entries.next() : null;
            return current != null;
        }

        @Override
        public byte[] key() {
            return Objects.requireNonNull(current).getKey();
        }

        @Override
        public byte[] value() {
            return Objects.requireNonNull(current).getValue();
        }

        @Override
        public void close() {}
    }
}
