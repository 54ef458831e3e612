package dev.hikyaku.engine;

import dev.hikyaku.model.Reply;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Something asked of a partition, and its answer.
 *
 * @param command a command of one of the state machines
 * @param waiter what a receive waits by; null for all else
 */
public record Call(
        int partition,
        Object command,
        CompletableFuture<? extends Reply> reply,
        @Nullable Waiter waiter) {
    /** Whether it is a receive that may wait. */
    public boolean waits() {
        return waiter != null && waiter.waitMillis() > 0;
    }

    /** Whether it is a receive that nobody waits for any more. */
    public boolean cancelled() {
        return waiter != null && waiter.over() && !reply.isDone();
    }

    /** The answer, or null if there is none or it was refused. */
    public @Nullable Reply answer() {
        return reply.isDone() && !reply.isCompletedExceptionally() ? reply.resultNow() : null;
    }

    /** Why it was refused, or null if it was not. */
    public @Nullable Throwable failure() {
        return reply.isCompletedExceptionally() ? Partition.cause(reply.exceptionNow()) : null;
    }

    /** Two calls are the same only if they are one. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
