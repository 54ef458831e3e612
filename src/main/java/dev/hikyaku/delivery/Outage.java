package dev.hikyaku.delivery;

import org.slf4j.Logger;

/**
 * Tells of something that does not work: when it begins, once a minute while it lasts, and when it
 * is over. Belongs to the loop.
 */
final class Outage {
    private static final long REMIND_MILLIS = 60_000;

    private final Loop loop;
    private final Logger log;
    private final String what;
    private boolean on;
    private long sinceMillis;
    private long toldMillis;

    Outage(Loop loop, Logger log, String what) {
        this.loop = loop;
        this.log = log;
        this.what = what;
    }

    void failed(String reason) {
        long now = loop.nowMillis();
        if (!on) {
            on = true;
            sinceMillis = now;
            toldMillis = now;
            log.warn("{}: {}; trying again until it works", what, reason);
        } else if (now - toldMillis >= REMIND_MILLIS) {
            toldMillis = now;
            log.warn("{}, for {} s now: {}", what, (now - sinceMillis) / 1000, reason);
        }
    }

    void over() {
        if (on) {
            on = false;
            log.info("Over after {} s: {}", (loop.nowMillis() - sinceMillis) / 1000, what);
        }
    }
}
