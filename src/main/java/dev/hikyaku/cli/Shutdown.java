package dev.hikyaku.cli;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What SIGTERM, SIGINT and SIGHUP do. */
final class Shutdown {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);
    private static final List<String> SIGNALS = List.of("TERM", "INT", "HUP");

    private static final int DRAINED = 0;
    private static final int FAILED = 1;

    /** What shells add to a signal's number: 143 for SIGTERM, 130 for SIGINT. */
    private static final int SIGNALLED = 128;

    private final AtomicBoolean asked = new AtomicBoolean();
    private final Runnable drain;

    private Shutdown(Runnable drain) {
        this.drain = drain;
    }

    /**
     * Drains on the first signal and exits with 0: a stop that was asked for and went well is a
     * success, and supervisors should see it as one. A second signal means at once, and exits as
     * the JVM would have.
     */
    static void onSignal(Runnable drain) {
        var shutdown = new Shutdown(drain);
        SIGNALS.forEach(name -> Signals.handle(name, shutdown::signalled));
    }

    private void signalled(int number) {
        if (asked.compareAndSet(false, true)) {
            Thread.currentThread().setName("hikyaku-shutdown");
            halt(drained());
        } else {
            LOG.warn("A second signal: ending at once; messages in flight come again");
            halt(SIGNALLED + number);
        }
    }

    private int drained() {
        try {
            drain.run();
            return DRAINED;
        } catch (RuntimeException e) {
            LOG.error("Did not end cleanly; what was held comes again", e);
            return FAILED;
        }
    }

    /** Without shutdown hooks: libraries' own would wait for what is being drained. */
    private static void halt(int exitCode) {
        System.out.flush();
        Runtime.getRuntime().halt(exitCode);
    }
}
