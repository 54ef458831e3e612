package dev.hikyaku.store;

import org.jspecify.annotations.Nullable;

/**
 * Ordered key-value state, as a state machine sees it. Keys sort as unsigned bytes. Reads see the
 * writes made before them. Arrays that go in or come out must not be changed afterwards. Used by
 * one thread.
 */
public interface Kv {
    /** The value, or null if there is none. */
    byte @Nullable [] get(Space space, byte[] key);

    void put(Space space, byte[] key, byte[] value);

    /** Deletes the key; nothing happens if it is not there. */
    void delete(Space space, byte[] key);

    /**
     * Deletes every key in [from, to). Meant for ranges that are never written again, such as a
     * purged queue's.
     */
    void deleteRange(Space space, byte[] from, byte[] to);

    /**
     * The entries with from &lt;= key &lt; to, in order. Both bounds matter: a scan that may run
     * past what it wants wades through deleted entries. Writes made while the scan is open may or
     * may not be seen by it.
     */
    Cursor scan(Space space, byte[] from, byte[] to);
}
