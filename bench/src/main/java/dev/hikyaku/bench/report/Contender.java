package dev.hikyaku.bench.report;

import java.util.List;

/**
 * What one queue did in a comparison.
 *
 * @param durable whether a confirmed message is synced to the disk
 * @param loads one figure set each; fewer when it failed at one
 */
public record Contender(
        String name, String version, String settings, boolean durable, List<Figures> loads) {
    public static final String SEND = "send";

    public static final String TENS = "tens";
    public static final String LIFECYCLE = "lifecycle";

    static final List<String> LOADS = List.of(SEND, TENS, LIFECYCLE);

    /**
     * Under one load.
     *
     * @param clientCpuMicrosPerMessage of the process that makes the load
     * @param productRatio its rate over Hikyaku's, round by round
     */
    public record Figures(
            String load,
            Spread rateMessagesPerSecond,
            Spread p50Millis,
            Spread p99Millis,
            Spread cpuMicrosPerMessage,
            Spread clientCpuMicrosPerMessage,
            Spread rssMegabytes,
            Spread productRatio,
            long errors) {
        String text(String name) {
            return "%s, %s: %s messages/s, %s us"
                    .formatted(
                            load,
                            name,
                            rateMessagesPerSecond.text(),
                            cpuMicrosPerMessage.medianText());
        }
    }
}
