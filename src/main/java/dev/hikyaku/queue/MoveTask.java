package dev.hikyaku.queue;

import dev.hikyaku.model.QueueArn;
import org.jspecify.annotations.Nullable;

/**
 * Moves the messages of a dead-letter queue to where they came from, or to another queue.
 *
 * @param number grows with the tasks of a queue
 * @param destination null for each message's own source
 * @param maxPerSecond 1 to 500; null for as fast as it goes
 * @param toMove how many messages were visible when it began
 * @param pacedUntilMillis the time up to which the rate has been used
 * @param failureReason null unless it failed
 */
public record MoveTask(
        long number,
        @Nullable QueueArn destination,
        @Nullable Integer maxPerSecond,
        Status status,
        long moved,
        long toMove,
        long startedAtMillis,
        long pacedUntilMillis,
        @Nullable String failureReason) {
    /** As AWS names them; a cancellation is at once. */
    public enum Status {
        RUNNING,
        COMPLETED,
        CANCELLED,
        FAILED
    }

    private static final long PACE_MILLIS_MIN = 100;
    private static final int SECOND = 1000;

    boolean running() {
        return status == Status.RUNNING;
    }

    MoveTask withStatus(Status changed, @Nullable String reason) {
        return new MoveTask(
                number,
                destination,
                maxPerSecond,
                changed,
                moved,
                toMove,
                startedAtMillis,
                pacedUntilMillis,
                reason);
    }

    /** How many may be moved now, at the most. Time that was missed counts up to a second. */
    int allowance(long now, int max) {
        return maxPerSecond == null
                ? max
                : (int) Math.min(max, (now - pacedFrom(now)) * maxPerSecond / SECOND);
    }

    private long pacedFrom(long now) {
        return Math.max(pacedUntilMillis, now - SECOND);
    }

    MoveTask moved(int messages, long now) {
        long paced =
                maxPerSecond == null
                        ? now
                        : pacedFrom(now) + Math.ceilDiv((long) messages * SECOND, maxPerSecond);
        return new MoveTask(
                number,
                destination,
                maxPerSecond,
                status,
                moved + messages,
                toMove,
                startedAtMillis,
                paced,
                failureReason);
    }

    /** When to go on: something may be moved then. */
    long nextAt() {
        long pause =
                maxPerSecond == null
                        ? 1
                        : Math.max(PACE_MILLIS_MIN, Math.ceilDiv(SECOND, maxPerSecond));
        return pacedUntilMillis + pause;
    }
}
