package dev.hikyaku.delivery.periodic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A loop and a clock that a test moves. */
final class ManualTime implements PeriodicLoop, InstantSource {
    private record Timer(Instant at, Runnable action) {}

    private final ArrayDeque<Runnable> actions = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparing(Timer::at));
    private Instant now;
    private boolean running;

    ManualTime(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void execute(Runnable action) {
        actions.add(action);
        if (!running) {
            run();
        }
    }

    private void run() {
        running = true;
        while (!actions.isEmpty()) {
            actions.remove().run();
        }
        running = false;
    }

    @Override
    public Runnable after(long delayMillis, Runnable action) {
        var timer = new Timer(now.plusMillis(delayMillis), action);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    int timers() {
        return timers.size();
    }

    /** Runs what is due on the way. */
    void advance(Duration by) {
        Instant end = now.plus(by);
        while (!timers.isEmpty() && !timers.peek().at.isAfter(end)) {
            Timer timer = timers.remove();
            now = timer.at;
            execute(timer.action);
        }
        now = end;
    }

    /** Lets time pass while the process stands still: timers are late. */
    void standStill(Duration by) {
        now = now.plus(by);
        while (!timers.isEmpty() && !timers.peek().at.isAfter(now)) {
            execute(timers.remove().action);
        }
    }
}
