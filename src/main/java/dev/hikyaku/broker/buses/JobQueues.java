package dev.hikyaku.broker.buses;

import java.util.concurrent.CompletableFuture;

/** Where jobs wait that are not done at once. They are on disk when the futures complete. */
interface JobQueues {
    /** For a target outside the server. */
    CompletableFuture<?> enqueue(Job job);

    /** After a first attempt that failed. */
    CompletableFuture<?> enqueueRetry(Job job);
}
