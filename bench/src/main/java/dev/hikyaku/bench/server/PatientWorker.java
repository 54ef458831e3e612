package dev.hikyaku.bench.server;

import dev.hikyaku.bench.load.Address;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A worker in this process that takes its time, goes down and comes back, and remembers what it has
 * done. Work that was begun is done even if nobody waits for the answer any more.
 */
public final class PatientWorker implements AutoCloseable {
    private static final int WORK_MILLIS_MIN = 50;
    private static final int WORK_MILLIS_MAX = 150;

    private final Vertx vertx =
            Vertx.vertx(
                    new VertxOptions()
                            .setEventLoopPoolSize(1)
                            .setWorkerPoolSize(1)
                            .setPreferNativeTransport(true));
    // seeded, so that each forwarder meets the same
    private final Random workMillis = new Random(7);
    private final Map<String, Integer> done = new HashMap<>();
    private final List<Integer> receives = new ArrayList<>();
    private int port;
    private int running;
    private int unanswered;
    private @Nullable HttpServer server;

    /** Listens; where it did before if it was down. */
    public void up() {
        HttpServer listening =
                await(
                        vertx.createHttpServer()
                                .requestHandler(this::serve)
                                .listen(port, Address.HOST));
        port = listening.actualPort();
        server = listening;
    }

    /** Closes its port and its connections. */
    public void down() {
        if (server != null) {
            await(server.close());
            server = null;
        }
    }

    public Address address() {
        return new Address(port);
    }

    private void serve(HttpServerRequest request) {
        String id = Objects.requireNonNull(request.getHeader("X-Aws-Sqsd-Msgid"));
        int receiveCount = Integer.parseInt(request.getHeader("X-Aws-Sqsd-Receive-Count"));
        request.end()
                .onSuccess(read -> {
                    begins();
                    vertx.setTimer(
                            workMillis.nextInt(WORK_MILLIS_MIN, WORK_MILLIS_MAX),
                            over -> {
                                ends(id, receiveCount, request.response().closed());
                                request.response().end();
                            });
                });
    }

    private synchronized void begins() {
        running++;
    }

    private synchronized void ends(String id, int receiveCount, boolean nobodyWaits) {
        running--;
        unanswered += nobodyWaits ? 1 : 0;
        done.merge(id, 1, Integer::sum);
        receives.add(receiveCount);
    }

    public synchronized int running() {
        return running;
    }

    /** Messages that were done, each once. */
    public synchronized int done() {
        return done.size();
    }

    /** How often a message was done that had been done. */
    public synchronized int again() {
        return receives.size() - done.size();
    }

    /** What was done when whoever had asked was gone. */
    public synchronized int unanswered() {
        return unanswered;
    }

    /** The receive counts that messages came with. */
    public synchronized List<Integer> receives() {
        return List.copyOf(receives);
    }

    public synchronized void forget() {
        done.clear();
        receives.clear();
        unanswered = 0;
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
