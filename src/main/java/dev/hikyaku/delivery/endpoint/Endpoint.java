package dev.hikyaku.delivery.endpoint;

import io.vertx.core.http.RequestOptions;

/** One place where requests go. Belongs to the loop. */
final class Endpoint {
    /** Connections in a row that fail or break before it leaves the rotation. */
    static final int FAILURES_MAX = 3;

    private static final long PAUSE_MIN_MILLIS = 100;
    private static final long PAUSE_MAX_MILLIS = 10_000;
    private static final int DOUBLINGS_MAX = 7;

    private final Address address;
    private final RequestOptions request;
    private final String path;
    private int running;
    private int failures;
    private int trials;

    Endpoint(Address address) {
        this.address = address;
        this.request = address.request();
        this.path = Address.withoutQuery(address.uri());
    }

    Address address() {
        return address;
    }

    /** A POST to its own path. Not to be changed. */
    RequestOptions request() {
        return request;
    }

    /** Its own path, without the query. */
    String path() {
        return path;
    }

    int running() {
        return running;
    }

    void starts() {
        running++;
    }

    void ends() {
        running--;
    }

    boolean up() {
        return failures < FAILURES_MAX;
    }

    /** Whether its last connection failed or broke. */
    boolean inDoubt() {
        return failures > 0;
    }

    /** It answered, whatever it said. */
    void answered() {
        failures = 0;
        trials = 0;
    }

    /** Takes notice of a connection that failed or broke; true if it leaves the rotation by it. */
    boolean broke() {
        return ++failures == FAILURES_MAX;
    }

    /**
     * It takes connections again. It is back at once, but one more failure takes it out and the
     * pause goes on growing: a proxy may accept connections for a worker that is dead.
     */
    void listens() {
        failures = Math.min(failures, FAILURES_MAX - 1);
    }

    /** The time to the next trial. */
    long pauseMillis() {
        return Math.min(PAUSE_MAX_MILLIS, PAUSE_MIN_MILLIS << Math.min(trials++, DOUBLINGS_MAX));
    }
}
