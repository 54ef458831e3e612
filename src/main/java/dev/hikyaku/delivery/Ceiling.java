package dev.hikyaku.delivery;

import com.netflix.concurrency.limits.limit.Gradient2Limit;
import dev.hikyaku.delivery.settings.WorkerSettings.Flow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many requests may be in flight now: the concurrency, or one while a worker that was down is
 * tried, or more and more of it while that comes back, or what its latency allows. Belongs to the
 * loop.
 */
final class Ceiling {
    private static final int STEPS = 20;

    private final Loop loop;
    private final Duration slowStart;
    private final boolean adaptive;
    private final Runnable changed;
    private int concurrency;
    private int step = STEPS;
    private boolean trying;
    private Loop.@Nullable Timer next;
    private @Nullable Gradient2Limit latency;

    /** Falls by a tenth with each answer of too much to do, and rises by about one a round. */
    private double cap;

    /**
     * @param changed is called when it may have risen or fallen by itself
     */
    Ceiling(Loop loop, Flow flow, Duration slowStart, Runnable changed) {
        this.loop = loop;
        this.slowStart = slowStart;
        this.adaptive = flow.adaptive();
        this.changed = changed;
        this.concurrency = flow.concurrency();
        this.latency = adaptive ? limit() : null;
        this.cap = concurrency;
    }

    private Gradient2Limit limit() {
        return Gradient2Limit.newBuilder()
                .initialLimit(concurrency)
                .maxConcurrency(concurrency)
                .minLimit(1)
                .build();
    }

    int now() {
        if (trying) {
            return 1;
        }
        int ramp = Math.max(1, concurrency * step / STEPS);
        return latency == null ? ramp : Math.min(ramp, (int) Math.min(cap, latency.getLimit()));
    }

    int concurrency() {
        return concurrency;
    }

    void concurrency(int changedTo) {
        concurrency = changedTo;
        latency = adaptive ? limit() : null;
        cap = changedTo;
    }

    /** One request finds out whether the worker is back. */
    void tryOne() {
        stop();
        trying = true;
    }

    /** The worker is there: all at once, or from low on for the time of the slow start. */
    void rise(boolean slowly) {
        stop();
        trying = false;
        step = slowly && !slowStart.isZero() ? 0 : STEPS;
        schedule();
    }

    private void schedule() {
        if (step < STEPS) {
            next = loop.after(slowStart.toMillis() / STEPS, this::risen);
        }
    }

    private void risen() {
        step++;
        schedule();
        changed.run();
    }

    void stop() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }

    /**
     * Learns from an answer.
     *
     * @param nanos how long it took
     * @param inFlight requests under way when it came
     * @param overloaded whether it says that the worker has too much to do
     */
    void learn(long nanos, int inFlight, boolean overloaded) {
        if (latency == null) {
            return;
        }
        if (overloaded) {
            cap = Math.max(1, cap * 0.9);
        } else {
            cap = Math.min(concurrency, cap + 1 / cap);
            latency.onSample(0, nanos, inFlight, false);
        }
    }
}
