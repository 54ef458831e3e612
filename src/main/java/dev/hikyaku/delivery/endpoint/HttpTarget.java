package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.settings.TargetSettings;
import dev.hikyaku.delivery.source.Message;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP worker: each message is a POST to one URL, over connections that are kept.
 *
 * <p>Redirections are not followed and the answer's body is thrown away. The time limit runs from
 * the call to the end of the answer, so that a worker which sends its answer drop by drop cannot
 * stretch it.
 */
public final class HttpTarget implements Target {
    /**
     * Shorter than the keep-alive of the usual servers (gunicorn's is 2 s, Node's 5 s): a request
     * sent on a connection that the worker is just closing fails for no reason.
     */
    private static final int KEEP_ALIVE_SECONDS = 1;

    private final Vertx vertx;
    private final HttpClient client;
    private final RequestOptions request;
    private final SqsdHeaders headers;
    private final Duration requestTimeout;

    public HttpTarget(Vertx vertx, TargetSettings settings) {
        URI url = settings.urls().getFirst();
        String contentType = settings.contentType();
        int connections = settings.connections();
        Duration connectTimeout = settings.connectTimeout();
        this.vertx = vertx;
        this.client =
                vertx.httpClientBuilder()
                        .with(options(connectTimeout))
                        .with(
                                new PoolOptions()
                                        .setHttp1MaxSize(connections)
                                        .setCleanerPeriod(KEEP_ALIVE_SECONDS * 1000))
                        .withConnectHandler(HttpTarget::quiet)
                        .build();
        this.request =
                new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(url.toString());
        this.headers = new SqsdHeaders(contentType, path(url));
        this.requestTimeout = settings.requestTimeout();
    }

    /** The delivery that a broken connection ends tells of it; Vert.x need not log it, too. */
    private static void quiet(HttpConnection connection) {
        connection.exceptionHandler(cause -> {});
    }

    private static HttpClientOptions options(Duration connectTimeout) {
        return new HttpClientOptions()
                .setConnectTimeout((int) connectTimeout.toMillis())
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS);
    }

    private static String path(URI url) {
        return url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    }

    @Override
    public Future<Answer> deliver(List<Message> messages) {
        var call = new Call(messages.getFirst());
        call.start();
        return call.outcome.future().map(Answer::of);
    }

    @Override
    public Endpoints endpoints() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** One delivery. The first of its ends counts: an answer, a failure, or the time limit. */
    private final class Call {
        private final Message message;
        private final Promise<Outcome> outcome = Promise.promise();
        private final long limit = vertx.setTimer(requestTimeout.toMillis(), timer -> timedOut());
        private @Nullable HttpClientRequest sent;

        Call(Message message) {
            this.message = message;
        }

        void start() {
            client.request(request).onComplete(this::send, this::unreachable);
        }

        private void send(HttpClientRequest connected) {
            if (outcome.future().isComplete()) {
                connected.reset();
                return;
            }
            sent = connected;
            try {
                headers.write(message, connected.headers());
            } catch (RuntimeException e) {
                connected.reset();
                end(new Outcome.Failed("the request cannot be written: " + e));
                return;
            }
            connected
                    .send(Buffer.buffer(message.body()))
                    .onComplete(this::answered, this::unreachable);
        }

        private void answered(HttpClientResponse response) {
            response.exceptionHandler(this::unreachable)
                    .end()
                    .onComplete(done -> end(outcomeOf(response.statusCode())), this::unreachable);
        }

        private void unreachable(Throwable cause) {
            end(new Outcome.Unreachable(Reasons.of(cause)));
        }

        private void timedOut() {
            end(new Outcome.TimedOut(requestTimeout));
            if (sent != null) {
                sent.reset();
            }
        }

        private void end(Outcome how) {
            vertx.cancelTimer(limit);
            outcome.tryComplete(how);
        }
    }

    private static Outcome outcomeOf(int status) {
        return status >= 200 && status < 300
                ? new Outcome.Delivered(status)
                : new Outcome.Rejected(status);
    }

    @Override
    public void close() {
        client.close();
    }
}
