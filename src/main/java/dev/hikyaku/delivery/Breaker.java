package dev.hikyaku.delivery;

import dev.hikyaku.delivery.endpoint.Outcome;
import dev.hikyaku.delivery.endpoint.Probe;
import dev.hikyaku.delivery.settings.WorkerSettings;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit breaker: keeps messages in their queue while the worker is not there. A receive
 * counts, and a message that was received too often is dead. Belongs to the loop.
 *
 * <p>It is open at first, until the probe succeeds. It opens again after a delivery for which there
 * was no connection, or some failures in a row that say that nobody is there, of deliveries or of
 * the health URL. Then the probe is asked, less and less often; when it succeeds the breaker is
 * half open, and a single delivery says whether it closes or opens again. The time between trials
 * grows until a delivery is answered, not until a probe succeeds: a proxy may accept connections
 * for a worker that is dead. It starts anew when something says that a worker has come.
 */
final class Breaker {
    /** Hears of what the breaker does. */
    interface Listener {
        /**
         * The worker is there.
         *
         * @param awayMillis how long it was not; 0 for the first time
         */
        void cameUp(long awayMillis);

        /** It may be there: one delivery is to find out. */
        void mayBeUp();

        /** It is not there. */
        void wentDown();

        /** It did not come up in time; the breaker has ended. */
        void gaveUp(String reason);
    }

    private enum State {
        OPEN,
        HALF_OPEN,
        CLOSED
    }

    /** Health checks that fail in a row while the worker runs. */
    static final int UNHEALTHY_MAX = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);
    private static final long DELAY_MIN_MILLIS = 100;
    private static final int DOUBLINGS_MAX = 20;

    private final Loop loop;
    private final WorkerSettings.Health health;
    private final WorkerSettings.Breaker settings;
    private final Probe probe;
    private final Listener listener;
    private final Outage outage;
    private final long bornMillis;
    private State state = State.OPEN;
    private long openedAtMillis;
    private boolean everClosed;
    private boolean stopped;
    private int failures;
    private int unhealthy;
    private int trials;
    private int looks;
    private Loop.@Nullable Timer next;

    Breaker(Loop loop, WorkerSettings worker, Probe probe, Listener listener) {
        this.loop = loop;
        this.health = worker.health();
        this.settings = worker.breaker();
        this.probe = probe;
        this.listener = listener;
        this.bornMillis = loop.nowMillis();
        this.outage =
                new Outage(
                        loop,
                        LOG,
                        "Worker "
                                + worker.name()
                                + " receives nothing because its target is not there ("
                                + probe.text()
                                + ")");
    }

    void start() {
        probe();
        if (health.url() != null && !health.interval().isZero()) {
            loop.after(health.interval().toMillis(), this::check);
        }
    }

    void stop() {
        stopped = true;
        probe.close();
    }

    /** Looks now, and soon again: there is reason to believe that the worker is there. */
    void wake() {
        if (state == State.OPEN) {
            trials = 0;
            probe();
        }
    }

    /** Takes notice of how a delivery ended. */
    void record(Outcome outcome) {
        if (stopped) {
            return;
        }
        if (!outcome.targetDown()) {
            failures = 0;
            trials = 0;
            close();
        } else if (settings.failures() > 0
                && (state == State.HALF_OPEN || (state == State.CLOSED && suffices(outcome)))) {
            open(outcome.text());
        }
    }

    /** Where no connection can be had nothing else needs to find that out. */
    private boolean suffices(Outcome outcome) {
        return outcome instanceof Outcome.NotSent || ++failures >= settings.failures();
    }

    private void close() {
        if (state == State.HALF_OPEN) {
            state = State.CLOSED;
            outage.over();
            listener.cameUp(loop.nowMillis() - openedAtMillis);
        }
    }

    private void open(String reason) {
        openedAtMillis = state == State.CLOSED ? loop.nowMillis() : openedAtMillis;
        state = State.OPEN;
        failures = 0;
        unhealthy = 0;
        outage.failed(reason);
        listener.wentDown();
        probeIn(delayMillis());
    }

    // --- while it is open

    private void probeIn(long delayMillis) {
        cancelNext();
        next = loop.after(delayMillis, this::probe);
    }

    private void cancelNext() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }

    /** What fails counts only if no other was begun since: that one knows more endpoints. */
    private void probe() {
        cancelNext();
        if (stopped) {
            return;
        }
        int look = ++looks;
        probe.probe()
                .onComplete(
                        ignored -> found(),
                        cause -> {
                            if (look == looks) {
                                notFound(cause);
                            }
                        });
    }

    private void found() {
        if (stopped || state != State.OPEN) {
            return;
        }
        if (everClosed) {
            state = State.HALF_OPEN;
            listener.mayBeUp();
            return;
        }
        everClosed = true;
        state = State.CLOSED;
        outage.over();
        listener.cameUp(0);
    }

    private void notFound(Throwable cause) {
        if (stopped || state != State.OPEN) {
            return;
        }
        outage.failed(Failures.text(cause));
        long left = leftMillis();
        if (left > 0) {
            probeIn(Math.min(left, delayMillis()));
        } else {
            stop();
            listener.gaveUp(
                    "within "
                            + Objects.requireNonNull(health.timeout()).toSeconds()
                            + " s: "
                            + Failures.text(cause));
        }
    }

    private long leftMillis() {
        Duration limit = health.url() == null || everClosed ? null : health.timeout();
        return limit == null ? Long.MAX_VALUE : bornMillis + limit.toMillis() - loop.nowMillis();
    }

    private long delayMillis() {
        return Math.min(
                settings.waitMax().toMillis(),
                DELAY_MIN_MILLIS << Math.min(trials++, DOUBLINGS_MAX));
    }

    // --- while it is closed

    private void check() {
        if (stopped) {
            return;
        }
        loop.after(health.interval().toMillis(), this::check);
        if (state != State.OPEN) {
            probe.probe().onComplete(ignored -> unhealthy = 0, this::failedCheck);
        }
    }

    private void failedCheck(Throwable cause) {
        if (!stopped && state != State.OPEN && ++unhealthy >= UNHEALTHY_MAX) {
            open(Failures.text(cause));
        }
    }
}
