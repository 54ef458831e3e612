package dev.hikyaku.engine;

import dev.hikyaku.journal.JournalCommand;
import dev.hikyaku.journal.JournalReply;
import dev.hikyaku.journal.Position;
import dev.hikyaku.model.Reply;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Journals: logs that are read by time. Each is in the partition that its name hashes to. Futures
 * fail as those of {@link Engine} do.
 */
public final class Journals {
    /** The way to the partition of a journal. */
    interface Way {
        CompletableFuture<Reply> submit(JournalCommand command);
    }

    private final Way way;

    Journals(Way way) {
        this.way = way;
    }

    /** Adds a record; it is on disk when the future completes. */
    public CompletableFuture<Void> append(String journal, long timeMillis, byte[] data) {
        return way.submit(new JournalCommand.Append(journal, timeMillis, data))
                .thenAccept(done -> {});
    }

    /**
     * Reads the next records of a span of time.
     *
     * @param toMillis the first time that is not of it
     * @param after where the page before ended; null to begin
     */
    public CompletableFuture<JournalReply.Page> read(
            String journal, long fromMillis, long toMillis, @Nullable Position after) {
        return way.submit(new JournalCommand.Read(journal, fromMillis, toMillis, after))
                .thenApply(JournalReply.Page.class::cast);
    }

    /** How much is there. */
    public CompletableFuture<JournalReply.Size> size(String journal) {
        return way.submit(new JournalCommand.Count(journal))
                .thenApply(JournalReply.Size.class::cast);
    }

    /** Cuts off all records from before a time. */
    public CompletableFuture<Void> trim(String journal, long beforeMillis) {
        return way.submit(new JournalCommand.Trim(journal, beforeMillis))
                .thenCompose(reply ->
                        ((JournalReply.Trimmed) reply).more()
                                ? trim(journal, beforeMillis)
                                : CompletableFuture.completedFuture(null));
    }

    /** Takes a journal away with all of its records. */
    public CompletableFuture<Void> remove(String journal) {
        return way.submit(new JournalCommand.Remove(journal)).thenAccept(done -> {});
    }
}
