package dev.hikyaku.server;

import dev.hikyaku.api.Dispatcher;
import dev.hikyaku.api.Endpoint;
import dev.hikyaku.broker.topics.Topics;
import dev.hikyaku.delivery.Tracing;
import dev.hikyaku.engine.Engine;
import dev.hikyaku.http.ApiServer;
import dev.hikyaku.http.Cors;
import dev.hikyaku.http.HttpLimits;
import dev.hikyaku.http.OwnPaths;
import dev.hikyaku.http.OwnPaths.Resource;
import dev.hikyaku.server.tracing.Traces;
import dev.hikyaku.store.DataDirectory;
import dev.hikyaku.store.DiskReserve;
import dev.hikyaku.store.RocksStore;
import dev.hikyaku.store.Store;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: what it is made of, started in this order and stopped in the opposite one. */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final long STEP_SECONDS_MAX = 30;
    private static final long DISK_CHECK_MILLIS = 250;

    private final ServerSettings settings;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Vertx vertx;
    private final Engine engine;
    private final Endpoint endpoint;
    private final Metrics metrics;
    private final Workers workers;
    private final Brokers brokers;
    private final int port;
    private final AtomicBoolean checkingDisk = new AtomicBoolean();
    private volatile boolean ready;

    /** Starts a server; when this returns it serves. */
    public static Server start(ServerSettings settings) {
        return new Server(settings);
    }

    private Server(ServerSettings settings) {
        this.settings = settings;
        this.port = settings.port() == 0 ? FreePort.on(settings.bind()) : settings.port();
        try {
            var directory = opened(DataDirectory.open(settings.data(), settings.partitions()));
            Store store = opened(RocksStore.open(directory.storePath()));
            this.engine =
                    opened(
                            Engine.start(
                                    store,
                                    directory.partitions(),
                                    directory.salt(),
                                    System::currentTimeMillis,
                                    settings.missedFirings(),
                                    DiskReserve.of(
                                            settings.data(),
                                            (long) settings.diskReserveMib() << 20)));
            engine.checkDisk();
            this.endpoint = new Endpoint(url(), settings.region(), settings.account());
            var delivery = new DeliveryMetrics();
            this.metrics = new Metrics(delivery.registry(), engine, endpoint);
            this.vertx = EventLoops.create();
            started.push(() -> await(vertx.close()));
            Tracing tracing = opened(tracing());
            this.workers =
                    new Workers(settings.workers(), engine, endpoint, vertx, delivery, tracing);
            this.brokers =
                    new Brokers(
                            settings,
                            url(),
                            engine,
                            directory.connectionsKey()::key,
                            vertx,
                            tracing);
            watchDisk();
            setUpQueues();
            listen();
            started.push(engine::releaseWaiting);
            opened(brokers).start();
            opened(workers).start();
            warnIfOpen();
            ready = true;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static Tracing tracing() {
        try {
            return Traces.of(System.getenv());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    private void watchDisk() {
        long timer = vertx.setPeriodic(DISK_CHECK_MILLIS, tick -> checkDisk());
        started.push(() -> vertx.cancelTimer(timer));
    }

    /** One at a time: if the disk is slow, the next look waits. */
    private void checkDisk() {
        if (checkingDisk.compareAndSet(false, true)) {
            vertx.executeBlocking(Executors.callable(engine::checkDisk))
                    .onFailure(e -> LOG.error("The disk could not be looked at", e))
                    .onComplete(done -> checkingDisk.set(false));
        }
    }

    private void setUpQueues() {
        var queues = new QueueSetup(engine, endpoint);
        queues.apply(settings.queues());
        settings.workers()
                .forEach(worker -> worker.queues().forEach(queue -> queues.ensure(queue.name())));
    }

    private void listen() {
        var http =
                new ApiServer.Shared(
                        settings.bind(),
                        port,
                        HttpLimits.DEFAULT,
                        new Dispatcher(brokers.services(endpoint)),
                        pages(),
                        new Cors(Set.copyOf(settings.corsOrigins())));
        var options = new DeploymentOptions().setInstances(EventLoops.COUNT);
        String deployment = deployed(vertx.deployVerticle(() -> new ApiServer(http), options));
        started.push(() -> await(vertx.undeploy(deployment)));
    }

    private String deployed(Future<String> deployment) {
        return await(
                deployment.recover(cause ->
                        Future.failedFuture(
                                cause instanceof IOException
                                        ? new RefusedException(
                                                "port = "
                                                        + port
                                                        + ": cannot be listened on at "
                                                        + settings.bind()
                                                        + ": "
                                                        + cause.getMessage(),
                                                cause)
                                        : cause)));
    }

    private OwnPaths pages() {
        return new OwnPaths(
                Map.of(
                        "/_hikyaku/live",
                        Resource.page(() -> Future.succeededFuture(liveness())),
                        "/_hikyaku/ready",
                        Resource.page(() -> Future.succeededFuture(readiness())),
                        "/_hikyaku/metrics",
                        Resource.page(() ->
                                metrics.scrape()
                                        .map(text ->
                                                new OwnPaths.Page(
                                                        200, DeliveryMetrics.TYPE, text))),
                        Topics.CERTIFICATES,
                        ask ->
                                vertx.executeBlocking(() -> certificate(ask.below()))
                                        .map(Objects::requireNonNull),
                        "/_hikyaku/workers",
                        workers.api()));
    }

    /** What the signatures of messages are verified by. */
    private OwnPaths.Page certificate(List<String> below) {
        var certificate = brokers.topics().certificate();
        return below.equals(List.of(certificate.getKey()))
                ? new OwnPaths.Page(200, "application/x-pem-file", certificate.getValue())
                : OwnPaths.Page.text(404, "There is no such certificate.");
    }

    private void warnIfOpen() {
        if (!ServerSettings.isLoopback(settings.bind())) {
            LOG.warn(
                    "Listening on {}: anyone who can reach it may read and delete all messages",
                    settings.bind());
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        started.push(part);
        return part;
    }

    /** Where clients reach it. */
    public String url() {
        return Objects.requireNonNullElseGet(
                settings.advertise(), () -> "http://" + settings.bind() + ":" + port);
    }

    /** Not live once the disk has refused a write, for only a restart mends that. */
    private OwnPaths.Page liveness() {
        return engine.healthy()
                ? OwnPaths.Page.text(200, "live")
                : OwnPaths.Page.text(503, "the disk refused a write; see the log, then restart");
    }

    private OwnPaths.Page readiness() {
        if (!engine.healthy()) {
            return liveness();
        }
        String nearlyFull =
                engine.diskLow() ? "; the disk is nearly full: nothing new is stored" : "";
        return ready
                ? OwnPaths.Page.text(200, "ready" + nearlyFull)
                : OwnPaths.Page.text(503, "not ready: starting or stopping");
    }

    /** Drains and stops. */
    @Override
    public void close() {
        ready = false;
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                LOG.error("A part of the server did not stop cleanly", e);
            }
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(STEP_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException("A step of starting or stopping took too long", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RefusedException refused) {
                throw refused;
            }
            throw new IllegalStateException(
                    "A step of starting or stopping failed: " + e.getCause(), e);
        }
    }
}
