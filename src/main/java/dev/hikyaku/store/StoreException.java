package dev.hikyaku.store;

import org.jspecify.annotations.Nullable;

/**
 * The world's fault: the disk is full, broken, locked, or holds a format that this version does not
 * read.
 */
public final class StoreException extends RuntimeException {
    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
