package dev.hikyaku.queue;

import dev.hikyaku.store.Cursor;
import dev.hikyaku.store.Space;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The messages that may be handed out, of one queue at a time: those without a group in one line,
 * those of groups in {@link Groups}.
 *
 * <p>A message stands at a position. One that was just sent has its own number for that; one that
 * comes back goes to the end of its line, but in a FIFO queue to its old place in its group.
 */
final class ReadyIndex {
    private final Keys keys;
    private final Groups groups;
    private final Locations locations;

    ReadyIndex(Keys keys, Groups groups, Locations locations) {
        this.keys = keys;
        this.groups = groups;
        this.locations = locations;
    }

    Groups groups() {
        return groups;
    }

    /** Adds a message that was just sent. */
    void addNew(Step step, QueueState queue, Entry entry) {
        put(step, queue, entry, entry.message());
    }

    /** Adds a message that was timed until now. */
    void add(Step step, QueueState queue, Entry entry) {
        if (queue.fifo()) {
            put(step, queue, locations.forget(step, queue, entry), entry.message());
            return;
        }
        long position = step.nextPosition();
        put(step, queue, locations.ready(step, queue, entry, position), position);
    }

    private void put(Step step, QueueState queue, Entry entry, long position) {
        if (entry.grouped()) {
            groups.addReady(step, queue, entry, position);
        } else {
            step.kv().put(Space.INDEX, keys.ready(queue.storage(), position), entry.encode());
            queue.ungroupedLine.append(new LineWindow.Item<>(position, entry));
        }
        queue.counters.ready++;
        step.changed(queue);
    }

    /** Takes a ready entry out, from wherever it stands. */
    void remove(Step step, QueueState queue, Entry entry, long position) {
        if (entry.grouped()) {
            groups.removeReady(step, queue, entry.group(), position);
        } else {
            step.kv().delete(Space.INDEX, keys.ready(queue.storage(), position));
            queue.ungroupedLine.remove(position);
        }
        queue.counters.ready--;
        step.changed(queue);
        locations.forget(step, queue, entry);
    }

    /** Who goes next, or null if there is nobody. */
    @Nullable Turn next(Step step, QueueState queue) {
        groups.settle(step, queue);
        Groups.Head group = groups.first(step, queue);
        LineWindow.Item<Entry> ungrouped = ungroupedHead(step, queue);
        if (group != null && (ungrouped == null || goesFirst(group, queue, ungrouped))) {
            return new Turn.Grouped(this, step, queue, groups.of(step, queue, group.key()));
        }
        return ungrouped == null ? null : new Turn.Ungrouped(this, step, queue);
    }

    /** The messages without a group count as one group. */
    private static boolean goesFirst(
            Groups.Head group, QueueState queue, LineWindow.Item<Entry> ungrouped) {
        int lineClass =
                Group.classOf(queue.counters.ungroupedInFlight(), queue.counters.ungroupedReady());
        long since = Math.max(queue.counters.ungroupedTurn, ungrouped.position());
        return group.lineClass() < lineClass
                || (group.lineClass() == lineClass && group.position() < since);
    }

    /** The first ready entry without a group, or null. */
    LineWindow.@Nullable Item<Entry> ungroupedHead(Step step, QueueState queue) {
        if (queue.counters.ungroupedReady() == 0) {
            queue.ungroupedLine.setComplete();
            return null;
        }
        if (queue.ungroupedLine.isEmpty()) {
            load(step, queue);
        }
        return Objects.requireNonNull(
                queue.ungroupedLine.peek(), "the ready count is above what the index holds");
    }

    private void load(Step step, QueueState queue) {
        LineWindow<Entry> window = queue.ungroupedLine;
        byte[] from = keys.ready(queue.storage(), window.nextPosition());
        byte[] to = keys.ready(queue.storage(), Long.MAX_VALUE);
        try (Cursor cursor = step.kv().scan(Space.INDEX, from, to)) {
            for (int i = 0; i < LineWindow.SIZE_MAX; i++) {
                if (!cursor.next()) {
                    window.setComplete();
                    return;
                }
                window.load(
                        new LineWindow.Item<>(
                                Keys.position(cursor.key()), Entry.decode(cursor.value())));
            }
        }
    }

    /** The entry at a place, or null. */
    @Nullable Entry read(Step step, QueueState queue, long group, long position) {
        byte[] bytes =
                group == GroupKeys.NONE
                        ? step.kv().get(Space.INDEX, keys.ready(queue.storage(), position))
                        : step.kv()
                                .get(
                                        Space.GROUPS,
                                        keys.groupReady(queue.storage(), group, position));
        return bytes == null ? null : Entry.decode(bytes);
    }
}
