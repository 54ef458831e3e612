package dev.hikyaku.delivery;

/**
 * A worker at one moment; the counts are since its start.
 *
 * @param state what it does
 * @param busy deliveries in flight
 * @param waiting messages held that wait for a free place
 * @param limit deliveries that may be in flight now: the concurrency, or less while the worker
 *     comes back or answers slowly
 * @param concurrency the limit's own limit
 * @param rate messages a second; 0 for no limit
 * @param delivered deliveries answered by success
 * @param failed deliveries that ended in any other way
 * @param retried of the delivered and failed: those of messages that were received before
 * @param returned messages given back before their delivery was started
 * @param buried messages moved to a dead-letter queue because the worker said so
 * @param heartbeatFailures extensions of a visibility timeout that were refused or got no answer
 * @param idleMillis since a receive last ended well, or began after a while without any; grows
 *     while the queue cannot be reached, or while nothing is to be received
 */
public record WorkerStats(
        State state,
        int busy,
        int waiting,
        int limit,
        int concurrency,
        double rate,
        long received,
        long delivered,
        long failed,
        long retried,
        long returned,
        long buried,
        long heartbeatFailures,
        long idleMillis) {
    /** What a worker does. */
    public enum State {
        /** It has not found its target yet. */
        STARTING,
        RECEIVING,
        /** Somebody paused it. */
        PAUSED,
        /** Its target is down; it receives nothing until it is back. */
        DOWN,
        /** Its target was down, and a single message finds out whether it still is. */
        TRYING,
        DRAINING,
        ENDED
    }

    public boolean receiving() {
        return state == State.RECEIVING || state == State.TRYING;
    }
}
