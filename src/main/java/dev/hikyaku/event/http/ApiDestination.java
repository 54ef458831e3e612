package dev.hikyaku.event.http;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP endpoint that events are sent to.
 *
 * @param id the end of its ARN
 * @param invocationEndpoint a URL; each {@code *} in its path is filled by a target
 * @param invocationRateLimitPerSecond 300 if it is not there
 */
public record ApiDestination(
        String id,
        @Nullable String description,
        String connectionArn,
        String invocationEndpoint,
        String httpMethod,
        @Nullable Integer invocationRateLimitPerSecond,
        Instant creationTime,
        Instant lastModifiedTime) {
    public static final int RATE_DEFAULT = 300;
    public static final List<String> METHODS =
            List.of("POST", "GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE");

    /** Calls in a second, at the most. */
    public int rate() {
        return invocationRateLimitPerSecond == null ? RATE_DEFAULT : invocationRateLimitPerSecond;
    }
}
