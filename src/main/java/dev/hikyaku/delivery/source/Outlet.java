package dev.hikyaku.delivery.source;

import java.util.concurrent.CompletableFuture;

/**
 * One queue, for what the daemon itself sends. Calls return at once and from any thread; a future
 * that fails says that nothing may have been sent.
 */
public interface Outlet extends AutoCloseable {
    CompletableFuture<Void> send(Outgoing message);

    /** Whether the queue seems to have no message, those in flight included. */
    CompletableFuture<Boolean> isEmpty();

    /**
     * The FIFO queue of that name in the same account and region; made if there is none. Both ends
     * of it are the caller's to close.
     */
    CompletableFuture<Queue> fifoQueue(String name);

    /** Both ends of a queue. */
    record Queue(Source source, Outlet outlet) {}

    /** Frees what this object has of its own. */
    @Override
    void close();
}
