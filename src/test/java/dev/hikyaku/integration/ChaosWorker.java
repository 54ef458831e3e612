package dev.hikyaku.integration;

import dev.hikyaku.integration.DeliveryLedger.End;
import dev.hikyaku.integration.Faults.Kind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A worker that fails, hangs and restarts all the time. What it does it notes before it answers.
 *
 * <p>All of it runs on one event loop.
 */
final class ChaosWorker implements AutoCloseable {
    private static final int FAILED_PERCENT = 5;
    private static final int HANGING_PERCENT = 1;
    private static final int WORK_MILLIS_MAX = 10;
    private static final long UP_MILLIS = 3_000;
    private static final int DOWN_MILLIS_MIN = 100;
    private static final int DOWN_MILLIS_MAX = 300;

    /** How long after the daemon's time limit one that hangs is done, if it ever is. */
    private static final long LATE_MILLIS = 300;

    private static final int OK = 200;
    private static final int SERVER_ERROR = 500;
    private static final int BAD_REQUEST = 400;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final int port = freePort();
    private final DeliveryLedger ledger;
    private final Faults faults;
    private final Random choices;
    private final long limitMillis;
    private final Predicate<String> poison;
    private final Map<HttpServerRequest, Work> running = new LinkedHashMap<>();
    private int life;

    private record Work(String body, int place) {}

    /**
     * A worker that is down.
     *
     * @param limit the daemon's request timeout
     * @param poison the bodies that it never takes, and answers with 400
     */
    ChaosWorker(
            DeliveryLedger ledger,
            Faults faults,
            Random choices,
            Duration limit,
            Predicate<String> poison) {
        this.ledger = ledger;
        this.faults = faults;
        this.choices = choices;
        this.limitMillis = limit.toMillis();
        this.poison = poison;
    }

    private static int freePort() {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** Comes up, and from then on goes down and up again every few seconds. */
    void up() {
        var up = Promise.<Void>promise();
        context.runOnContext(ignored -> listen().onComplete(up));
        up.future()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    // --- its restarts

    private Future<Void> listen() {
        HttpServer server =
                vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                        .requestHandler(this::serve);
        return server.listen()
                .onSuccess(up -> vertx.setTimer(UP_MILLIS, fired -> restart(up)))
                .mapEmpty();
    }

    private void restart(HttpServer up) {
        long from = System.nanoTime();
        life++;
        running.values().forEach(work -> ledger.ended(work.body, work.place, End.CUT));
        running.clear();
        up.close()
                .onComplete(closed ->
                        vertx.setTimer(
                                choices.nextInt(DOWN_MILLIS_MIN, DOWN_MILLIS_MAX + 1),
                                fired ->
                                        listen().onSuccess(ignored ->
                                                faults.add(Kind.WORKER_RESTART, from))));
    }

    // --- its work

    private void serve(HttpServerRequest request) {
        int receivedIn = life;
        request.body()
                .onSuccess(body -> {
                    if (receivedIn == life) {
                        work(request, body.toString());
                    }
                });
    }

    private void work(HttpServerRequest request, String body) {
        int receiveCount = Integer.parseInt(request.getHeader("X-Aws-Sqsd-Receive-Count"));
        running.put(request, new Work(body, ledger.begins(body, receiveCount)));
        int percent = choices.nextInt(100);
        long work = choices.nextInt(1, WORK_MILLIS_MAX + 1);
        if (percent < HANGING_PERCENT) {
            hang(request);
        } else if (percent < HANGING_PERCENT + FAILED_PERCENT) {
            vertx.setTimer(work, fired -> answer(request, SERVER_ERROR));
        } else {
            vertx.setTimer(work, fired -> answer(request, poison.test(body) ? BAD_REQUEST : OK));
        }
    }

    /** Every other one gets done when the daemon has given it up. */
    private void hang(HttpServerRequest request) {
        if (choices.nextBoolean()) {
            vertx.setTimer(limitMillis + LATE_MILLIS, fired -> answer(request, OK));
        } else {
            request.connection().closeHandler(closed -> end(request, End.CUT));
        }
    }

    private void answer(HttpServerRequest request, int status) {
        if (end(request, status == OK ? End.DONE : End.FAILED)) {
            request.response().setStatusCode(status).end();
        }
    }

    /** False if it has ended before. */
    private boolean end(HttpServerRequest request, End end) {
        Work work = running.remove(request);
        if (work == null) {
            return false;
        }
        ledger.ended(work.body, work.place, end);
        return true;
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}
