package dev.hikyaku.http;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
        private int unsentBytes;
        private long unsentSince;
        private @Nullable Runnable onSent;

        /** An answer is on its way to the client. */
        void sending(int bytes, long now) {
            if (unsentBytes == 0) {
                unsentSince = now;
            }
            unsentBytes += bytes;
        }

        /** The client has taken an answer, or is gone. */
        void sent(int bytes, long now) {
            unsentBytes -= bytes;
            unsentSince = now;
            if (onSent != null && unsentBytes <= UNSENT_BYTES_MAX) {
                Runnable next = onSent;
                onSent = null;
                next.run();
            }
        }

        /** Whether the client has so much to take that it gets nothing more before. */
        boolean mustTake() {
            return unsentBytes > UNSENT_BYTES_MAX;
        }

        /** Does something once it has taken that. */
        void whenTaken(Runnable action) {
            onSent = action;
        }

        private boolean slow(long now, long patienceMillis) {
            return unsentBytes > 0 && now - unsentSince >= patienceMillis;
        }

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

    private static final int UNSENT_BYTES_MAX = 64 << 10;
    private static final long SCARCE_MILLIS = 5000;

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

    /**
     * Closes connections that have kept the server waiting too long.
     *
     * @param scarce whether answers that nobody takes fill the memory that they may
     */
    void sweep(long now, boolean scarce) {
        long patienceMillis = scarce ? SCARCE_MILLIS : idleTimeout.toMillis();
        var overdue = new ArrayList<Runnable>();
        states.forEach((connection, state) -> {
            if (state.slow(now, patienceMillis)) {
                overdue.add(connection::close);
            } else if (state.waitingUntil <= now) {
                overdue.add(state.onTimeout);
            }
        });
        overdue.forEach(Runnable::run);
    }
}
