package dev.hikyaku.http;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes of request bodies that the server holds at a time, over all connections. */
final class BodyBudget {
    private final long bytesMax;
    private final AtomicLong used = new AtomicLong();

    BodyBudget(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    boolean reserve(int bytes) {
        if (used.addAndGet(bytes) <= bytesMax) {
            return true;
        }
        release(bytes);
        return false;
    }

    void release(int bytes) {
        used.addAndGet(-bytes);
    }
}
