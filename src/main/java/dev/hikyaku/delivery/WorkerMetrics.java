package dev.hikyaku.delivery;

import dev.hikyaku.delivery.endpoint.Outcome;
import dev.hikyaku.delivery.source.Message;
import java.util.List;

/**
 * Hears of what a worker does as it happens. Called on the worker's event loop: it must be quick.
 */
public interface WorkerMetrics {
    WorkerMetrics NONE = new WorkerMetrics() {};

    /**
     * A receive ended well.
     *
     * @param messages what came in; none if nothing did
     */
    default void received(String queue, List<Message> messages) {}

    /**
     * A delivery of a message ended.
     *
     * @param latencyNanos from the request to the end of the answer
     */
    default void ended(Message message, Outcome outcome, long latencyNanos) {}

    /** Messages were given back to their queue before their delivery was started. */
    default void returned(String queue, int count) {}

    /** A message was moved to a dead-letter queue because the worker said so. */
    default void buried(String queue) {}

    /** A held message could not be kept invisible. */
    default void heartbeatFailed(String queue) {}
}
