package dev.hikyaku.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store that can lose power: it keeps what is synced apart from what is only written. A crash
 * keeps a prefix of the writes since the last sync, and drops the rest.
 */
public final class CrashingStore implements Store {
    private final MemoryStore synced;
    private final MemoryStore written;
    private final List<ChangeSet> unsynced = new ArrayList<>();

    public CrashingStore() {
        this(new MemoryStore());
    }

    private CrashingStore(MemoryStore synced) {
        this.synced = synced;
        this.written = new MemoryStore();
        copy(synced, written);
    }

    private static void copy(Store from, Store to) {
        var changes = new ChangeSet();
        for (Space space : Space.values()) {
            try (Cursor cursor = from.scan(space, new byte[0], new byte[] {(byte) 0xFF})) {
                while (cursor.next()) {
                    changes.changes(space).put(cursor.key(), cursor.value());
                }
            }
        }
        to.write(changes);
    }

    /** How many writes a crash may drop. */
    public int unsynced() {
        return unsynced.size();
    }

    /** The store as it is found after a crash that left this many of the unsynced writes. */
    public CrashingStore crash(int kept) {
        unsynced.subList(0, kept).forEach(synced::write);
        return new CrashingStore(synced);
    }

    @Override
    public byte @Nullable [] get(Space space, byte[] key) {
        return written.get(space, key);
    }

    @Override
    public Cursor scan(Space space, byte[] from, byte[] to) {
        return written.scan(space, from, to);
    }

    @Override
    public void write(ChangeSet changes) {
        written.write(changes);
        unsynced.add(changes);
    }

    @Override
    public void sync() {
        unsynced.forEach(synced::write);
        unsynced.clear();
    }

    @Override
    public void reclaim(long freeBytes) {}

    @Override
    public long sizeBytes() {
        return written.sizeBytes();
    }

    @Override
    public void close() {}
}
