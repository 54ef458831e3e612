package dev.hikyaku.event;

import java.time.Duration;

/**
 * When a failed delivery is tried again: after a second at first, twice as long each time, up to
 * ten minutes, so that 185 attempts are spread over somewhat less than 24 hours. The last attempt
 * is made when the event is as old as it may be, at the latest.
 */
public final class RetryPlan {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int DOUBLINGS_MAX = 10;

    /** What is next for a delivery that failed. */
    public sealed interface Next {}

    /** It is tried again after a while. */
    public record Again(Duration delay) implements Next {}

    /**
     * It is given up.
     *
     * @param condition the field of the retry policy that says so
     */
    public record GiveUp(String condition) implements Next {}

    private RetryPlan() {}

    /**
     * Decides.
     *
     * @param retries how often it was tried again already; 0 after the first attempt
     * @param age how long ago the event came in
     * @param atLeast what the endpoint asks to wait; zero if it does not
     * @param jitter from 0 (inclusive) to 1 (exclusive); half of the delay is up to it
     */
    public static Next next(
            RetryPolicy policy, int retries, Duration age, Duration atLeast, double jitter) {
        if (retries >= policy.attempts()) {
            return new GiveUp("MaximumRetryAttempts");
        }
        long left = policy.ageSeconds() * 1000L - age.toMillis();
        if (left <= 0 || atLeast.toMillis() > left) {
            return new GiveUp("MaximumEventAgeInSeconds");
        }
        long grown = FIRST.toMillis() << Math.min(retries, DOUBLINGS_MAX);
        long most = Math.min(grown, LONGEST.toMillis());
        long delay = Math.round(most * (1 + jitter) / 2);
        return new Again(Duration.ofMillis(Math.min(left, Math.max(delay, atLeast.toMillis()))));
    }
}
