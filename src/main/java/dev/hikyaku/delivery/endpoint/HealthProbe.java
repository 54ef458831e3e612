package dev.hikyaku.delivery.endpoint;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A GET of the worker's health URL, which must answer 200. It has connections of its own: those for
 * deliveries may all be taken by requests that hang.
 */
final class HealthProbe implements Probe {
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    private final URI url;
    private final HttpClient client;

    HealthProbe(URI url, HttpClient client) {
        this.url = url;
        this.client = client;
    }

    @Override
    public Future<Void> probe() {
        return client.request(new RequestOptions().setAbsoluteURI(url.toString()))
                .compose(HealthProbe::ask);
    }

    private static Future<Void> ask(HttpClientRequest request) {
        return request.send()
                .compose(HealthProbe::check)
                .timeout(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(cause -> request.reset());
    }

    private static Future<Void> check(HttpClientResponse response) {
        response.exceptionHandler(cause -> {}); // the end tells of it, too
        return response.end()
                .compose(ended ->
                        response.statusCode() == 200
                                ? Future.succeededFuture()
                                : Future.failedFuture("it answered " + response.statusCode()));
    }

    @Override
    public String text() {
        return url.toString();
    }

    @Override
    public void close() {
        client.close();
    }
}
