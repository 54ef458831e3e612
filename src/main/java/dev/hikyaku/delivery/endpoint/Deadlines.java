package dev.hikyaku.delivery.endpoint;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The time limits of the requests under way. They are all of one length and so run out in the order
 * in which they began, for which one timer is enough. Belongs to the loop.
 */
final class Deadlines {
    /** What is under way. */
    interface Limited {
        void timedOut();
    }

    private static final long NANOS_A_MILLI = 1_000_000;

    private final Vertx vertx;
    private final Duration limit;
    private final SequencedMap<Limited, Long> endNanos = new LinkedHashMap<>();
    private boolean ticking;

    Deadlines(Vertx vertx, Duration limit) {
        this.vertx = vertx;
        this.limit = limit;
    }

    Duration limit() {
        return limit;
    }

    void add(Limited request) {
        endNanos.put(request, System.nanoTime() + limit.toNanos());
        if (!ticking) {
            tickAfter(limit.toNanos());
        }
    }

    void remove(Limited request) {
        endNanos.remove(request);
    }

    private void tickAfter(long nanos) {
        ticking = true;
        vertx.setTimer(Math.ceilDiv(nanos, NANOS_A_MILLI), fired -> tick());
    }

    /** What runs out may begin anew, behind all others. */
    private void tick() {
        Map.Entry<Limited, Long> first = endNanos.firstEntry();
        while (first != null && first.getValue() - System.nanoTime() <= 0) {
            endNanos.remove(first.getKey());
            first.getKey().timedOut();
            first = endNanos.firstEntry();
        }
        ticking = first != null;
        if (first != null) {
            tickAfter(Math.max(1, first.getValue() - System.nanoTime()));
        }
    }
}
