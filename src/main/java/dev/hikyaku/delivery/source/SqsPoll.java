package dev.hikyaku.delivery.source;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A receive that blocks a thread. One that is cancelled may still end by itself for a moment, as it
 * does on a busy queue, so that what it brings can be given back. Then its thread is interrupted,
 * which closes the connection.
 */
final class SqsPoll implements Poll {
    private static final long GRACE_MILLIS = 1000;

    private final Executor owner;
    private final CompletableFuture<List<Message>> messages = new CompletableFuture<>();
    private volatile boolean cancelled;
    private @Nullable Thread thread;
    private boolean interrupted;

    /**
     * @param owner completes the future
     */
    SqsPoll(Executor owner) {
        this.owner = owner;
    }

    @Override
    public CompletableFuture<List<Message>> messages() {
        return messages;
    }

    @Override
    public void cancel() {
        cancelled = true;
        CompletableFuture.delayedExecutor(GRACE_MILLIS, TimeUnit.MILLISECONDS)
                .execute(this::interrupt);
    }

    boolean cancelled() {
        return cancelled;
    }

    /** On the poll's own thread, which may come to run only after it was interrupted. */
    synchronized void begins() {
        thread = Thread.currentThread();
        if (interrupted) {
            thread.interrupt();
        }
    }

    private synchronized void interrupt() {
        interrupted = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    void received(List<Message> received) {
        owner.execute(() -> messages.complete(received));
    }

    void failed(Throwable failure) {
        owner.execute(() -> {
            if (cancelled) {
                messages.complete(List.of());
            } else {
                messages.completeExceptionally(failure);
            }
        });
    }
}
