package dev.hikyaku.delivery.source;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * One queue, as the daemon needs it. Calls return at once and from any thread; what takes time is
 * in the futures.
 *
 * <p>A future that fails says that the whole call came to nothing and may be tried again. What is
 * wrong with a single entry of a batch is that entry's {@link Refusal}.
 */
public interface Source extends AutoCloseable {
    /** The queue's name, as workers and logs see it. */
    String queue();

    /** Whether the queue is FIFO: a group's messages are delivered one after the other. */
    default boolean fifo() {
        return queue().endsWith(".fifo");
    }

    /** How many messages one call may receive, delete or change. */
    int maxBatch();

    /**
     * Receives.
     *
     * @param maxMessages 1 to {@link #maxBatch()}
     * @param visibilityTimeout how long nobody else receives them; whole seconds
     * @param wait how long to wait for a first message
     * @param owner runs the decoding, and completes the future
     */
    Poll receive(int maxMessages, Duration visibilityTimeout, Duration wait, Executor owner);

    /** Deletes. What is gone already counts as deleted. */
    CompletableFuture<BatchOutcome> delete(List<Handle> handles);

    /** Makes messages visible later, or now. */
    CompletableFuture<BatchOutcome> changeVisibility(List<VisibilityChange> changes);

    /**
     * Gives messages back that nobody tried to deliver: visible at once. Where the queue can do
     * that, such a receive does not count for its redrive policy.
     */
    CompletableFuture<BatchOutcome> release(List<Handle> handles);

    /** Whether {@link #release} leaves the receive counted. */
    default boolean countsReleases() {
        return false;
    }

    /**
     * Whether messages may be received a moment before there is a place for them: they can be given
     * back at no cost, and a receive takes much of the time that a delivery takes.
     */
    default boolean mayReceiveAhead() {
        return false;
    }

    /**
     * Moves messages to the queue's dead-letter queue now. Refused, not retryable, if it has none.
     */
    CompletableFuture<BatchOutcome> bury(List<Burial> burials);

    /** The other end of the queue; closed with this object. */
    Outlet outlet();

    /** Ends what is under way. Does not wait. */
    @Override
    void close();
}
