package dev.hikyaku.bench.load;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Random moments, as many as the mean gap says. They do not depend on the answers: what a slow one
 * has held up follows at once.
 */
final class Moments {
    private final double meanGapNanos;
    // Random would begin alike for seeds that are neighbours, and all would have the same moments
    private final SplittableRandom random;
    private long dueNanos;

    /**
     * @param seed the same moments for the same seed
     */
    Moments(Duration meanGap, long seed) {
        this.meanGapNanos = meanGap.toNanos();
        this.random = new SplittableRandom(seed);
    }

    /** Until the next one; 0 if it is over. */
    long restMillis() {
        long nowNanos = System.nanoTime();
        if (dueNanos == 0) {
            dueNanos = nowNanos;
        }
        dueNanos += (long) (-meanGapNanos * Math.log(1 - random.nextDouble()));
        return Math.max(0, (dueNanos - nowNanos) / 1_000_000);
    }
}
