package dev.hikyaku.delivery;

import dev.hikyaku.delivery.endpoint.Outcome;

/**
 * Hears of what a worker does as it happens. Called on the worker's event loop: it must be quick.
 */
public interface WorkerMetrics {
    WorkerMetrics NONE = new WorkerMetrics() {};

    /** Messages came in from a queue. */
    default void received(String queue, int count) {}

    /** A delivery ended. */
    default void ended(String queue, Outcome outcome, long latencyNanos) {}

    /** Messages were given back to their queue before their delivery was started. */
    default void returned(String queue, int count) {}

    /** A message was moved to a dead-letter queue because the worker said so. */
    default void buried(String queue) {}

    /** A held message could not be kept invisible. */
    default void heartbeatFailed(String queue) {}
}
