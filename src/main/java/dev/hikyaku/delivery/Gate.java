package dev.hikyaku.delivery;

import dev.hikyaku.delivery.endpoint.Outcome;
import dev.hikyaku.delivery.endpoint.Probe;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps messages in their queue while the worker is not there: a receive counts, and a message that
 * was received too often is dead. Belongs to the loop.
 *
 * <p>It is closed at first, and closes again after some failures in a row that say that nobody is
 * there. It opens when the probe succeeds. The time between probes grows until the worker answers a
 * delivery again, not until a probe succeeds: a proxy may accept connections for a worker that is
 * dead.
 */
final class Gate {
    /** Hears of what the gate does. */
    interface Listener {
        void gateOpened();

        void gateClosed();

        /** The worker did not come up in time; the gate has ended. */
        void gateGaveUp(String reason);
    }

    static final int FAILURES_MAX = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final long DELAY_MIN_MILLIS = 100;
    private static final long DELAY_MAX_MILLIS = 10_000;
    private static final int DOUBLINGS_MAX = 7;

    private final Loop loop;
    private final Probe probe;
    private final @Nullable Duration startLimit;
    private final Listener listener;
    private final Outage outage;
    private final long bornMillis;
    private boolean open;
    private boolean everOpen;
    private boolean stopped;
    private int failures;
    private int probes;

    /**
     * @param startLimit how long it may take to open for the first time; null for ever
     */
    Gate(Loop loop, String worker, Probe probe, @Nullable Duration startLimit, Listener listener) {
        this.loop = loop;
        this.probe = probe;
        this.startLimit = startLimit;
        this.listener = listener;
        this.bornMillis = loop.nowMillis();
        this.outage =
                new Outage(
                        loop,
                        LOG,
                        "Worker "
                                + worker
                                + " receives nothing because its target is not there ("
                                + probe.text()
                                + ")");
    }

    void start() {
        probe();
    }

    void stop() {
        stopped = true;
        probe.close();
    }

    /** Takes notice of how a delivery ended. */
    void record(Outcome outcome) {
        if (!outcome.targetDown()) {
            failures = 0;
            probes = 0;
        } else if (open && !stopped && ++failures >= FAILURES_MAX) {
            close(outcome);
        }
    }

    private void close(Outcome outcome) {
        open = false;
        failures = 0;
        outage.failed(outcome.text());
        listener.gateClosed();
        loop.after(delayMillis(), this::probe);
    }

    private void probe() {
        if (!stopped) {
            probe.probe().onComplete(ignored -> succeeded(), this::failed);
        }
    }

    private void succeeded() {
        if (stopped) {
            return;
        }
        open = true;
        everOpen = true;
        outage.over();
        listener.gateOpened();
    }

    private void failed(Throwable cause) {
        if (stopped) {
            return;
        }
        outage.failed(Failures.text(cause));
        long left = leftMillis();
        if (left > 0) {
            loop.after(Math.min(left, delayMillis()), this::probe);
        } else {
            stop();
            listener.gateGaveUp(Failures.text(cause));
        }
    }

    private long leftMillis() {
        return everOpen || startLimit == null
                ? Long.MAX_VALUE
                : bornMillis + startLimit.toMillis() - loop.nowMillis();
    }

    private long delayMillis() {
        return Math.min(DELAY_MAX_MILLIS, DELAY_MIN_MILLIS << Math.min(probes++, DOUBLINGS_MAX));
    }
}
