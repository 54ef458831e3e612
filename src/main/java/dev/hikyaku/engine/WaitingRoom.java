package dev.hikyaku.engine;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The receives that wait in one partition: by queue in order of arrival, and all by deadline. */
final class WaitingRoom {
    static final int WAITERS_MAX = 100_000;

    private final Map<Long, ArrayDeque<Waiter>> byQueue = new HashMap<>();
    private final TreeSet<Waiter> byDeadline =
            new TreeSet<>(
                    Comparator.comparingLong(Waiter::deadline).thenComparingLong(Waiter::arrival));
    private long arrivals;

    boolean full() {
        return byDeadline.size() >= WAITERS_MAX;
    }

    void add(Waiter waiter, long now) {
        waiter.startWaiting(now, arrivals++);
        byQueue.computeIfAbsent(waiter.command().queue(), queue -> new ArrayDeque<>()).add(waiter);
        byDeadline.add(waiter);
    }

    /** The first that still waits at this queue, or null. It stays where it is. */
    @Nullable Waiter first(long queue) {
        ArrayDeque<Waiter> waiters = byQueue.get(queue);
        if (waiters == null) {
            return null;
        }
        while (!waiters.isEmpty() && waiters.peek().over()) {
            byDeadline.remove(waiters.pop());
        }
        if (waiters.isEmpty()) {
            byQueue.remove(queue);
        }
        return waiters.peek();
    }

    /** Takes out the one that {@link #first} returned. */
    void removeFirst(long queue) {
        ArrayDeque<Waiter> waiters = byQueue.get(queue);
        if (waiters != null) {
            byDeadline.remove(waiters.pop());
        }
    }

    /** The next one whose time is up, or null. */
    @Nullable Waiter nextExpired(long now) {
        return nextDeadline() <= now ? byDeadline.pollFirst() : null;
    }

    /** When to look for expired ones again. */
    long nextDeadline() {
        return byDeadline.isEmpty() ? Long.MAX_VALUE : byDeadline.first().deadline();
    }
}
