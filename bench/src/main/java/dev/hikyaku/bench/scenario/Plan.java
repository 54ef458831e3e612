package dev.hikyaku.bench.scenario;

import java.time.Duration;

/** How long and how much: a whole run takes about fifteen minutes on two cores. */
public record Plan(
        Duration warmUp,
        Duration round,
        int rounds,
        int connections,
        long drainMessages,
        long shallowMessages,
        long deepMessages,
        int deepBytes,
        int longPolls,
        int wakeUps,
        long deliverMessages,
        int deliverConcurrency,
        Duration latency,
        int workers,
        Duration workersSettle,
        Duration workersIdle,
        int starts,
        Duration idle,
        long floodMessages,
        long schedules,
        int schedulesDue,
        long compareMessages,
        long faultMessages,
        Duration outage) {

    public static Plan full(
            Duration warmUp,
            Duration round,
            int rounds,
            int connections,
            long waiting,
            int waitingBytes,
            long schedules) {
        return new Plan(
                warmUp,
                round,
                rounds,
                connections,
                100_000,
                50_000,
                waiting,
                waitingBytes,
                10_000,
                1_000,
                15_000,
                50,
                Duration.ofSeconds(15),
                1_000,
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                5,
                Duration.ofSeconds(5),
                100_000,
                schedules,
                5_000,
                30_000,
                1_500,
                Duration.ofSeconds(60));
    }

    /** Shows that everything works, and says nothing about speed. */
    public static Plan quick() {
        Duration second = Duration.ofSeconds(1);
        return new Plan(
                second, second, 1, 16, 2_000, 1_000, 5_000, 200, 100, 20, 1_000, 10, second, 20,
                second, second, 2, second, 1_000, 2_000, 100, 1_000, 300, second);
    }
}
