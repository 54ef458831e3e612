package dev.hikyaku.delivery;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long a message stays away after a failed delivery.
 *
 * <p>The n-th time it is random between {@code min * 2^(n-1)} and twice that, so that what failed
 * together does not come back together and each wait is longer than the one before; the maximum
 * caps it, and the lower end at half of the maximum.
 *
 * @param random 0 (inclusive) to 1 (exclusive)
 */
record Backoff(Duration min, Duration max, DoubleSupplier random) {
    private static final int DOUBLINGS_MAX = 32;

    int seconds(int receiveCount) {
        double minMillis = min.toMillis();
        double maxMillis = max.toMillis();
        double grown = minMillis * (1L << Math.clamp(receiveCount - 1, 0, DOUBLINGS_MAX));
        double lower = Math.max(minMillis, Math.min(grown, maxMillis / 2));
        double upper = Math.min(2 * grown, maxMillis);
        double millis = lower + random.getAsDouble() * Math.max(0, upper - lower);
        return (int) Math.min(Math.round(millis / 1000), max.toSeconds());
    }
}
