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
    SKIP;

    /**
     * Reads {@code once}, {@code all} or {@code skip}.
     *
     * @throws IllegalArgumentException if it is something else, with a sentence that says so
     */
    public static MissedFirings parse(String text) {
        return switch (text) {
            case "once" -> ONCE;
            case "all" -> ALL;
            case "skip" -> SKIP;
            default -> throw new IllegalArgumentException("must be once, all or skip");
        };
    }
}
