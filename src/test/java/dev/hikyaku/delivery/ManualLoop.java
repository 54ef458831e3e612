package dev.hikyaku.delivery;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A loop whose time passes when a test says so. */
final class ManualLoop implements Loop {
    private record Due(long atMillis, long order, Runnable action) {}

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Due> timers =
            new PriorityQueue<>(
                    Comparator.comparingLong(Due::atMillis).thenComparingLong(Due::order));
    private long now = 1_000_000;
    private long orders;

    @Override
    public void execute(Runnable action) {
        tasks.add(action);
    }

    @Override
    public long nowMillis() {
        return now;
    }

    @Override
    public Timer after(long delayMillis, Runnable action) {
        var due = new Due(now + Math.max(1, delayMillis), orders++, action);
        timers.add(due);
        return () -> timers.remove(due);
    }

    /** Runs what was handed in, and what that hands in. */
    void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Lets time pass, and everything happen that is due in it. */
    void advance(long millis) {
        long end = now + millis;
        run();
        for (Due due = timers.peek(); due != null && due.atMillis <= end; due = timers.peek()) {
            timers.remove();
            now = Math.max(now, due.atMillis);
            due.action.run();
            run();
        }
        now = end;
    }

    /** Time that passes at once, as while the machine sleeps; what is due comes late. */
    void jump(long millis) {
        now += millis;
        advance(0);
    }
}
