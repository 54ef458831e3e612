package dev.hikyaku.engine;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * When each queue of a partition wants its next tick. A queue has at most one moment that counts.
 */
final class TickTimers {
    private record Timer(long atMillis, long queue) {}

    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::atMillis));
    private final Map<Long, Long> current = new HashMap<>();

    /** Asks for a tick no later than this moment. */
    void schedule(long queue, long atMillis) {
        if (atMillis < current.getOrDefault(queue, Long.MAX_VALUE)) {
            current.put(queue, atMillis);
            timers.add(new Timer(atMillis, queue));
        }
    }

    /** When the next tick is due. */
    long next() {
        Timer next = timers.peek();
        return next == null ? Long.MAX_VALUE : next.atMillis;
    }

    /**
     * A queue whose tick is due; it has none scheduled afterwards. Call only while {@link #next} is
     * due.
     */
    long take() {
        Timer timer = timers.remove();
        current.remove(timer.queue, timer.atMillis);
        return timer.queue;
    }
}
