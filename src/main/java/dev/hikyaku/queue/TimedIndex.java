package dev.hikyaku.queue;

import dev.hikyaku.store.Cursor;
import dev.hikyaku.store.Space;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The messages that become visible later, in flight or delayed, of one queue at a time, ordered by
 * that time. {@link #promoteDue} moves what is due to the {@link ReadyIndex}, so that the counts
 * are exact as of the last step.
 */
final class TimedIndex {
    /**
     * How far ahead a look for the next due entry goes, so that it never wades through all that was
     * deleted.
     */
    private static final long LOOK_AHEAD_MILLIS = 1000;

    /** 16,384 slots, about 2 MiB when they are full. */
    private static final int SLOT_BITS = 14;

    private record Timed(long position, long storage, long visibleAt, Entry entry) {}

    /**
     * What was added last, over all queues: most of it is asked for soon, by who deletes it. A
     * cache, as nothing depends on what it holds: who comes to a taken slot takes it over.
     */
    private final @Nullable Timed[] cache = new Timed[1 << SLOT_BITS];

    private final Keys keys;
    private final ReadyIndex ready;
    private final Locations locations;

    TimedIndex(Keys keys, ReadyIndex ready, Locations locations) {
        this.keys = keys;
        this.ready = ready;
        this.locations = locations;
    }

    /** Lets go of what is only held to be fast. */
    void unload() {
        Arrays.fill(cache, null);
    }

    /** Adds an entry that becomes visible later than now; returns its position. */
    long add(Step step, QueueState queue, Entry entry, long visibleAt) {
        if (visibleAt <= step.now()) {
            throw new IllegalStateException("timed for " + visibleAt + " at " + step.now());
        }
        long position = step.nextPosition();
        if (entry.is(Entry.LOCATED)) {
            locations.put(
                    step,
                    queue,
                    entry,
                    new Location(visibleAt, position, entry.receiveCount(), entry.group()));
        }
        step.kv()
                .put(Space.INDEX, keys.timed(queue.storage(), visibleAt, position), entry.encode());
        cache[slot(position)] = new Timed(position, queue.storage(), visibleAt, entry);
        count(step, queue, entry, 1);
        queue.nextDue = Math.min(queue.nextDue, visibleAt);
        return position;
    }

    void remove(Step step, QueueState queue, Entry entry, long visibleAt, long position) {
        take(step, keys.timed(queue.storage(), visibleAt, position));
        count(step, queue, entry, -1);
    }

    private void take(Step step, byte[] key) {
        step.kv().delete(Space.INDEX, key);
        long position = Keys.position(key);
        Timed cached = cache[slot(position)];
        if (cached != null && cached.position == position) {
            cache[slot(position)] = null;
        }
    }

    @Nullable Entry read(Step step, QueueState queue, long visibleAt, long position) {
        Timed cached = cache[slot(position)];
        if (cached != null && cached.position == position) {
            boolean there = cached.storage == queue.storage() && cached.visibleAt == visibleAt;
            return there ? cached.entry : null;
        }
        byte[] bytes = step.kv().get(Space.INDEX, keys.timed(queue.storage(), visibleAt, position));
        return bytes == null ? null : Entry.decode(bytes);
    }

    /** By the upper bits of a product: positions begin with the same bits and end with few. */
    private static int slot(long position) {
        return (int) ((position * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - SLOT_BITS));
    }

    private void count(Step step, QueueState queue, Entry entry, int change) {
        step.changed(queue);
        if (entry.is(Entry.DELAYED)) {
            queue.counters.delayed += change;
            if (entry.grouped()) {
                ready.groups().countDelayed(step, queue, entry.group(), change);
            }
        } else {
            queue.counters.inFlight += change;
            if (entry.grouped()) {
                ready.groups().countInFlight(step, queue, entry.group(), change);
            }
        }
    }

    /**
     * Makes ready what is due, as much as one step may move, and finds out when the next look is
     * needed.
     */
    void promoteDue(Step step, QueueState queue) {
        if (queue.nextDue > step.now()) {
            return;
        }
        int moved = 0;
        byte[] to = keys.timed(queue.storage(), step.now() + 1, 0);
        try (Cursor due =
                step.kv().scan(Space.INDEX, keys.timed(queue.storage(), queue.timedFrom, 0), to)) {
            while (moved < Step.MOVES_MAX && due.next()) {
                queue.timedFrom = Keys.time(due.key());
                promote(step, queue, due.key(), Entry.decode(due.value()));
                moved++;
            }
        }
        if (moved == Step.MOVES_MAX) {
            queue.nextDue = step.now(); // there may be more
        } else {
            queue.timedFrom = step.now() + 1;
            queue.nextDue = lookAhead(step, queue);
        }
    }

    private void promote(Step step, QueueState queue, byte[] key, Entry entry) {
        take(step, key);
        count(step, queue, entry, -1);
        ready.add(step, queue, entry.without(Entry.DELAYED));
    }

    private long lookAhead(Step step, QueueState queue) {
        if (queue.counters.timed() == 0) {
            return QueueState.NEVER;
        }
        long end = queue.timedFrom + LOOK_AHEAD_MILLIS;
        byte[] from = keys.timed(queue.storage(), queue.timedFrom, 0);
        try (Cursor cursor =
                step.kv().scan(Space.INDEX, from, keys.timed(queue.storage(), end, 0))) {
            return cursor.next() ? Keys.time(cursor.key()) : end;
        }
    }
}
