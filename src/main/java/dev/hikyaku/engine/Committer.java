package dev.hikyaku.engine;

import dev.hikyaku.store.Store;
import dev.hikyaku.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that makes writes durable. Partitions hand over what waits for their writes; each
 * turn takes all that has gathered, syncs once, and lets go of it. While a sync runs, what comes in
 * gathers in the inboxes, so the groups grow by themselves as the load does.
 *
 * <p>If a sync fails nobody knows what is on disk: everything that waits, and all that comes later,
 * is told so, and the process has to be started again.
 */
final class Committer implements AutoCloseable {
    /**
     * Waits for a sync: called with null once it is on disk, or with why it is not or may not be.
     */
    interface Waiting extends Consumer<@Nullable RuntimeException> {}

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    private final Store store;
    private final Consumer<StoreException> onFailure;
    private final Thread thread;
    private final Object monitor = new Object();
    private List<Waiting> gathered = new ArrayList<>();
    private boolean dirty;
    private long turnsAsked;
    private long turnsTaken;
    private long turnsDone;
    private boolean closed;
    private volatile @Nullable StoreException failure;

    Committer(Store store, Consumer<StoreException> onFailure) {
        this.store = store;
        this.onFailure = onFailure;
        this.thread = Thread.ofPlatform().name("hikyaku-committer").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /**
     * Hands over what waits.
     *
     * @param wrote whether something was written since the last call; if nobody wrote, no sync is
     *     needed
     */
    void submit(List<Waiting> waiting, boolean wrote) {
        synchronized (monitor) {
            gathered.addAll(waiting);
            dirty |= wrote;
            turnsAsked = turnsTaken + 1;
            monitor.notifyAll();
        }
    }

    /**
     * Waits until all that was submitted is committed. A partition does so before it takes more in:
     * a group that it submitted meanwhile would wait for this sync anyway, and what gathers in its
     * inbox becomes one larger group.
     */
    void awaitCommitted() {
        synchronized (monitor) {
            long turn = turnsAsked;
            try {
                while (turnsDone < turn) {
                    monitor.wait();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(
                        "a partition's thread is not interrupted by anyone", e);
            }
        }
    }

    private void run() {
        while (awaitWork()) {
            turn();
        }
    }

    /** False once there is nothing more to do. */
    private boolean awaitWork() {
        synchronized (monitor) {
            try {
                while (gathered.isEmpty() && !dirty && !closed) {
                    monitor.wait();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException("the committer is not interrupted by anyone", e);
            }
            return !gathered.isEmpty() || dirty;
        }
    }

    /** Commits what has gathered: called by the committer's thread, or by a test in its place. */
    void turn() {
        List<Waiting> group;
        boolean sync;
        synchronized (monitor) {
            group = gathered;
            sync = dirty;
            gathered = new ArrayList<>(group.size());
            dirty = false;
            turnsTaken++;
        }
        sync(sync);
        synchronized (monitor) {
            turnsDone++;
            monitor.notifyAll();
        }
        group.forEach(waiting -> release(waiting, failure));
    }

    private void sync(boolean needed) {
        if (needed && failure == null) {
            try {
                store.sync();
            } catch (RuntimeException | Error e) {
                failure = new StoreException("the last sync failed", e);
                LOG.error(
                        "The disk refused a sync; what waited for it is not acknowledged. Restart needed.",
                        e);
                onFailure.accept(failure);
            }
        }
    }

    private static void release(Waiting waiting, @Nullable StoreException failure) {
        try {
            waiting.accept(failure);
        } catch (RuntimeException e) {
            LOG.error("A reply could not be passed on", e);
        }
    }

    /** Commits what has gathered, then ends. */
    @Override
    public void close() {
        synchronized (monitor) {
            closed = true;
            monitor.notifyAll();
        }
        Threads.join(thread);
    }
}
