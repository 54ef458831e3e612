package dev.hikyaku.server;

import dev.hikyaku.api.Endpoint;
import dev.hikyaku.delivery.Tracing;
import dev.hikyaku.delivery.Worker;
import dev.hikyaku.delivery.WorkerMetrics;
import dev.hikyaku.delivery.settings.WorkerSettings;
import dev.hikyaku.delivery.source.EngineSource;
import dev.hikyaku.delivery.source.Source;
import dev.hikyaku.engine.Engine;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The delivery daemons inside the server. They start when the server is ready, and end before
 * anything else does.
 */
final class Workers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private final List<Worker> workers;

    Workers(
            List<WorkerSettings> settings,
            Engine engine,
            Endpoint endpoint,
            Vertx vertx,
            DeliveryMetrics metrics,
            Tracing tracing) {
        this.workers =
                settings.stream()
                        .map(each ->
                                metrics.measured(
                                        each,
                                        hears ->
                                                worker(
                                                        each,
                                                        sources(each, engine, endpoint),
                                                        vertx,
                                                        hears,
                                                        tracing)))
                        .toList();
    }

    private static Worker worker(
            WorkerSettings settings,
            List<Source> sources,
            Vertx vertx,
            WorkerMetrics hears,
            Tracing tracing) {
        try {
            return new Worker(settings.patient(), sources, vertx, hears, tracing);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("worker " + settings.name() + ": " + e.getMessage());
        }
    }

    private static List<Source> sources(WorkerSettings worker, Engine engine, Endpoint endpoint) {
        return worker.queues().stream()
                .<Source>map(queue -> new EngineSource(engine, endpoint.arn(queue.name())))
                .toList();
    }

    WorkersApi api() {
        return new WorkersApi(workers);
    }

    void start() {
        workers.forEach(
                worker -> worker.start().whenComplete((started, failed) -> report(worker, failed)));
    }

    private static void report(Worker worker, @Nullable Throwable failed) {
        String name = worker.settings().name();
        if (failed != null
                && !(failed instanceof CancellationException)
                && !(failed.getCause() instanceof CancellationException)) {
            LOG.error("Worker {} has given up; its messages wait in their queues", name, failed);
        }
    }

    @Override
    public void close() {
        CompletableFuture.allOf(
                        workers.stream().map(Workers::drained).toArray(CompletableFuture[]::new))
                .join();
    }

    private static CompletableFuture<Void> drained(Worker worker) {
        Duration limit = worker.settings().drainTimeout();
        return worker.drain(limit).toCompletableFuture();
    }
}
