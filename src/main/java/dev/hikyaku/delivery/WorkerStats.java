package dev.hikyaku.delivery;

/**
 * A worker at one moment; the counts are since its start.
 *
 * @param receiving whether it takes messages: the worker is there, and nobody drains
 * @param busy deliveries in flight
 * @param waiting messages held that wait for a free place
 * @param delivered deliveries answered by 2xx
 * @param failed deliveries that ended in any other way
 * @param retried of the delivered and failed: those of messages that were received before
 * @param returned messages given back before their delivery was started
 */
public record WorkerStats(
        boolean receiving,
        int busy,
        int waiting,
        long received,
        long delivered,
        long failed,
        long retried,
        long returned) {}
