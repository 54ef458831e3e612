package dev.hikyaku.bench.server;

import dev.hikyaku.bench.load.Address;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Posts to a worker what the product posts, by the same HTTP client on one event loop, and has no
 * queue: as soon as an answer is there the next request goes. Asked by GET with {@code port},
 * {@code count}, {@code concurrency} and {@code bytes}, it answers when all is posted.
 */
public final class ClosedLoop {
    private static final int KEEP_ALIVE_SECONDS = 1;
    private static final String ID = "059f36b4-87a3-44ab-83d2-661975830a7d";
    private static final String SENDER = "000000000000";
    private static final String TIME = "2026-01-01T00:00:00.000Z";

    private static @Nullable HttpClient client;

    private final HttpClient http;
    private final RequestOptions options;
    private final Buffer body;
    private final Promise<Void> done = Promise.promise();
    private long toStart;
    private long toEnd;

    private ClosedLoop(HttpClient http, int port, long count, int bytes) {
        this.http = http;
        this.options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setHost(Address.HOST)
                        .setPort(port)
                        .setURI("/");
        this.body = Buffer.buffer("x".repeat(bytes));
        this.toStart = count;
        this.toEnd = count;
    }

    public static void main(String[] arguments) {
        HttpProcess.serve(ClosedLoop::serve, 1);
    }

    private static void serve(HttpServerRequest asked) {
        int concurrency = number(asked, "concurrency");
        var loop =
                new ClosedLoop(
                        client(concurrency),
                        number(asked, "port"),
                        number(asked, "count"),
                        number(asked, "bytes"));
        loop.start(concurrency)
                .onComplete(
                        posted -> asked.response().end("posted"),
                        failure ->
                                asked.response().setStatusCode(500).end(String.valueOf(failure)));
    }

    private static int number(HttpServerRequest asked, String name) {
        return Integer.parseInt(asked.getParam(name));
    }

    /** Kept from round to round: set up as the product sets up its own. */
    private static HttpClient client(int concurrency) {
        if (client == null) {
            client =
                    Objects.requireNonNull(Vertx.currentContext())
                            .owner()
                            .httpClientBuilder()
                            .with(new HttpClientOptions().setKeepAliveTimeout(KEEP_ALIVE_SECONDS))
                            .with(
                                    new PoolOptions()
                                            .setHttp1MaxSize(concurrency)
                                            .setCleanerPeriod(KEEP_ALIVE_SECONDS * 1000))
                            .build();
        }
        return client;
    }

    private Future<Void> start(int concurrency) {
        for (int i = 0; i < concurrency; i++) {
            next();
        }
        return done.future();
    }

    private void next() {
        if (toStart-- > 0) {
            http.request(options)
                    .compose(this::post)
                    .compose(HttpClientResponse::end)
                    .onComplete(answered -> answered(), done::tryFail);
        }
    }

    private void answered() {
        if (--toEnd == 0) {
            done.tryComplete();
        }
        next();
    }

    private Future<HttpClientResponse> post(HttpClientRequest request) {
        request.headers()
                .set("User-Agent", "aws-sqsd/2.0")
                .set("Content-Type", "application/json")
                .set("X-Aws-Sqsd-Msgid", ID)
                .set("X-Aws-Sqsd-Queue", "bench")
                .set("X-Aws-Sqsd-First-Received-At", TIME)
                .set("X-Aws-Sqsd-Receive-Count", "1")
                .set("X-Aws-Sqsd-Sent-At", TIME)
                .set("X-Aws-Sqsd-Path", "/")
                .set("X-Sqsd-Msgid", ID)
                .set("X-Sqsd-First-Received-At", TIME)
                .set("X-Aws-Sqsd-Sender-Id", SENDER);
        return request.send(body);
    }
}
