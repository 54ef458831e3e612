package dev.hikyaku.broker.push;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Calls endpoints over HTTP. Redirections are not followed, and no more than a little of an answer
 * is kept. Belongs to one event loop.
 */
public final class HttpSender implements AutoCloseable {
    /** What is kept of an answer's body. */
    public static final int ANSWER_BYTES_MAX = 64 << 10;

    private static final int CONNECTIONS_MAX = 100;
    private static final int CONNECT_MILLIS = 5000;

    /** Shorter than the keep-alive of the usual servers. */
    private static final int KEEP_ALIVE_SECONDS = 1;

    /**
     * A request.
     *
     * @param uri absolute, http or https
     * @param timeout from the call to the end of the answer
     */
    public record Request(
            String method, URI uri, Map<String, String> headers, byte[] body, Duration timeout) {}

    /**
     * An answer, whatever its status.
     *
     * @param body its beginning, up to {@link #ANSWER_BYTES_MAX}
     */
    public record Reply(int status, MultiMap headers, byte[] body) {
        public boolean success() {
            return status >= 200 && status < 300;
        }
    }

    private final Vertx vertx;
    private final HttpClient client;

    public HttpSender(Vertx vertx) {
        this.vertx = vertx;
        this.client =
                vertx.httpClientBuilder()
                        .with(
                                new HttpClientOptions()
                                        .setConnectTimeout(CONNECT_MILLIS)
                                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS))
                        .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS_MAX))
                        // the request that a broken connection ends tells of it
                        .withConnectHandler(connection -> connection.exceptionHandler(cause -> {}))
                        .build();
    }

    /** Sends a request. Fails if there was no whole answer in time. */
    public Future<Reply> send(Request request) {
        var options =
                new RequestOptions()
                        .setMethod(HttpMethod.valueOf(request.method))
                        .setAbsoluteURI(request.uri.toString())
                        .setFollowRedirects(false);
        request.headers.forEach(options::putHeader);
        long millis = request.timeout.toMillis();
        return client.request(options)
                .compose(call -> answered(call, request.body, millis))
                .timeout(millis, TimeUnit.MILLISECONDS);
    }

    private Future<Reply> answered(HttpClientRequest call, byte[] body, long millis) {
        long limit = vertx.setTimer(millis, timer -> call.reset());
        return call.send(Buffer.buffer(body))
                .compose(HttpSender::read)
                .onComplete(done -> vertx.cancelTimer(limit));
    }

    private static Future<Reply> read(HttpClientResponse response) {
        var kept = Buffer.buffer();
        response.handler(chunk -> {
            int room = ANSWER_BYTES_MAX - kept.length();
            kept.appendBuffer(chunk, 0, Math.min(room, chunk.length()));
        });
        return response.end()
                .map(end -> new Reply(response.statusCode(), response.headers(), kept.getBytes()));
    }

    @Override
    public void close() {
        client.close();
    }
}
