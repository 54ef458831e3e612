package dev.hikyaku.queue;

import dev.hikyaku.store.Cursor;
import dev.hikyaku.store.Space;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The index of what is visible when, over one queue at a time.
 *
 * <p>A message has one entry. It is <em>ready</em>, in the order of becoming so, or <em>timed</em>,
 * ordered by when it becomes visible: in flight or delayed. Time moves entries from timed to ready,
 * in {@link #promoteDue}, so that the counts are exact as of the last step. Both are only ever
 * consumed from their low end and fed at or above the point where the scans stand, so a scan never
 * passes over what it consumed before: positions grow, and nothing is timed for a moment that has
 * gone by.
 *
 * <p>A receipt handle names the timed key that the receive made. When the entry moves on while that
 * handle is still good (its visibility is changed, or runs out), a {@link Location} record says
 * where to; the next receive removes it.
 */
final class QueueIndex {
    /**
     * How far ahead a look for the next due entry goes, so that it never wades through all that was
     * deleted.
     */
    private static final long LOOK_AHEAD_MILLIS = 1000;

    private final Keys keys;

    QueueIndex(Keys keys) {
        this.keys = keys;
    }

    void addReady(Step step, QueueState queue, Entry entry) {
        long position = step.nextPosition();
        Entry stored = entry;
        if (entry.receiveCount() > 0 && entry.lastReceivedAt() > 0) {
            stored = entry.with(Entry.LOCATED);
            locate(
                    step,
                    queue,
                    stored,
                    new Location(Location.READY, position, entry.receiveCount()));
        }
        step.kv().put(Space.INDEX, keys.ready(queue.storage(), position), stored.encode());
        queue.window.append(new ReadyWindow.Item(position, stored));
        queue.counters.ready++;
        queue.countersChanged = true;
    }

    /** Adds an entry that becomes visible later than now; returns its position. */
    long addTimed(Step step, QueueState queue, Entry entry, long visibleAt) {
        if (visibleAt <= step.now()) {
            throw new IllegalStateException("timed for " + visibleAt + " at " + step.now());
        }
        long position = step.nextPosition();
        Entry stored = entry;
        if (entry.is(Entry.LOCATED)) {
            locate(step, queue, stored, new Location(visibleAt, position, entry.receiveCount()));
        }
        step.kv()
                .put(
                        Space.INDEX,
                        keys.timed(queue.storage(), visibleAt, position),
                        stored.encode());
        countTimed(queue, stored, 1);
        queue.nextDue = Math.min(queue.nextDue, visibleAt);
        return position;
    }

    private void locate(Step step, QueueState queue, Entry entry, Location location) {
        step.kv()
                .put(
                        Space.META,
                        keys.location(queue.storage(), entry.message()),
                        location.encode());
    }

    private static void countTimed(QueueState queue, Entry entry, int change) {
        if (entry.is(Entry.DELAYED)) {
            queue.counters.delayed += change;
        } else {
            queue.counters.inFlight += change;
        }
        queue.countersChanged = true;
    }

    /** The first ready entry, or null. */
    ReadyWindow.@Nullable Item peekReady(Step step, QueueState queue) {
        if (queue.counters.ready == 0) {
            queue.window.setComplete();
            return null;
        }
        if (queue.window.isEmpty()) {
            loadWindow(step, queue);
        }
        return Objects.requireNonNull(
                queue.window.peek(), "the ready count is above what the index holds");
    }

    private void loadWindow(Step step, QueueState queue) {
        byte[] from = keys.ready(queue.storage(), queue.window.nextPosition());
        byte[] to = keys.ready(queue.storage(), Long.MAX_VALUE);
        try (Cursor cursor = step.kv().scan(Space.INDEX, from, to)) {
            for (int i = 0; i < ReadyWindow.SIZE_MAX; i++) {
                if (!cursor.next()) {
                    queue.window.setComplete();
                    return;
                }
                queue.window.load(
                        new ReadyWindow.Item(
                                Keys.position(cursor.key()), Entry.decode(cursor.value())));
            }
        }
    }

    /** Takes the first ready entry, which {@link #peekReady} returned, out of the index. */
    void takeReady(Step step, QueueState queue, ReadyWindow.Item item) {
        queue.window.pop();
        removeReadyKey(step, queue, item.position());
        if (item.entry().is(Entry.LOCATED)) {
            step.kv().delete(Space.META, keys.location(queue.storage(), item.entry().message()));
        }
    }

    private void removeReadyKey(Step step, QueueState queue, long position) {
        step.kv().delete(Space.INDEX, keys.ready(queue.storage(), position));
        queue.counters.ready--;
        queue.countersChanged = true;
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
                queue.timedFrom = Keys.visibleAt(due.key());
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
        step.kv().delete(Space.INDEX, key);
        countTimed(queue, entry, -1);
        addReady(step, queue, entry.without(Entry.DELAYED));
    }

    private long lookAhead(Step step, QueueState queue) {
        if (queue.counters.timed() == 0) {
            return QueueState.NEVER;
        }
        long end = queue.timedFrom + LOOK_AHEAD_MILLIS;
        byte[] from = keys.timed(queue.storage(), queue.timedFrom, 0);
        try (Cursor cursor =
                step.kv().scan(Space.INDEX, from, keys.timed(queue.storage(), end, 0))) {
            return cursor.next() ? Keys.visibleAt(cursor.key()) : end;
        }
    }

    /** An entry that a receipt handle is good for. */
    record Found(Entry entry, Location at) {}

    /** What the handle stands for; null if that message is gone or was received again since. */
    @Nullable Found find(Step step, QueueState queue, ReceiptHandle handle) {
        var original =
                new Location(handle.visibleAtMillis(), handle.position(), handle.receiveCount());
        Entry entry = read(step, queue, original);
        if (entry != null && entry.message() == handle.message()) {
            return new Found(entry, original);
        }
        byte[] bytes = step.kv().get(Space.META, keys.location(queue.storage(), handle.message()));
        if (bytes == null) {
            return null;
        }
        Location moved = Location.decode(bytes);
        if (moved.receiveCount() != handle.receiveCount()) {
            return null;
        }
        return new Found(
                Objects.requireNonNull(read(step, queue, moved), "a location leads nowhere"),
                moved);
    }

    private @Nullable Entry read(Step step, QueueState queue, Location at) {
        byte[] bytes = step.kv().get(Space.INDEX, key(queue, at));
        return bytes == null ? null : Entry.decode(bytes);
    }

    private byte[] key(QueueState queue, Location at) {
        return at.ready()
                ? keys.ready(queue.storage(), at.position())
                : keys.timed(queue.storage(), at.visibleAt(), at.position());
    }

    /** Takes an entry out of the index, from wherever it is. */
    void remove(Step step, QueueState queue, Found found) {
        if (found.at.ready()) {
            queue.window.remove(found.at.position());
            removeReadyKey(step, queue, found.at.position());
        } else {
            step.kv().delete(Space.INDEX, key(queue, found.at));
            countTimed(queue, found.entry, -1);
        }
        if (found.entry.is(Entry.LOCATED)) {
            step.kv().delete(Space.META, keys.location(queue.storage(), found.entry.message()));
        }
    }
}
