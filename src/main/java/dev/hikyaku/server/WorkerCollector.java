package dev.hikyaku.server;

import dev.hikyaku.delivery.WorkerControl;
import dev.hikyaku.delivery.WorkerStats;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;

/**
 * The statistics of all workers, each looked at once a scrape: no worker has meters of its own for
 * them, so thousands that are idle cost nothing but their lines.
 */
final class WorkerCollector implements MultiCollector {
    private record Watched(Labels labels, WorkerControl worker, WorkerMeters meters) {}

    /** A worker at the moment of the scrape. */
    private record Seen(Labels labels, WorkerStats stats, double ageSeconds) {}

    private final List<Watched> workers = new CopyOnWriteArrayList<>();

    void watch(WorkerControl worker, WorkerMeters meters) {
        workers.add(new Watched(Labels.of("worker", worker.settings().name()), worker, meters));
    }

    @Override
    public MetricSnapshots collect() {
        List<Seen> all =
                workers.stream()
                        .map(each ->
                                new Seen(
                                        each.labels, each.worker.stats(), each.meters.ageSeconds()))
                        .toList();
        if (all.isEmpty()) {
            return new MetricSnapshots();
        }
        return MetricSnapshots.of(
                state(all),
                gauge(all, "busy", "Deliveries that are running", WorkerStats::busy),
                gauge(all, "waiting", "Messages held that wait for a place", WorkerStats::waiting),
                gauge(all, "limit", "Deliveries that may run now", WorkerStats::limit),
                gauge(
                        all,
                        "concurrency",
                        "Deliveries that may run at all",
                        WorkerStats::concurrency),
                gauge(
                        all,
                        "idle_seconds",
                        "Since a receive last ended well",
                        stats -> stats.idleMillis() / 1000.0),
                age(all),
                counter(all, "received", "Messages that came in", WorkerStats::received),
                counter(all, "delivered", "Deliveries that succeeded", WorkerStats::delivered),
                counter(all, "failed", "Deliveries that failed", WorkerStats::failed),
                counter(
                        all,
                        "retried",
                        "Deliveries of messages that were received before",
                        WorkerStats::retried),
                counter(
                        all,
                        "returned",
                        "Messages given back before their delivery",
                        WorkerStats::returned),
                counter(
                        all,
                        "buried",
                        "Messages moved to a dead-letter queue because the worker said so",
                        WorkerStats::buried),
                counter(
                        all,
                        "heartbeat_failures",
                        "Extensions of a visibility timeout that failed",
                        WorkerStats::heartbeatFailures));
    }

    private static GaugeSnapshot state(List<Seen> all) {
        var gauge =
                GaugeSnapshot.builder()
                        .name("hikyaku_worker_state")
                        .help("1 for the state that the worker is in");
        all.forEach(seen ->
                gauge.dataPoint(
                        point(seen.labels.add("state", WorkerJson.word(seen.stats.state())), 1)));
        return gauge.build();
    }

    private static GaugeSnapshot age(List<Seen> all) {
        var gauge =
                GaugeSnapshot.builder()
                        .name("hikyaku_worker_oldest_age_seconds")
                        .help("Age, since its sending, of the oldest message of the last receives");
        all.forEach(seen -> gauge.dataPoint(point(seen.labels, seen.ageSeconds)));
        return gauge.build();
    }

    private static GaugeSnapshot gauge(
            List<Seen> all, String name, String help, ToDoubleFunction<WorkerStats> value) {
        var gauge = GaugeSnapshot.builder().name("hikyaku_worker_" + name).help(help);
        all.forEach(seen -> gauge.dataPoint(point(seen.labels, value.applyAsDouble(seen.stats))));
        return gauge.build();
    }

    private static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }

    private static CounterSnapshot counter(
            List<Seen> all, String name, String help, ToDoubleFunction<WorkerStats> value) {
        var counter = CounterSnapshot.builder().name("hikyaku_worker_" + name).help(help);
        all.forEach(seen ->
                counter.dataPoint(
                        CounterDataPointSnapshot.builder()
                                .labels(seen.labels)
                                .value(value.applyAsDouble(seen.stats))
                                .build()));
        return counter.build();
    }
}
