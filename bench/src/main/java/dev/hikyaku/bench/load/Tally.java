package dev.hikyaku.bench.load;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts one round, on one event loop or thread alone; only its two futures are for others. */
public final class Tally {
    private static final String FAILED_ENTRY = "\"SenderFault\"";

    private final Histogram latencyNanos = new Histogram(3);
    private final CompletableFuture<Boolean> full = new CompletableFuture<>();
    private final CompletableFuture<Boolean> quiet = new CompletableFuture<>();
    private final long messagesMax;
    private final long limitNanos;
    private final long startNanos = System.nanoTime();
    private long endNanos = startNanos;
    private boolean ended;
    private long sent;
    private long deleted;
    private long errors;
    private String firstError = "";

    Tally(long messagesMax) {
        this(messagesMax, Long.MAX_VALUE);
    }

    private Tally(long messagesMax, long limitNanos) {
        this.messagesMax = messagesMax;
        this.limitNanos = limitNanos;
    }

    /** One that ends by itself. */
    static Tally lasting(Duration limit) {
        return new Tally(Long.MAX_VALUE, limit.toNanos());
    }

    /** The time before the first round. */
    static Tally ofSilence() {
        Tally silence = new Tally(0);
        silence.end();
        return silence;
    }

    public void sent(long messages) {
        if (!ended()) {
            sent += messages;
            endWhenFull();
        }
    }

    public void deleted(long messages) {
        if (!ended()) {
            deleted += messages;
            endWhenFull();
        }
    }

    void errors(long count, String what) {
        if (errors == 0 && count > 0) {
            firstError = what;
        }
        errors += count;
    }

    void error(String what) {
        errors(1, what);
    }

    /** A batch answers 200 also when it refuses some of its entries: each of those is an error. */
    int failedEntries(Response response) {
        int failed = response.count(FAILED_ENTRY);
        if (failed > 0) {
            errors(failed, "entry refused: " + response.body());
        }
        return failed;
    }

    void latency(long nanos) {
        if (!ended()) {
            latencyNanos.recordValue(nanos);
        }
    }

    /** What is answered from here on is not of this round, but its errors are. */
    void end() {
        if (!ended) {
            ended = true;
            endNanos = System.nanoTime();
            full.complete(true);
        }
    }

    boolean ended() {
        return ended
                || (limitNanos != Long.MAX_VALUE && System.nanoTime() - startNanos > limitNanos);
    }

    /** Takes in what another one, of the same round, has counted. */
    void add(Tally part) {
        latencyNanos.add(part.latencyNanos);
        sent += part.sent;
        deleted += part.deleted;
        errors(part.errors, part.firstError);
    }

    void quiet() {
        quiet.complete(true);
    }

    void awaitFull(Duration atMost) {
        full.completeOnTimeout(false, atMost.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    boolean awaitQuiet(Duration atMost) {
        return quiet.completeOnTimeout(false, atMost.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    Round round() {
        return new Round(
                startNanos,
                Duration.ofNanos(Math.min(limitNanos, endNanos - startNanos)),
                sent,
                deleted,
                errors,
                firstError,
                latencyNanos.getValueAtPercentile(50) / 1e6,
                latencyNanos.getValueAtPercentile(99) / 1e6);
    }

    private void endWhenFull() {
        if (sent + deleted >= messagesMax) {
            end();
        }
    }
}
