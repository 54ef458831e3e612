package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.load.Round;
import java.time.Duration;

/** One round, and what it cost the server. */
record Sample(
        double rateMessagesPerSecond,
        double p50Millis,
        double p99Millis,
        double cpuMicrosPerMessage,
        double clientCpuMicrosPerMessage,
        double rssMegabytes,
        long errors) {

    static Sample of(
            Round round, long messages, Duration cpu, Duration clientCpu, double rssMegabytes) {
        if (messages == 0) {
            throw new IllegalStateException(
                    "no message went through in a round: " + round.firstError());
        }
        return new Sample(
                messages * 1e9 / round.duration().toNanos(),
                round.p50Millis(),
                round.p99Millis(),
                cpu.toNanos() / 1e3 / messages,
                clientCpu.toNanos() / 1e3 / messages,
                rssMegabytes,
                round.errors());
    }
}
