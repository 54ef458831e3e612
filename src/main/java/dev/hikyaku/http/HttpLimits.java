package dev.hikyaku.http;

import java.time.Duration;

/**
 * What a client may take of the server.
 *
 * @param bodyBytesMax of one request: a message of 1 MiB takes up to three times that as a form,
 *     and as JSON that escapes all but ASCII
 * @param bodiesBytesMax of all requests being served at a time
 * @param answersBytesMax of all answers that clients have yet to take
 * @param requestTimeout from a request's first bytes that were understood to its last
 * @param idleTimeout without a complete request head, or without taking an answer; longer than any
 *     long poll
 */
public record HttpLimits(
        int bodyBytesMax,
        long bodiesBytesMax,
        long answersBytesMax,
        int connectionsMax,
        Duration requestTimeout,
        Duration idleTimeout) {
    public static final HttpLimits DEFAULT =
            new HttpLimits(
                    4 << 20,
                    64L << 20,
                    64L << 20,
                    20_000,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(75));
}
