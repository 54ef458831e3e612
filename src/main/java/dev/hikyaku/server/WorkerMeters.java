package dev.hikyaku.server;

import dev.hikyaku.delivery.WorkerMetrics;
import dev.hikyaku.delivery.endpoint.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** The meters of one worker. */
final class WorkerMeters implements WorkerMetrics {
    private final Timer delivered;
    private final Timer failed;
    private final Counter received;
    private final Counter returned;

    WorkerMeters(MeterRegistry registry, String worker) {
        delivered = latency(registry, worker, "delivered");
        failed = latency(registry, worker, "failed");
        received =
                counter(
                        registry,
                        worker,
                        "hikyaku.worker.received",
                        "Messages that came in from the queues");
        returned =
                counter(
                        registry,
                        worker,
                        "hikyaku.worker.returned",
                        "Messages given back before their delivery");
    }

    private static Timer latency(MeterRegistry registry, String worker, String outcome) {
        return Timer.builder("hikyaku.worker.delivery")
                .description("From the request to the end of the answer")
                .tag("worker", worker)
                .tag("outcome", outcome)
                .publishPercentileHistogram()
                .register(registry);
    }

    private static Counter counter(
            MeterRegistry registry, String worker, String name, String what) {
        return Counter.builder(name).description(what).tag("worker", worker).register(registry);
    }

    @Override
    public void received(String queue, int count) {
        received.increment(count);
    }

    @Override
    public void ended(String queue, Outcome outcome, long latencyNanos) {
        Timer timer = outcome instanceof Outcome.Delivered ? delivered : failed;
        timer.record(latencyNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void returned(String queue, int count) {
        returned.increment(count);
    }
}
