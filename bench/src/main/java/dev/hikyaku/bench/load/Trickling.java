package dev.hikyaku.bench.load;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Sends messages of one group at random moments, as many as the mean gap says. The moments do not
 * depend on the answers: what a slow one has held up follows at once.
 */
public final class Trickling implements Conversation {
    private final Requests requests;
    private final String group;
    private final double meanGapNanos;
    // Random would begin alike for seeds that are neighbours, and all groups would send at once
    private final SplittableRandom random;
    private long dueNanos;

    /**
     * @param seed the same moments for the same seed
     */
    public Trickling(Requests requests, String group, Duration meanGap, long seed) {
        this.requests = requests;
        this.group = group;
        this.meanGapNanos = meanGap.toNanos();
        this.random = new SplittableRandom(seed);
    }

    @Override
    public long restMillis() {
        long nowNanos = System.nanoTime();
        if (dueNanos == 0) {
            dueNanos = nowNanos;
        }
        dueNanos += (long) (-meanGapNanos * Math.log(1 - random.nextDouble()));
        return Math.max(0, (dueNanos - nowNanos) / 1_000_000);
    }

    @Override
    public Buffer next() {
        return requests.sendStamped(group);
    }

    @Override
    public void answered(Response response, Tally tally) {
        tally.sent(1);
    }
}
