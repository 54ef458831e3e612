package dev.hikyaku.delivery;

import dev.hikyaku.delivery.endpoint.Outcome;
import dev.hikyaku.delivery.source.Message;
import java.util.List;

/**
 * Hears of what a worker does as it happens. Called on the worker's event loop: it must be quick.
 */
public interface WorkerMetrics {
    WorkerMetrics NONE = new WorkerMetrics() {};

    /** Messages came in from a queue. */
    default void received(String queue, int count) {}

    /** A delivery ended. */
    default void ended(String queue, Outcome outcome, long latencyNanos) {}

    /**
     * A receive ended well.
     *
     * @param messages what came in; none if nothing did
     */
    default void received(String queue, List<Message> messages) {
        if (!messages.isEmpty()) {
            received(queue, messages.size());
        }
    }

    /**
     * A delivery of a message ended.
     *
     * @param latencyNanos from the request to the end of the answer
     */
    default void ended(Message message, Outcome outcome, long latencyNanos) {
        ended(message.queue(), outcome, latencyNanos);
    }

    /** Messages were given back to their queue before their delivery was started. */
    default void returned(String queue, int count) {}
}
