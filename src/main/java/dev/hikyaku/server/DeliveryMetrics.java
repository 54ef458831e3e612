package dev.hikyaku.server;

import dev.hikyaku.delivery.Worker;
import dev.hikyaku.delivery.WorkerMetrics;
import dev.hikyaku.delivery.settings.WorkerSettings;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Function;

/** What Prometheus reads of workers, of the JVM and of the machine. */
final class DeliveryMetrics {
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final WorkerCollector collector = new WorkerCollector();

    DeliveryMetrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        registry.getPrometheusRegistry().register(collector);
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    /**
     * Makes a worker that is measured.
     *
     * @param maker gets what the worker is to tell of itself
     */
    Worker measured(WorkerSettings settings, Function<WorkerMetrics, Worker> maker) {
        var meters = new WorkerMeters(registry, settings.name(), System::currentTimeMillis);
        Worker worker = maker.apply(meters);
        collector.watch(worker, meters);
        return worker;
    }

    String scrape() {
        return registry.scrape();
    }
}
