package dev.hikyaku.queue;

import dev.hikyaku.store.Kv;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One command being applied: the state, the time, fresh positions, and the queues whose counters it
 * changes. A position is the command's sequence number and a counter below 4,096, so positions grow
 * over a partition's life and the same command gets the same ones again.
 */
final class Step {
    private static final int COUNTER_BITS = 12;

    /**
     * What a command may move in one go; keeps a step short, and its positions within the counter.
     */
    static final int MOVES_MAX = 400;

    private final Kv kv;
    private final long now;
    private final long sequence;
    private final Set<QueueState> changed = new LinkedHashSet<>(2);
    private int used;

    Step(Kv kv, long sequence, long now) {
        this.kv = kv;
        this.now = now;
        this.sequence = sequence;
    }

    static long firstPosition(long sequence) {
        return sequence << COUNTER_BITS;
    }

    Kv kv() {
        return kv;
    }

    /** Milliseconds since 1970, never less than in the step before. */
    long now() {
        return now;
    }

    long sequence() {
        return sequence;
    }

    long nextPosition() {
        if (used == 1 << COUNTER_BITS) {
            throw new IllegalStateException("a command used more than " + used + " positions");
        }
        return firstPosition(sequence) + used++;
    }

    /** Says that a queue's counters are not what they were. */
    void changed(QueueState queue) {
        changed.add(queue);
    }

    Set<QueueState> changed() {
        return changed;
    }
}
