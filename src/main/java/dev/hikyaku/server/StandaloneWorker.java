package dev.hikyaku.server;

import dev.hikyaku.delivery.Tracing;
import dev.hikyaku.delivery.Worker;
import dev.hikyaku.delivery.WorkerStats;
import dev.hikyaku.delivery.settings.WorkerSettings;
import dev.hikyaku.delivery.source.Source;
import dev.hikyaku.http.Cors;
import dev.hikyaku.http.OwnPaths;
import dev.hikyaku.http.OwnPaths.Page;
import dev.hikyaku.http.OwnPaths.Resource;
import dev.hikyaku.server.tracing.Traces;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One worker without a server, and its own pages if a port is given. */
public final class StandaloneWorker {
    private static final String BIND = "127.0.0.1";
    private static final int IDLE_SECONDS = 75;

    /** More than what a worker takes beyond its drain timeout. */
    private static final Duration SETTLING = Duration.ofSeconds(30);

    private final DeliveryMetrics metrics = new DeliveryMetrics();
    private final Tracing tracing = Traces.of(System.getenv());
    private final Vertx vertx;
    private final Worker worker;

    /**
     * One that is to be started.
     *
     * @throws IllegalArgumentException if the OTEL_ variables cannot be used
     */
    public StandaloneWorker(WorkerSettings settings, List<Source> sources) {
        this.vertx = EventLoops.create();
        this.worker =
                metrics.measured(
                        settings, hears -> new Worker(settings, sources, vertx, hears, tracing));
    }

    /**
     * Serves its pages.
     *
     * @param port 0 for any that is free
     * @return where they are
     * @throws RefusedException if the port cannot be listened on
     */
    public String serve(int port) {
        var pages = new OwnPaths(pages());
        var noPage = new Cors(Set.of());
        Future<HttpServer> server =
                vertx.createHttpServer(
                                new HttpServerOptions()
                                        .setHost(BIND)
                                        .setPort(port)
                                        .setIdleTimeout(IDLE_SECONDS)
                                        .setHttp2ClearTextEnabled(false))
                        .requestHandler(request -> pages.serve(request, noPage))
                        .listen();
        try {
            return "http://" + BIND + ":" + join(server.toCompletionStage()).actualPort();
        } catch (CompletionException e) {
            throw new RefusedException(
                    "admin-port = "
                            + port
                            + ": cannot be listened on at "
                            + BIND
                            + ": "
                            + e.getCause(),
                    e);
        }
    }

    private Map<String, Resource> pages() {
        var pages = new HashMap<>(SqsdApi.resources(worker));
        for (String at : List.of("", "/_hikyaku")) {
            pages.put(at + "/live", page(this::liveness));
            pages.put(at + "/ready", page(this::readiness));
            pages.put(
                    at + "/metrics",
                    page(() -> new Page(200, DeliveryMetrics.TYPE, metrics.scrape())));
        }
        pages.put("/_hikyaku/workers", new WorkersApi(List.of(worker)));
        return pages;
    }

    private static Resource page(Supplier<Page> page) {
        return Resource.page(() -> Future.succeededFuture(page.get()));
    }

    private Page liveness() {
        return WorkersApi.liveness(worker);
    }

    private Page readiness() {
        WorkerStats stats = worker.stats();
        return Page.text(
                stats.receiving() ? 200 : 503,
                stats.receiving() ? "ready" : "not ready: " + WorkerJson.word(stats.state()));
    }

    /** As {@link Worker#start}. */
    public CompletionStage<Void> start() {
        return worker.start();
    }

    /**
     * Drains and ends; waits for it.
     *
     * @throws CompletionException if that fails or takes too long
     */
    public void drain() {
        Duration limit = worker.settings().drainTimeout();
        try (tracing) {
            join(
                    worker.drain(limit)
                            .thenCompose(drained -> vertx.close().toCompletionStage())
                            .toCompletableFuture()
                            .orTimeout(limit.plus(SETTLING).toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
