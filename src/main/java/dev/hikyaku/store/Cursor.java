package dev.hikyaku.store;

/** A forward scan. Starts before the first entry; must be closed. */
public interface Cursor extends AutoCloseable {
    /** Moves to the next entry; false when there is none. */
    boolean next();

    /** The current entry's key. */
    byte[] key();

    /** The current entry's value. */
    byte[] value();

    @Override
    void close();
}
