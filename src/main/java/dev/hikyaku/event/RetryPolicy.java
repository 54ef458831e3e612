package dev.hikyaku.event;

import org.jspecify.annotations.Nullable;

/**
 * How long a delivery is tried again.
 *
 * @param maximumRetryAttempts 0 to 185; 185 if it is not there
 * @param maximumEventAgeInSeconds 60 to 86,400 seconds; 86,400 if it is not there
 */
public record RetryPolicy(
        @Nullable Integer maximumRetryAttempts, @Nullable Integer maximumEventAgeInSeconds) {
    public static final int ATTEMPTS_MAX = 185;
    public static final int AGE_SECONDS_MIN = 60;
    public static final int AGE_SECONDS_MAX = 86_400;
    public static final RetryPolicy DEFAULT = new RetryPolicy(null, null);

    public int attempts() {
        return maximumRetryAttempts == null ? ATTEMPTS_MAX : maximumRetryAttempts;
    }

    public int ageSeconds() {
        return maximumEventAgeInSeconds == null ? AGE_SECONDS_MAX : maximumEventAgeInSeconds;
    }
}
