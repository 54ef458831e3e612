package dev.hikyaku.store;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The kinds of state, kept apart because they live differently on disk. Each has its own order of
 * keys.
 */
public enum Space {
    /** Definitions, counters, positions: few, small, overwritten often. */
    META(false),

    /** Message bodies: large, written once, deleted once. */
    MESSAGES(true),

    /** What is ready and what becomes visible when: small, written once, deleted once. */
    INDEX(true),

    /**
     * Message groups: their states and lines, and what FIFO queues remember. Keys come and go and
     * come again.
     */
    GROUPS(false),

    /** Schedules by name: many, rewritten when they fire. */
    SCHEDULES(false);

    private static final Set<Space> OF_QUEUES =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(SCHEDULES)));

    private final boolean writeOnce;

    Space(boolean writeOnce) {
        this.writeOnce = writeOnce;
    }

    /**
     * Whether every key of this space is put at most once in its life. A store may then forget a
     * key and its deletion as soon as the two meet, which keeps queues, where everything is
     * deleted, from dragging tombstones along.
     */
    public boolean writeOnce() {
        return writeOnce;
    }

    /** Where there may be something of a queue. */
    public static Set<Space> ofQueues() {
        return OF_QUEUES;
    }
}
