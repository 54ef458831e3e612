package dev.hikyaku.http;

import dev.hikyaku.api.Dispatcher;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server of one event loop. Several of them share a port; each owns the connections that
 * it accepted. Requests below {@link OwnPaths#PREFIX} go to the server's own pages, all others to
 * the API.
 */
public final class ApiServer extends VerticleBase {
    private static final long SWEEP_INTERVAL_MILLIS = 1000;
    private static final long STOP_SECONDS_MAX = 10;

    /** What the servers of one port have in common. */
    public static final class Shared {
        private final HttpServerOptions options;
        private final HttpLimits limits;
        private final Dispatcher dispatcher;
        private final OwnPaths ownPaths;
        private final Cors cors;
        private final BodyBudget budget;
        private final BodyBudget answers;
        private final AtomicInteger connections = new AtomicInteger();

        public Shared(
                String host,
                int port,
                HttpLimits limits,
                Dispatcher dispatcher,
                OwnPaths ownPaths,
                Cors cors) {
            this.options =
                    new HttpServerOptions()
                            .setHost(host)
                            .setPort(port)
                            .setAcceptBacklog(4096)
                            .setTcpNoDelay(true)
                            // else a connection is not shown to us before its first request
                            .setHttp2ClearTextEnabled(false)
                            // there are no WebSockets here, whose handlers see every request
                            .setPerFrameWebSocketCompressionSupported(false)
                            .setPerMessageWebSocketCompressionSupported(false)
                            .setMaxInitialLineLength(16_384)
                            .setMaxHeaderSize(32_768);
            this.limits = limits;
            this.dispatcher = dispatcher;
            this.ownPaths = ownPaths;
            this.cors = cors;
            this.budget = new BodyBudget(limits.bodiesBytesMax());
            this.answers = new BodyBudget(limits.answersBytesMax());
        }

        /** Connections that are open now. */
        public int connections() {
            return connections.get();
        }
    }

    private final Shared shared;
    private final Connections connections;
    private @Nullable HttpServer server;

    public ApiServer(Shared shared) {
        this.shared = shared;
        this.connections = new Connections(shared.limits.idleTimeout());
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(
                SWEEP_INTERVAL_MILLIS, timer -> connections.sweep(now(), shared.answers.scarce()));
        server =
                vertx.createHttpServer(shared.options)
                        .connectionHandler(this::accepted)
                        .requestHandler(this::serve)
                        .invalidRequestHandler(HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER);
        return server.listen();
    }

    /** Takes no more connections, lets what is being served finish, then closes all. */
    @Override
    public Future<?> stop() {
        return server == null
                ? Future.succeededFuture()
                : server.shutdown(STOP_SECONDS_MAX, TimeUnit.SECONDS);
    }

    private void accepted(HttpConnection connection) {
        if (shared.connections.incrementAndGet() > shared.limits.connectionsMax()) {
            shared.connections.decrementAndGet();
            connection.close();
            return;
        }
        connections.opened(connection, now());
        connection.closeHandler(closed -> {
            shared.connections.decrementAndGet();
            connections.closed(connection);
        });
    }

    private void serve(HttpServerRequest request) {
        if (shared.cors.answers(request)) {
            idle(request.connection());
        } else if (OwnPaths.covers(request.path())) {
            awaitBody(request);
            shared.ownPaths
                    .serve(request, shared.cors)
                    .onComplete(done -> context.runOnContext(hop -> idle(request.connection())));
        } else {
            new Exchange(request, context, shared.dispatcher, this).start();
        }
    }

    private void awaitBody(HttpServerRequest request) {
        if (OwnPaths.mayChange(request)) {
            HttpConnection connection = request.connection();
            connections
                    .state(connection)
                    .awaitBody(now(), shared.limits.requestTimeout(), connection::close);
        }
    }

    HttpLimits limits() {
        return shared.limits;
    }

    BodyBudget budget() {
        return shared.budget;
    }

    BodyBudget answers() {
        return shared.answers;
    }

    /** Milliseconds of a clock that only goes forward. */
    long now() {
        return System.nanoTime() / 1_000_000;
    }

    Connections.State state(Exchange exchange) {
        return connections.state(exchange.request().connection());
    }

    void idle(Exchange exchange) {
        idle(exchange.request().connection());
    }

    private void idle(HttpConnection connection) {
        connections.idle(connection, now());
    }
}
