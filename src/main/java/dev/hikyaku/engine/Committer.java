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
 * Makes the writes of all partitions durable, in turns: each takes all that has gathered, syncs
 * once, and lets go of it. There is no thread for that: of the partitions that wait, one takes the
 * turn. While it does, what comes in gathers in the inboxes, so the groups grow by themselves as
 * the load does.
 *
 * <p>If a sync fails nobody knows what is on disk: everything that waits, and all that comes later,
 * is told so, and the process has to be started again.
 */
final class Committer {
    /**
     * Waits for a sync: called with null once it is on disk, or with why it is not or may not be.
     */
    interface Waiting extends Consumer<@Nullable RuntimeException> {}

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    private final Store store;
    private final Consumer<StoreException> onFailure;
    private final Object monitor = new Object();
    private List<Waiting> gathered = new ArrayList<>();
    private boolean dirty;
    private long turnsTaken;
    private long turnsSynced;
    private long turnsDone;
    private volatile @Nullable StoreException failure;

    Committer(Store store, Consumer<StoreException> onFailure) {
        this.store = store;
        this.onFailure = onFailure;
    }

    /**
     * Hands over what waits.
     *
     * @param wrote whether something was written since the last call; if nobody wrote, no sync is
     *     needed
     * @return the turn that takes it
     */
    long submit(List<Waiting> waiting, boolean wrote) {
        synchronized (monitor) {
            gathered.addAll(waiting);
            dirty |= wrote;
            return turnsTaken + 1;
        }
    }

    /** Sees to it that what a turn takes is on disk. It may be let go of a little later. */
    void await(long turn) {
        while (!synced(turn)) {
            turn();
        }
    }

    /** Waits while another thread is at it. False if none is and this turn is not over. */
    private boolean synced(long turn) {
        synchronized (monitor) {
            try {
                while (turnsSynced < turn && turnsDone < turnsTaken) {
                    monitor.wait();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(
                        "a partition's thread is not interrupted by anyone", e);
            }
            return turnsSynced >= turn;
        }
    }

    /**
     * Takes the next turn, unless another thread is at one: the replies of a turn are all on their
     * way before those of the next.
     */
    void turn() {
        List<Waiting> group;
        boolean sync;
        synchronized (monitor) {
            if (turnsDone < turnsTaken) {
                return;
            }
            turnsTaken++;
            group = gathered;
            sync = dirty;
            gathered = new ArrayList<>(group.size());
            dirty = false;
        }
        sync(sync);
        synchronized (monitor) {
            turnsSynced++;
            monitor.notifyAll(); // those whose writes these were
        }
        group.forEach(waiting -> release(waiting, failure));
        synchronized (monitor) {
            turnsDone++;
            monitor.notifyAll(); // one of those who came later
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

    private static void release(Waiting waiting, @Nullable StoreException failure) {
        try {
            waiting.accept(failure);
        } catch (RuntimeException e) {
            LOG.error("A reply could not be passed on", e);
        }
    }
}
