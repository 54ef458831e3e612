package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.settings.Resolve;
import dev.hikyaku.delivery.settings.TargetSettings;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the pool's endpoints in step with DNS. While a name is not found, its last endpoints stay:
 * those that are gone show by themselves. Belongs to the loop.
 */
final class Lookups {
    private static final Logger LOG = LoggerFactory.getLogger(Lookups.class);

    private final Vertx vertx;
    private final TargetSettings.Resolution settings;
    private final EndpointPool pool;
    private final Set<URI> failing = new HashSet<>();
    private @Nullable Names names;
    private boolean closed;

    Lookups(Vertx vertx, TargetSettings.Resolution settings, EndpointPool pool) {
        this.vertx = vertx;
        this.settings = settings;
        this.pool = pool;
    }

    void start(List<URI> urls) {
        pool.absent("names are being resolved");
        vertx.executeBlocking(() -> new Names(settings.server()), false)
                .onComplete(made -> started(made, urls));
    }

    private void started(AsyncResult<Names> made, List<URI> urls) {
        if (made.failed()) {
            pool.absent("there is no resolver: " + Reasons.of(made.cause()));
            LOG.error("Names cannot be resolved", made.cause());
            return;
        }
        names = made.result();
        if (closed) {
            names.close();
        } else {
            urls.forEach(this::lookUp);
        }
    }

    private void lookUp(URI url) {
        if (closed) {
            return;
        }
        find(Address.of(url))
                .onComplete(found -> found(url, found), cause -> notFound(url, cause))
                .eventually(() -> {
                    vertx.setTimer(settings.interval().toMillis(), timer -> lookUp(url));
                    return Future.succeededFuture();
                });
    }

    private Future<List<Address>> find(Address address) {
        Names resolver = Objects.requireNonNull(names, "made before it is asked");
        String host = address.host().replaceAll("[\\[\\]]", "");
        return settings.how() == Resolve.SRV
                ? onLoop(resolver.services(host))
                        .compose(services -> reach(address, services, resolver))
                : onLoop(resolver.addresses(host))
                        .map(addresses -> addresses.stream().map(address::at).toList());
    }

    /** A record whose host has no address is left out, if there is another one. */
    private Future<List<Address>> reach(
            Address address, List<Names.Service> services, Names resolver) {
        if (closed) {
            return Future.succeededFuture(List.of());
        }
        List<Future<Address>> found =
                services.stream().map(service -> reach(address, service, resolver)).toList();
        return Future.join(found)
                .transform(joined -> {
                    List<Address> reached =
                            found.stream().filter(Future::succeeded).map(Future::result).toList();
                    return reached.isEmpty() && joined.failed()
                            ? Future.failedFuture(joined.cause())
                            : Future.succeededFuture(reached);
                });
    }

    private Future<Address> reach(Address address, Names.Service service, Names resolver) {
        return onLoop(resolver.addresses(service.host()))
                .map((List<InetAddress> addresses) ->
                        address.at(service.host(), service.port(), addresses.getFirst()));
    }

    private <T> Future<T> onLoop(CompletionStage<T> stage) {
        return Future.fromCompletionStage(stage, vertx.getOrCreateContext());
    }

    private void found(URI url, List<Address> addresses) {
        if (closed) {
            return;
        }
        if (addresses.isEmpty()) {
            notFound(url, new IllegalStateException("no records"));
            return;
        }
        if (failing.remove(url)) {
            LOG.info("{} is resolved again", url);
        }
        pool.set(url, addresses);
    }

    private void notFound(URI url, Throwable cause) {
        if (closed) {
            return;
        }
        String reason = "no address is found for " + url + ": " + Reasons.of(cause);
        pool.absent(reason);
        if (failing.add(url)) {
            LOG.warn("Resolving: {}; the endpoints known so far stay", reason);
        }
    }

    void close() {
        closed = true;
        if (names != null) {
            names.close();
        }
    }
}
