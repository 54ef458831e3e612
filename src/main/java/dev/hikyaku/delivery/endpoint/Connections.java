package dev.hikyaku.delivery.endpoint;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A worker's connections. Belongs to the loop.
 *
 * <p>The HTTP client looks for idle connections every second, whether it has any or not. A thousand
 * workers that rest would be a thousand timers a second, so a client lives only while there are
 * requests.
 */
final class Connections {
    private final Supplier<HttpClient> made;
    private final Consumer<Runnable> later;
    private @Nullable HttpClient client;
    private int users;
    private boolean used;
    private boolean closed;

    /**
     * @param made a client that has no connections yet
     * @param later runs an action after a while; the client is closed when there was no request for
     *     so long
     */
    Connections(Supplier<HttpClient> made, Consumer<Runnable> later) {
        this.made = made;
        this.later = later;
    }

    /** Keeps the client until {@link #ends}. */
    void starts() {
        users++;
        used = true;
    }

    void ends() {
        users--;
    }

    /** An address that Vert.x does not like is as good as one where nobody is. */
    Future<HttpClientRequest> request(RequestOptions options) {
        if (closed) {
            return Future.failedFuture("the worker has ended");
        }
        try {
            return client().request(options);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private HttpClient client() {
        HttpClient current = client;
        if (current == null) {
            current = made.get();
            client = current;
            later.accept(this::look);
        }
        return current;
    }

    private void look() {
        if (client == null) {
            return;
        }
        if (used || users > 0) {
            used = false;
            later.accept(this::look);
        } else {
            closeClient();
        }
    }

    void close() {
        closed = true;
        closeClient();
    }

    private void closeClient() {
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
