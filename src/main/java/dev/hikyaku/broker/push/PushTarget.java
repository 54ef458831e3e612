package dev.hikyaku.broker.push;

import dev.hikyaku.delivery.source.Message;
import io.vertx.core.Future;

/** Where the messages of an internal queue go. */
public interface PushTarget {
    /**
     * Pushes a message, on an event loop; must not block. A future that fails counts as {@link
     * PushResult.Again} after a while: when a message comes again, and when not, is the target's to
     * decide.
     */
    Future<PushResult> push(Message message);

    /** Breaks off what is under way. */
    default void close() {}
}
