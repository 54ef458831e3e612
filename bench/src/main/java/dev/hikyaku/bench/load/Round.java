package dev.hikyaku.bench.load;

import java.time.Duration;

/** What one round came to. */
public record Round(
        long startNanos,
        Duration duration,
        long sentMessages,
        long deletedMessages,
        long errors,
        String firstError,
        double p50Millis,
        double p99Millis) {}
