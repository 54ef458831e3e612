package dev.hikyaku.bench.server;

import dev.hikyaku.bench.load.Address;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A worker in this process, which notes by the clock of this process when each request came. */
public final class Arrivals implements AutoCloseable {
    private final Vertx vertx =
            Vertx.vertx(
                    new VertxOptions()
                            .setEventLoopPoolSize(1)
                            .setWorkerPoolSize(1)
                            .setPreferNativeTransport(true));
    private final BlockingQueue<Long> nanos = new LinkedBlockingQueue<>();
    private final Address address;

    public Arrivals() {
        int port =
                vertx.createHttpServer()
                        .requestHandler(this::note)
                        .listen(0, Address.HOST)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join()
                        .actualPort();
        address = new Address(port);
    }

    public Address address() {
        return address;
    }

    /**
     * When the next request came, by {@link System#nanoTime}.
     *
     * @throws IllegalStateException if none comes
     */
    public long next(Duration within) throws InterruptedException {
        Long came = nanos.poll(within.toNanos(), TimeUnit.NANOSECONDS);
        if (came == null) {
            throw new IllegalStateException("nothing was delivered within " + within);
        }
        return came;
    }

    private void note(HttpServerRequest request) {
        nanos.add(System.nanoTime());
        request.end().onSuccess(read -> request.response().end());
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }
}
