package dev.hikyaku.delivery.endpoint;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of a worker, and which of them gets the next request. Belongs to the loop.
 *
 * <p>The one with the fewest requests under way is next; equals take turns. One whose connections
 * fail leaves the rotation, and trials bring it back: a connection that is closed at once, with
 * growing pauses between. While all are out, requests go on to them: it is for the worker's breaker
 * to stop the receives.
 */
final class EndpointPool implements Probe {
    private final Vertx vertx;
    private final NetClient client;
    private final String text;
    private final Map<Object, List<Address>> groups = new LinkedHashMap<>();
    private final Map<Address, Endpoint> known = new HashMap<>();
    private List<Endpoint> endpoints = List.of();
    private Runnable arrival = () -> {};
    private @Nullable String absence;
    private boolean closed;
    private int turn;

    /**
     * @param text what it consists of, for log lines
     */
    EndpointPool(Vertx vertx, Duration connectTimeout, String text) {
        this.vertx = vertx;
        this.text = text;
        this.client =
                vertx.createNetClient(
                        new NetClientOptions().setConnectTimeout((int) connectTimeout.toMillis()));
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    /** Hears of an endpoint that is new, or is back. */
    void onArrival(Runnable told) {
        arrival = told;
    }

    /**
     * Sets the endpoints that come from one place. Those that stay keep what is known about them;
     * those that go finish what they have.
     */
    void set(Object origin, Collection<Address> addresses) {
        boolean more = !known.keySet().containsAll(addresses);
        groups.put(origin, List.copyOf(addresses));
        var current = new ArrayList<Endpoint>();
        groups.values().stream()
                .flatMap(List::stream)
                .distinct()
                .forEach(address -> current.add(known.computeIfAbsent(address, Endpoint::new)));
        known.values().retainAll(current);
        endpoints = List.copyOf(current);
        if (more) {
            arrival.run();
        }
    }

    /** Why there may be none. */
    void absent(@Nullable String reason) {
        absence = reason;
    }

    String absence() {
        return absence == null ? "no endpoint is registered" : absence;
    }

    /**
     * The next one.
     *
     * @param tried those that could not be reached just now; if there are any, only one that is up
     *     takes their place
     * @return null if there is none
     */
    @Nullable Endpoint next(Collection<Endpoint> tried) {
        int count = endpoints.size();
        Endpoint best = null;
        for (int i = 0; i < count; i++) {
            Endpoint each = endpoints.get(Math.floorMod(turn + i, count));
            if ((tried.isEmpty() || (each.up() && !tried.contains(each))) && before(each, best)) {
                best = each;
            }
        }
        turn++;
        return best;
    }

    private static boolean before(Endpoint one, @Nullable Endpoint other) {
        if (other == null) {
            return true;
        }
        return one.up() == other.up() ? one.running() < other.running() : one.up();
    }

    // --- health

    /** A connection to it failed, or broke before the answer was complete. */
    void broke(Endpoint endpoint) {
        if (endpoint.broke()) {
            tryLater(endpoint);
        }
    }

    /** Somebody says that it is there. If it was not of late, a connection shows whether it is. */
    void isSaidToBeThere(Address address) {
        Endpoint endpoint = known.get(address);
        if (endpoint != null && endpoint.inDoubt()) {
            connect(endpoint).onSuccess(there -> arrival.run());
        }
    }

    private void tryLater(Endpoint endpoint) {
        vertx.setTimer(
                endpoint.pauseMillis(),
                timer -> {
                    if (!closed && !endpoint.up() && known.get(endpoint.address()) == endpoint) {
                        connect(endpoint).onFailure(cause -> tryLater(endpoint));
                    }
                });
    }

    private Future<Void> connect(Endpoint endpoint) {
        return client.connect(endpoint.address().socket())
                .compose(NetSocket::close)
                .onSuccess(done -> endpoint.listens());
    }

    /** Whether any of them takes connections. */
    @Override
    public Future<Void> probe() {
        if (endpoints.isEmpty()) {
            return Future.failedFuture(absence());
        }
        return Future.any(endpoints.stream().map(this::connect).toList()).mapEmpty();
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public void close() {
        closed = true;
        client.close();
    }
}
