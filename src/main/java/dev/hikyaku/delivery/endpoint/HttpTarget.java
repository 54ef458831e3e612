package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.settings.Format;
import dev.hikyaku.delivery.settings.Resolve;
import dev.hikyaku.delivery.settings.TargetSettings;
import dev.hikyaku.delivery.source.Message;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP worker: requests are POSTs to one of its endpoints, over connections that are kept.
 *
 * <p>Redirections are not followed. The time limit runs from the call to the end of the answer, so
 * that a worker which sends its answer drop by drop cannot stretch it.
 */
public final class HttpTarget implements Target {
    /** So long that a steady trickle of messages does not make a client for each. */
    private static final Duration CLIENT_REST = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final TargetSettings settings;
    private final Connections connections;
    private final EndpointPool pool;
    private final Leases leases;
    private final @Nullable Lookups lookups;
    private final Router router;
    private final Requests requests;
    private final Deadlines deadlines;

    /**
     * To be made on the loop that uses it. Reads the files that the settings name.
     *
     * @param taskPaths where periodic tasks may go; empty if there are none
     * @throws IllegalArgumentException that names the setting and the file which is wrong
     */
    public HttpTarget(Vertx vertx, TargetSettings settings, Set<String> taskPaths) {
        var tasks = new Tasks(taskPaths);
        LongSupplier clock = System::currentTimeMillis;
        this.vertx = vertx;
        this.settings = settings;
        this.router = new Router(settings.paths(), tasks);
        this.requests =
                new Requests(
                        dialect(settings, tasks, clock), Secrets.read(settings.origin()), clock);
        this.deadlines = new Deadlines(vertx, settings.requestTimeout());
        this.connections =
                new Connections(
                        Clients.deliveries(vertx, settings),
                        look -> vertx.setTimer(CLIENT_REST.toMillis(), timer -> look.run()));
        this.pool = new EndpointPool(vertx, settings.connectTimeout(), text(settings.urls()));
        this.leases = new Leases(vertx, pool);
        this.lookups = locate();
    }

    /**
     * Reads the files that the settings name, to see whether they can be used.
     *
     * @throws IllegalArgumentException as the constructor
     */
    public static void check(Vertx vertx, TargetSettings settings) {
        Secrets.read(settings.origin());
        Clients.options(vertx, settings);
    }

    private static Dialect dialect(TargetSettings settings, Tasks tasks, LongSupplier clock) {
        var judge = new Judge(settings.success(), clock);
        return switch (settings.format()) {
            case MESSAGE -> new MessageDialect(settings.contentType(), tasks, judge);
            case EVENT, FUNCTION -> new EventDialect(settings.format() == Format.FUNCTION, judge);
        };
    }

    private static String text(List<URI> urls) {
        return urls.isEmpty()
                ? "endpoints that register"
                : urls.stream()
                        .map(url -> Address.of(url).text())
                        .collect(Collectors.joining(", "));
    }

    private @Nullable Lookups locate() {
        if (settings.urls().isEmpty()) {
            return null;
        }
        if (settings.resolution().how() == Resolve.NEVER) {
            pool.set(settings, settings.urls().stream().map(Address::of).toList());
            return null;
        }
        var started = new Lookups(vertx, settings.resolution(), pool);
        started.start(settings.urls());
        return started;
    }

    @Override
    public Future<Answer> deliver(List<Message> messages, Map<String, String> headers) {
        Route route = router.route(messages.getFirst());
        if (route instanceof Route.Nowhere nowhere) {
            return Future.succeededFuture(Answer.of(new Outcome.Failed(nowhere.reason())));
        }
        var delivery = new Delivery(messages, route, headers);
        return new Call(connections, pool, requests, deadlines, delivery).start();
    }

    @Override
    public void onArrival(Runnable told) {
        pool.onArrival(told);
    }

    @Override
    public Endpoints endpoints() {
        return leases;
    }

    /**
     * What tells whether the worker is there: its health URL, or else a connection to any endpoint.
     */
    @Override
    public Probe probe(@Nullable URI healthUrl) {
        return healthUrl == null
                ? pool
                : new HealthProbe(healthUrl, Clients.probes(vertx, settings));
    }

    @Override
    public void close() {
        if (lookups != null) {
            lookups.close();
        }
        connections.close();
        pool.close();
    }
}
