package dev.hikyaku.bench.load;

import io.vertx.core.buffer.Buffer;

/**
 * What one connection says, and what it makes of the answers. Lives on the event loop of its {@link
 * Load}.
 */
public interface Conversation {
    /** The next request. */
    Buffer next();

    /** How long to rest before the next request, in milliseconds; asked once for each. */
    default long restMillis() {
        return 0;
    }

    /** A successful answer to it. */
    void answered(Response response, Tally tally);

    /**
     * Another answer; the tally has it as an error already, and the next request follows at once.
     */
    default void refused(Tally tally) {}

    /**
     * Whether the request that is out says something about latency; one that waits for messages
     * does not.
     */
    default boolean timed() {
        return true;
    }
}
