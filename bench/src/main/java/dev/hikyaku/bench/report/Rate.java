package dev.hikyaku.bench.report;

/**
 * What one server did under one load.
 *
 * @param ceilingRatio its rate over the ceiling's, round by round; 1 for the ceiling itself
 */
public record Rate(
        String scenario,
        int bodyBytes,
        String server,
        Spread rateMessagesPerSecond,
        Spread p50Millis,
        Spread p99Millis,
        Spread cpuMicrosPerMessage,
        Spread rssMegabytes,
        Spread ceilingRatio,
        long errors) {

    String text() {
        return "%s, %d B, %s: %s messages/s"
                .formatted(scenario, bodyBytes, server, rateMessagesPerSecond.text());
    }
}
