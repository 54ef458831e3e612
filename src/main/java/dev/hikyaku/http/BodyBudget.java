package dev.hikyaku.http;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes of bodies that the server holds at a time, over all connections. */
final class BodyBudget {
    private final long bytesMax;
    private final AtomicLong used = new AtomicLong();

    BodyBudget(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Takes what must not be refused. */
    void take(int bytes) {
        used.addAndGet(bytes);
    }

    boolean reserve(int bytes) {
        if (used.addAndGet(bytes) <= bytesMax) {
            return true;
        }
        release(bytes);
        return false;
    }

    /** Whether more than half of it is used. */
    boolean scarce() {
        return used.get() > bytesMax / 2;
    }

    void release(int bytes) {
        used.addAndGet(-bytes);
    }
}
