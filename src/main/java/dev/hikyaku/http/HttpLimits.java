package dev.hikyaku.http;

import java.time.Duration;

/**
 * What a client may take of the server.
 *
 * @param bodyBytesMax of one request
 * @param bodiesBytesMax of all requests being served at a time
 * @param requestTimeout from a request's first bytes that were understood to its last
 * @param idleTimeout without a complete request head; longer than any long poll
 */
public record HttpLimits(
        int bodyBytesMax,
        long bodiesBytesMax,
        int connectionsMax,
        Duration requestTimeout,
        Duration idleTimeout) {
    public static final HttpLimits DEFAULT =
            new HttpLimits(
                    2 << 20, 64L << 20, 20_000, Duration.ofSeconds(30), Duration.ofSeconds(75));
}
