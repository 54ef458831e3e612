package dev.hikyaku.engine;

import dev.hikyaku.store.Store;
import dev.hikyaku.store.StoreException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the writes of all partitions durable, in turns of one sync for all that were written before
 * it. There is no thread for that: of the partitions that wait, one takes the turn. While a sync
 * runs, what comes in gathers in the inboxes, so the groups grow by themselves as the load does.
 *
 * <p>If a sync fails nobody knows what is on disk: everything that waits, and all that comes later,
 * is told so, and the process has to be started again.
 */
final class Committer {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    private final Store store;
    private final Consumer<StoreException> onFailure;
    private final Object monitor = new Object();
    private boolean dirty;
    private long turnsTaken;
    private long turnsDone;
    private volatile @Nullable StoreException failure;

    Committer(Store store, Consumer<StoreException> onFailure) {
        this.store = store;
        this.onFailure = onFailure;
    }

    /**
     * Asks for a turn that begins after now.
     *
     * @param wrote whether something was written; if nobody wrote, no sync is needed
     * @return the turn's number
     */
    long ask(boolean wrote) {
        synchronized (monitor) {
            dirty |= wrote;
            return turnsTaken + 1;
        }
    }

    /** Sees to it that a turn, which was asked for, is over. */
    void await(long turn) {
        while (!over(turn)) {
            turn();
        }
    }

    /** Waits while another thread is at it. False if none is and this turn is not over. */
    private boolean over(long turn) {
        synchronized (monitor) {
            try {
                while (turnsDone < turn && turnsDone < turnsTaken) {
                    monitor.wait();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(
                        "a partition's thread is not interrupted by anyone", e);
            }
            return turnsDone >= turn;
        }
    }

    /** Takes the next turn, unless another thread is at one. */
    void turn() {
        boolean sync;
        synchronized (monitor) {
            if (turnsDone < turnsTaken) {
                return;
            }
            turnsTaken++;
            sync = dirty;
            dirty = false;
        }
        sync(sync);
        synchronized (monitor) {
            turnsDone++;
            monitor.notifyAll();
        }
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

    /** Why what was asked for may not be on disk; null if all of it is. */
    @Nullable StoreException failure() {
        return failure;
    }
}
