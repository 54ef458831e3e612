package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.settings.WorkerUrl;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Endpoints that were registered, each until its lease ends. The work is done on the loop. */
final class Leases implements Endpoints {
    /** Registered endpoints of a worker at the most. */
    static final int MAX = 1000;

    private static final Duration LEASE_MIN = Duration.ofSeconds(1);
    private static final Duration LEASE_MAX = Duration.ofHours(1);

    private record Lease(long timer, long endNanos) {}

    private final Vertx vertx;
    private final Context context;
    private final EndpointPool pool;
    private final Map<Address, Lease> leases = new LinkedHashMap<>();

    /** To be made on the loop. */
    Leases(Vertx vertx, EndpointPool pool) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.pool = pool;
    }

    @Override
    public Future<List<State>> list() {
        return onLoop(() -> pool.endpoints().stream().map(this::state).toList());
    }

    private State state(Endpoint endpoint) {
        return new State(
                endpoint.address().url(),
                endpoint.up(),
                endpoint.running(),
                leaseMillis(leases.get(endpoint.address())));
    }

    private static @Nullable Long leaseMillis(@Nullable Lease lease) {
        return lease == null
                ? null
                : Math.max(0, TimeUnit.NANOSECONDS.toMillis(lease.endNanos() - System.nanoTime()));
    }

    @Override
    public Future<Void> register(URI url, Duration lease) {
        try {
            check(url, lease);
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(e);
        }
        return onLoop(() -> {
            put(Address.of(url), lease);
            return null;
        });
    }

    private static void check(URI url, Duration lease) {
        if (!WorkerUrl.isHttp(url)) {
            throw new IllegalArgumentException(
                    "The url is '"
                            + url
                            + "'; it must be an absolute http or https URL without user and"
                            + " password.");
        }
        if (lease.compareTo(LEASE_MIN) < 0 || lease.compareTo(LEASE_MAX) > 0) {
            throw new IllegalArgumentException(
                    "The lease is "
                            + lease.toMillis()
                            + " ms; it must be from 1 second to 1 hour.");
        }
    }

    private void put(Address address, Duration lease) {
        Lease before = leases.get(address);
        if (before != null) {
            vertx.cancelTimer(before.timer());
        } else if (leases.size() == MAX) {
            throw new IllegalArgumentException(
                    "The worker has " + MAX + " registered endpoints; it can have no more.");
        }
        long timer = vertx.setTimer(lease.toMillis(), ended -> remove(address));
        leases.put(address, new Lease(timer, System.nanoTime() + lease.toNanos()));
        pool.set(this, leases.keySet());
        if (before != null) {
            pool.isSaidToBeThere(address);
        }
    }

    @Override
    public Future<Boolean> deregister(URI url) {
        return onLoop(() -> {
            Address address = Address.of(url);
            Lease lease = leases.get(address);
            return lease != null && vertx.cancelTimer(lease.timer()) && remove(address);
        });
    }

    private boolean remove(Address address) {
        boolean there = leases.remove(address) != null;
        pool.set(this, leases.keySet());
        return there;
    }

    private <T extends @Nullable Object> Future<T> onLoop(Callable<T> work) {
        Promise<T> result = Promise.promise();
        context.runOnContext(ignored -> {
            try {
                result.complete(work.call());
            } catch (Exception e) {
                result.fail(e);
            }
        });
        return result.future();
    }
}
