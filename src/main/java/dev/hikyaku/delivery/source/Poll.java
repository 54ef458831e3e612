package dev.hikyaku.delivery.source;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A receive that is under way. */
public interface Poll {
    /** What was received; empty if the wait was in vain. */
    CompletableFuture<List<Message>> messages();

    /**
     * Ends the wait. The future completes soon afterwards: mostly with nothing, but with messages
     * if they were on their way already. Whoever cancelled gives those back.
     */
    void cancel();
}
