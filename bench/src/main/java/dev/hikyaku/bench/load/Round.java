package dev.hikyaku.bench.load;

import java.time.Duration;

/** What one round came to. */
public record Round(
        long startNanos,
        Duration duration,
        long sentMessages,
        long deletedMessages,
        long errors,
        String firstError,
        double p50Millis,
        double p99Millis) {
    /**
     * The round itself.
     *
     * @throws IllegalStateException if a call of it failed
     */
    public Round withoutErrors() {
        if (errors > 0) {
            throw new IllegalStateException("a call failed: " + firstError);
        }
        return this;
    }

    /** Messages a second. */
    public double sendRate() {
        return sentMessages * 1e9 / duration.toNanos();
    }
}
