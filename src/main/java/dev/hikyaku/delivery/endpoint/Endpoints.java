package dev.hikyaku.delivery.endpoint;

import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The places where a worker's requests go, and who may change them while it runs. Thread-safe. */
public interface Endpoints {
    /**
     * One place.
     *
     * @param up whether requests go there
     * @param running requests under way
     * @param leaseMillis what is left of its lease; null if it was configured or resolved
     */
    record State(URI url, boolean up, int running, @Nullable Long leaseMillis) {}

    /** None that anyone may change. */
    Endpoints FIXED =
            new Endpoints() {
                @Override
                public Future<List<State>> list() {
                    return Future.succeededFuture(List.of());
                }

                @Override
                public Future<Void> register(URI url, Duration lease) {
                    return Future.failedFuture(
                            new IllegalArgumentException("This worker has no endpoints."));
                }

                @Override
                public Future<Boolean> deregister(URI url) {
                    return Future.succeededFuture(false);
                }
            };

    /** All of them as they are now. */
    Future<List<State>> list();

    /**
     * Adds one, or renews its lease; without that, it ends by itself.
     *
     * @param url http or https
     * @param lease 1 s to 1 h
     */
    Future<Void> register(URI url, Duration lease);

    /**
     * Takes a registered one out; what runs there may end.
     *
     * @return whether it was there
     */
    Future<Boolean> deregister(URI url);
}
