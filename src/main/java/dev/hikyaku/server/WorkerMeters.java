package dev.hikyaku.server;

import dev.hikyaku.delivery.WorkerMetrics;
import dev.hikyaku.delivery.endpoint.Outcome;
import dev.hikyaku.delivery.source.Message;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What a worker's deliveries took, as histograms. They are made when they are first needed, so that
 * a worker without messages has none; what can be counted is in its statistics already, see {@link
 * WorkerCollector}. Called on the worker's event loop.
 */
final class WorkerMeters implements WorkerMetrics {
    private static final Duration[] LATENCIES =
            millis(5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 300_000);
    private static final Duration[] LAGS =
            millis(
                    10,
                    50,
                    100,
                    500,
                    1000,
                    5000,
                    10_000,
                    30_000,
                    60_000,
                    300_000,
                    900_000,
                    3_600_000,
                    21_600_000,
                    86_400_000);
    private static final double[] RECEIVES = {1, 2, 3, 5, 10, 20, 50, 100};

    private final MeterRegistry registry;
    private final String worker;
    private final LongSupplier clockMillis;
    private final Map<String, Long> agesMillis = new HashMap<>();
    private volatile long ageMillis;
    private @Nullable Timer delivered;
    private @Nullable Timer failed;
    private @Nullable Timer lag;
    private @Nullable DistributionSummary receives;

    /**
     * @param clockMillis milliseconds since 1970
     */
    WorkerMeters(MeterRegistry registry, String worker, LongSupplier clockMillis) {
        this.registry = registry;
        this.worker = worker;
        this.clockMillis = clockMillis;
    }

    private static Duration[] millis(long... bounds) {
        return LongStream.of(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    /**
     * How long the oldest of what each queue gave last had waited there; 0 if they gave nothing.
     */
    double ageSeconds() {
        return ageMillis / 1000.0;
    }

    @Override
    public void received(String queue, List<Message> messages) {
        long now = clockMillis.getAsLong();
        long age =
                messages.stream()
                        .mapToLong(message -> now - message.sentAtMillis())
                        .max()
                        .orElse(0);
        agesMillis.put(queue, Math.max(0, age));
        ageMillis = agesMillis.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    @Override
    public void ended(Message message, Outcome outcome, long latencyNanos) {
        receives().record(message.receiveCount());
        if (outcome instanceof Outcome.Delivered) {
            delivered().record(latencyNanos, TimeUnit.NANOSECONDS);
            lag().record(lagMillis(message), TimeUnit.MILLISECONDS);
        } else {
            failed().record(latencyNanos, TimeUnit.NANOSECONDS);
        }
    }

    private long lagMillis(Message message) {
        return Math.max(0, clockMillis.getAsLong() - message.sentAtMillis());
    }

    private Timer delivered() {
        if (delivered == null) {
            delivered = latency("delivered");
        }
        return delivered;
    }

    private Timer failed() {
        if (failed == null) {
            failed = latency("failed");
        }
        return failed;
    }

    private Timer latency(String outcome) {
        return Timer.builder("hikyaku.worker.delivery")
                .description("From the request to the end of the answer")
                .tag("worker", worker)
                .tag("outcome", outcome)
                .serviceLevelObjectives(LATENCIES)
                .register(registry);
    }

    private Timer lag() {
        if (lag == null) {
            lag =
                    Timer.builder("hikyaku.worker.lag")
                            .description("From the sending of a message to its delivery")
                            .tag("worker", worker)
                            .serviceLevelObjectives(LAGS)
                            .register(registry);
        }
        return lag;
    }

    private DistributionSummary receives() {
        if (receives == null) {
            receives =
                    DistributionSummary.builder("hikyaku.worker.receive.count")
                            .description("The receive counts of the messages whose delivery ended")
                            .tag("worker", worker)
                            .serviceLevelObjectives(RECEIVES)
                            .register(registry);
        }
        return receives;
    }
}
