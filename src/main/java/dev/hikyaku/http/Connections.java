package dev.hikyaku.http;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/**
 * The connections of one event loop, each with what it is waiting for. One sweep a second closes
 * those that have kept the server waiting too long, which costs less than a timer for every
 * request; trickling bytes does not help a client, for only a complete head or body counts. Belongs
 * to the event loop.
 */
final class Connections {
    /** What a connection is waiting for, and since when. */
    static final class State {
        private Runnable onTimeout = () -> {};
        private long waitingUntil;

        /** Waits for a request's body. */
        void awaitBody(long now, Duration timeout, Runnable action) {
            onTimeout = action;
            waitingUntil = now + timeout.toMillis();
        }

        /** The client waits for us. */
        void serving() {
            waitingUntil = Long.MAX_VALUE;
        }
    }

    private final Map<HttpConnection, State> states = new HashMap<>();
    private final Duration idleTimeout;

    Connections(Duration idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    void opened(HttpConnection connection, long now) {
        states.put(connection, new State());
        idle(connection, now);
    }

    void closed(HttpConnection connection) {
        states.remove(connection);
    }

    State state(HttpConnection connection) {
        return states.computeIfAbsent(connection, unseen -> new State());
    }

    /** Waits for the next request. */
    void idle(HttpConnection connection, long now) {
        State state = states.get(connection);
        if (state != null) {
            state.onTimeout = connection::close;
            state.waitingUntil = now + idleTimeout.toMillis();
        }
    }

    void sweep(long now) {
        var overdue = new ArrayList<Runnable>();
        states.values()
                .forEach(state -> {
                    if (state.waitingUntil <= now) {
                        overdue.add(state.onTimeout);
                    }
                });
        overdue.forEach(Runnable::run);
    }
}
