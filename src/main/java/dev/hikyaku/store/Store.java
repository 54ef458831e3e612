package dev.hikyaku.store;

import org.jspecify.annotations.Nullable;

/**
 * Where state is kept. Reads and {@link #write} may be called from many threads; each partition's
 * keys are written by one thread only.
 */
public interface Store extends AutoCloseable {
    byte @Nullable [] get(Space space, byte[] key);

    /** The entries with from &lt;= key &lt; to as they are at this moment. */
    Cursor scan(Space space, byte[] from, byte[] to);

    /**
     * Applies all of the changes or none. Readers see them when this returns; they are durable
     * after the next {@link #sync}. After a crash a prefix of the writes is there: never a later
     * one without an earlier one.
     *
     * @throws StoreException if the disk refuses; nothing may be assumed about the changes then
     */
    void write(ChangeSet changes);

    /**
     * Returns when everything written before the call is on disk.
     *
     * @throws StoreException if the disk refuses; what was written since the last sync is in doubt
     *     then
     */
    void sync();

    /**
     * Gives back room on the disk that nothing needs any more, as far as that is quickly done.
     *
     * @param freeBytes what is free there; it may need a part of that meanwhile
     * @throws StoreException if the disk refuses
     */
    void reclaim(long freeBytes);

    /** Bytes on disk, about. */
    long sizeBytes();

    @Override
    void close();
}
