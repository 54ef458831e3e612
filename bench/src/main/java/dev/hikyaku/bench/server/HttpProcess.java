package dev.hikyaku.bench.server;

import dev.hikyaku.bench.load.Address;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.CompletableFuture;

/**
 * A process that only speaks HTTP, with one event loop a core, as the product has, or with fewer.
 */
final class HttpProcess {
    /** Vert.x reads a negative port as: any, but the same for all instances. */
    private static final int ANY_SHARED_PORT = -1;

    private HttpProcess() {}

    static void serve(Handler<HttpServerRequest> handler) {
        serve(handler, Runtime.getRuntime().availableProcessors());
    }

    static void serve(Handler<HttpServerRequest> handler, int loops) {
        Vertx vertx =
                Vertx.vertx(
                        new VertxOptions()
                                .setEventLoopPoolSize(loops)
                                .setPreferNativeTransport(true));
        CompletableFuture<Integer> port = new CompletableFuture<>();
        vertx.deployVerticle(
                        () -> new Listener(handler, port),
                        new DeploymentOptions().setInstances(loops))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        System.out.println("ready on http://" + new Address(port.join()).authority());
    }

    private static final class Listener extends VerticleBase {
        private final Handler<HttpServerRequest> handler;
        private final CompletableFuture<Integer> port;

        Listener(Handler<HttpServerRequest> handler, CompletableFuture<Integer> port) {
            this.handler = handler;
            this.port = port;
        }

        @Override
        public Future<HttpServer> start() {
            return vertx.createHttpServer()
                    .requestHandler(handler)
                    .listen(ANY_SHARED_PORT, Address.HOST)
                    .onSuccess(server -> port.complete(server.actualPort()));
        }
    }
}
