package dev.hikyaku.schedule;

/** What becomes of the firings that were due while the server was not running. */
public enum MissedFirings {
    /**
     * Each schedule fires once, with the scheduled time of the first that it missed; that one
     * stands for all that follow it up to now.
     */
    ONCE,

    /** Every one of them fires, in order, each with its own scheduled time. */
    ALL,

    /** Those of recurring schedules are passed over. One-time schedules fire, late. */
    SKIP
}
