package dev.hikyaku.delivery;

/**
 * A limit of messages a second. Belongs to the loop.
 *
 * <p>It fills with the rate and holds a tenth of a second's worth, at least one, so that what it
 * lets through is spread over the second. It may be overdrawn: what comes unasked is paid for
 * later.
 */
final class TokenBucket {
    private static final double BURST_SECONDS = 0.1;

    private final Loop loop;
    private double rate;
    private double tokens;
    private long filledAtMillis;

    /**
     * @param rate tokens a second; 0 for no limit
     */
    TokenBucket(Loop loop, double rate) {
        this.loop = loop;
        this.rate = rate;
        this.tokens = capacity();
        this.filledAtMillis = loop.nowMillis();
    }

    private double capacity() {
        return Math.max(1, rate * BURST_SECONDS);
    }

    private void fill() {
        long now = loop.nowMillis();
        tokens = Math.min(capacity(), tokens + rate * (now - filledAtMillis) / 1000);
        filledAtMillis = now;
    }

    void rate(double changed) {
        fill();
        rate = changed;
        tokens = Math.min(tokens, capacity());
    }

    double rate() {
        return rate;
    }

    /** Whole tokens that are there; any number without a limit. */
    int available() {
        if (rate == 0) {
            return Integer.MAX_VALUE;
        }
        fill();
        return (int) Math.max(0, tokens);
    }

    void take(int count) {
        tokens -= rate == 0 ? 0 : count;
    }

    void giveBack(int count) {
        take(-count);
    }

    /** Until there is a token; 0 if there is one. */
    long waitMillis() {
        return available() > 0 ? 0 : (long) Math.ceil((1 - tokens) * 1000 / rate);
    }
}
