package dev.hikyaku.queue;

/**
 * A queue in memory: its definition, its counters, and where its scans begin. All of it is derived
 * from the store, and its size does not depend on how many messages there are.
 */
final class QueueState {
    static final long NEVER = Long.MAX_VALUE;

    QueueDefinition definition;
    Counters counters;
    ReadyWindow window = new ReadyWindow();

    /** Every timed entry that is due before this has been made ready. */
    long timedFrom;

    /** When to look for due entries next: no later than the first is due. */
    long nextDue;

    /** No message has a number below this. */
    long oldestFrom;

    long lastReceiveAt;
    long nextSweep;
    boolean countersChanged;
    final QueueStats stats;

    QueueState(QueueDefinition definition, Counters counters, QueueStats stats) {
        this.definition = definition;
        this.counters = counters;
        this.stats = stats;
        this.nextDue = counters.timed() > 0 ? 0 : NEVER;
    }

    long id() {
        return definition.id();
    }

    long storage() {
        return definition.storage();
    }

    /** Points to empty storage. */
    void reset(QueueDefinition purged) {
        definition = purged;
        counters = new Counters();
        countersChanged = true;
        window = new ReadyWindow();
        window.setComplete();
        oldestFrom = 0;
        nextDue = NEVER;
    }
}
