package dev.hikyaku.delivery;

/**
 * What a worker may have at a time, and where it is. Belongs to the loop.
 *
 * <p>A place is running, waiting (received, with no place yet), or reserved by a poll that may
 * bring a message for it. What is settled behind a delivery takes no place, but a bound stops the
 * receives when the queue's server does not keep up with it.
 */
final class Credit {
    /** Handles, not bodies, are kept while their delete or change is under way. */
    static final int UNSETTLED_MAX = 10_000;

    private final int concurrency;
    private int running;
    private int waiting;
    private int reserved;
    private int unsettled;

    Credit(int concurrency) {
        this.concurrency = concurrency;
    }

    /** What may still be asked for. */
    int free() {
        return unsettled >= UNSETTLED_MAX
                ? 0
                : Math.max(0, concurrency - running - waiting - reserved);
    }

    /** Whether a delivery can be started. */
    boolean place() {
        return running < concurrency;
    }

    /** Whether nothing that is held waits for a place and one is there. */
    boolean idlePlace() {
        return unsettled < UNSETTLED_MAX && running + waiting < concurrency;
    }

    void reserve(int count) {
        reserved += count;
    }

    void release(int count) {
        reserved -= count;
    }

    void waits() {
        waiting++;
    }

    void waitsNoMore() {
        waiting--;
    }

    void starts() {
        running++;
    }

    void ends() {
        running--;
    }

    void settles() {
        unsettled++;
    }

    /** Returns whether that lets receives go on which the bound had stopped. */
    boolean settled() {
        return unsettled-- == UNSETTLED_MAX;
    }

    int running() {
        return running;
    }

    int waiting() {
        return waiting;
    }

    int unsettled() {
        return unsettled;
    }
}
