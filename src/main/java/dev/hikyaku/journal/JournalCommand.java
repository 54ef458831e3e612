package dev.hikyaku.journal;

import org.jspecify.annotations.Nullable;

/** What can be asked of the journals of a partition. A journal is there once it was appended to. */
public sealed interface JournalCommand {
    String journal();

    /**
     * Adds a record.
     *
     * @param timeMillis where it stands, in milliseconds since 1970; what is earlier counts as that
     */
    record Append(String journal, long timeMillis, byte[] data) implements JournalCommand {}

    /**
     * Reads records in the order of their times, up to a bound of number and size.
     *
     * @param fromMillis the earliest time
     * @param toMillis the first time that is not read any more
     * @param after where an earlier page ended; null to begin
     */
    record Read(String journal, long fromMillis, long toMillis, @Nullable Position after)
            implements JournalCommand {}

    /** Cuts off records from before a time, as many as a command may. */
    record Trim(String journal, long beforeMillis) implements JournalCommand {}

    /** Takes a journal away with all of its records. */
    record Remove(String journal) implements JournalCommand {}

    /** Asks how much is there. */
    record Count(String journal) implements JournalCommand {}
}
