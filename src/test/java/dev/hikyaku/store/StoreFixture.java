package dev.hikyaku.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store of either kind for the contract tests, with texts for keys and values. */
final class StoreFixture implements AutoCloseable {
    enum Kind {
        MEMORY,
        ROCKS
    }

    private final Kind kind;
    private final Path path;
    private Store store;

    StoreFixture(Kind kind, Path path) {
        this.kind = kind;
        this.path = path;
        this.store = kind == Kind.ROCKS ? RocksStore.open(path) : new MemoryStore();
    }

    Store store() {
        return store;
    }

    /** Stops and starts; a store in memory stays what it is. */
    void reopen() {
        if (kind == Kind.ROCKS) {
            store.close();
            store = RocksStore.open(path);
        }
    }

    Transaction transaction() {
        return new Transaction(store);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** What a scan finds, as {@code key=value}; closes the cursor. */
    static List<String> found(Cursor cursor) {
        try (cursor) {
            var entries = new ArrayList<String>();
            while (cursor.next()) {
                entries.add(text(cursor.key()) + "=" + text(cursor.value()));
            }
            return entries;
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
