package dev.hikyaku.journal;

/**
 * Where a record stands in its journal: by time, and by arrival within the same millisecond.
 *
 * @param sequence of the command that appended it
 */
public record Position(long timeMillis, long sequence) {
    /** Reads what {@link #toString} wrote. */
    public static Position parse(String text) {
        int dot = text.indexOf('.');
        return new Position(
                Long.parseLong(text.substring(0, dot)), Long.parseLong(text.substring(dot + 1)));
    }

    @Override
    public String toString() {
        return timeMillis + "." + sequence;
    }
}
