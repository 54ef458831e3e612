package dev.hikyaku.store;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store that can lose power, and that fails when it is told to. How each write is undone is kept
 * until it is synced; a crash undoes the last ones, so that a prefix of the writes remains.
 */
public final class SimulatedDisk implements Store {
    private static final byte[] LOWEST = new byte[0];
    private static final byte[] HIGHEST = {(byte) 0xFF};

    private final Supplier<Store> opener;
    private final List<ChangeSet> undo = new ArrayList<>();
    private Store store;
    private boolean lying;
    private long writes;
    public @Nullable RuntimeException nextRead;
    public @Nullable StoreException nextWrite;
    public @Nullable StoreException nextSync;
    public boolean full;

    /**
     * Opens a store.
     *
     * @param opener opens what is there; asked again after each crash
     */
    public SimulatedDisk(Supplier<Store> opener) {
        this.opener = opener;
        this.store = opener.get();
    }

    /** How many writes a crash may drop. */
    public int unsynced() {
        return undo.size();
    }

    /** How many writes there were. */
    public long writes() {
        return writes;
    }

    /** The store as it is, for reads that never fail. */
    public Store truth() {
        return store;
    }

    /** Whether the next read or write is to fail. */
    public boolean armed() {
        return nextRead != null || nextWrite != null;
    }

    /** Neither is to fail. */
    public void disarm() {
        nextRead = null;
        nextWrite = null;
    }

    /** Syncs do nothing from now on, so that answers come out that belong to a crash. */
    public void lie() {
        lying = true;
        nextSync = null;
    }

    /** The machine fails: this many of the unsynced writes are there when it is back. */
    public void crash(int kept) {
        for (int i = undo.size() - 1; i >= kept; i--) {
            store.write(undo.get(i));
        }
        reopen();
    }

    /** A process ends, and another one begins. */
    public void reopen() {
        undo.clear();
        nextRead = null;
        nextWrite = null;
        nextSync = null;
        full = false;
        lying = false;
        store.close();
        store = opener.get();
    }

    private static void fail(@Nullable RuntimeException failure) {
        if (failure != null) {
            throw failure;
        }
    }

    private void failRead() {
        RuntimeException failure = nextRead;
        nextRead = null;
        fail(failure);
    }

    @Override
    public byte @Nullable [] get(Space space, byte[] key) {
        failRead();
        return store.get(space, key);
    }

    @Override
    public Cursor scan(Space space, byte[] from, byte[] to) {
        failRead();
        return store.scan(space, from, to);
    }

    @Override
    public void write(ChangeSet changes) {
        StoreException failure =
                full
                        ? new StoreException("no space left on device", new java.io.IOException())
                        : nextWrite;
        nextWrite = null;
        fail(failure);
        undo.add(inverse(changes));
        store.write(changes);
        writes++;
    }

    private ChangeSet inverse(ChangeSet changes) {
        var inverse = new ChangeSet();
        for (ChangeSet.Range range : changes.ranges()) {
            try (Cursor cursor = store.scan(range.space(), range.from(), range.to())) {
                while (cursor.next()) {
                    inverse.changes(range.space()).put(cursor.key(), cursor.value());
                }
            }
        }
        for (Space space : Space.values()) {
            changes.changes(space)
                    .forEach((key, value) -> {
                        byte[] before = store.get(space, key);
                        if (before != null || value != null) {
                            inverse.changes(space).put(key, before);
                        }
                    });
        }
        return inverse;
    }

    @Override
    public void sync() {
        if (lying) {
            return;
        }
        StoreException failure = nextSync;
        nextSync = null;
        fail(failure);
        store.sync();
        undo.clear();
    }

    /** A hash over all that is stored: 16 hexadecimal digits. */
    public String hash() {
        MessageDigest digest = digest();
        for (Space space : Space.values()) {
            try (Cursor cursor = store.scan(space, LOWEST, HIGHEST)) {
                while (cursor.next()) {
                    update(digest, cursor.key());
                    update(digest, cursor.value());
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void update(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    @Override
    public void reclaim(long freeBytes) {
        store.reclaim(freeBytes);
    }

    @Override
    public long sizeBytes() {
        return store.sizeBytes();
    }

    @Override
    public void close() {
        store.close();
    }
}
