package dev.hikyaku.journal;

import dev.hikyaku.model.Reply;
import java.util.List;

/** What became of a command. */
public sealed interface JournalReply extends Reply {
    /** It is done. */
    record Done() implements JournalReply {}

    /**
     * Records.
     *
     * @param more whether others follow
     */
    record Page(List<Entry> entries, boolean more) implements JournalReply {}

    /** A record and where it stands. */
    record Entry(Position position, byte[] data) {}

    /** How much is there. */
    record Size(long records, long bytes) implements JournalReply {}

    /**
     * Some were cut off.
     *
     * @param more whether there are others to cut off
     */
    record Trimmed(int records, boolean more) implements JournalReply {}
}
