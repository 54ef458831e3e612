package dev.hikyaku.queue;

import dev.hikyaku.store.Cursor;
import dev.hikyaku.store.Kv;
import dev.hikyaku.store.Space;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The message groups of queues: each with its ready messages in order, and the lines in which the
 * groups wait for their turns.
 *
 * <p>A FIFO queue has one line. It holds the groups that have a ready message and none in flight,
 * so a group that is being worked on is not in the way of the others, however long its backlog is.
 * A standard queue has a line for each class of groups, by how much they have in flight; who has
 * less goes first, equals take turns.
 *
 * <p>States that a step has changed are held until {@link #settle}, which moves the groups to where
 * they belong and writes what differs from the store. The states that were used last stay in
 * memory, over all queues; that is a cache, and nothing depends on what it holds.
 */
final class Groups {
    /** About 2 MiB. */
    private static final int CACHED_MAX = 8192;

    private record Place(long storage, long group) {}

    private final Keys keys;
    private final Map<Place, Group> cache =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Place, Group> eldest) {
                    return size() > CACHED_MAX;
                }
            };

    Groups(Keys keys) {
        this.keys = keys;
    }

    /** The state as of this step, to be changed; an empty one for a group that is not there. */
    Group of(Step step, QueueState queue, long key) {
        step.changed(queue);
        Group held = queue.changedGroups.get(key);
        if (held != null) {
            return held;
        }
        Group group =
                cache.computeIfAbsent(
                        new Place(queue.storage(), key), place -> read(step, queue, key));
        queue.changedGroups.put(key, group);
        return group;
    }

    private Group read(Step step, QueueState queue, long key) {
        byte[] stored = step.kv().get(Space.GROUPS, keys.group(queue.storage(), key));
        return stored == null ? new Group(key) : Group.decode(key, stored);
    }

    /** Forgets what is only held to be fast: it may be of a step that came to nothing. */
    void unload() {
        cache.clear();
    }

    void addReady(Step step, QueueState queue, Entry entry, long position) {
        put(step.kv(), queue, entry, position);
        of(step, queue, entry.group()).addReady(position);
        queue.counters.groupedReady++;
    }

    private void put(Kv kv, QueueState queue, Entry entry, long position) {
        kv.put(
                Space.GROUPS,
                keys.groupReady(queue.storage(), entry.group(), position),
                entry.encode());
    }

    void removeReady(Step step, QueueState queue, long key, long position) {
        step.kv().delete(Space.GROUPS, keys.groupReady(queue.storage(), key, position));
        of(step, queue, key).removeReady(position);
        queue.counters.groupedReady--;
    }

    void countInFlight(Step step, QueueState queue, long key, int change) {
        of(step, queue, key).inFlight += change;
        queue.counters.groupedInFlight += change;
    }

    void countDelayed(Step step, QueueState queue, long key, int change) {
        of(step, queue, key).delayed += change;
    }

    /** A group's first ready messages, at most {@code limit} of them. */
    void read(
            Step step,
            QueueState queue,
            Group group,
            int limit,
            List<LineWindow.Item<Entry>> entries) {
        byte[] from = keys.groupReady(queue.storage(), group.key, group.readyFrom);
        byte[] to = keys.groupReady(queue.storage(), group.key, Long.MAX_VALUE);
        try (Cursor cursor = step.kv().scan(Space.GROUPS, from, to)) {
            while (entries.size() < limit && cursor.next()) {
                entries.add(
                        new LineWindow.Item<>(
                                Keys.position(cursor.key()), Entry.decode(cursor.value())));
            }
        }
    }

    // --- lines

    /** A group whose turn it may be. */
    record Head(int lineClass, long position, long key) {}

    /** The group that goes first, or null if none is in line. */
    @Nullable Head first(Step step, QueueState queue) {
        if (queue.counters.groupsInLine == 0) {
            return null;
        }
        for (int lineClass = 0; lineClass < Group.CLASSES; lineClass++) {
            LineWindow<Long> window = queue.groupLine(lineClass);
            if (window.isEmpty() && !window.complete()) {
                load(step, queue, lineClass, window);
            }
            LineWindow.Item<Long> item = window.peek();
            if (item != null) {
                return new Head(lineClass, item.position(), item.value());
            }
        }
        throw new IllegalStateException(
                "the count of groups in line is above what the index holds");
    }

    private void load(Step step, QueueState queue, int lineClass, LineWindow<Long> window) {
        byte[] from = keys.groupInLine(queue.storage(), lineClass, window.nextPosition());
        byte[] to = keys.groupInLine(queue.storage(), lineClass, Long.MAX_VALUE);
        try (Cursor cursor = step.kv().scan(Space.INDEX, from, to)) {
            for (int i = 0; i < LineWindow.SIZE_MAX; i++) {
                if (!cursor.next()) {
                    window.setComplete();
                    return;
                }
                window.load(
                        new LineWindow.Item<>(
                                Keys.position(cursor.key()),
                                ByteBuffer.wrap(cursor.value()).getLong()));
            }
        }
    }

    /**
     * Moves the groups that this step has changed to where they belong, and writes their states.
     */
    void settle(Step step, QueueState queue) {
        queue.changedGroups.values().forEach(group -> settle(step, queue, group));
        queue.changedGroups.clear();
    }

    private void settle(Step step, QueueState queue, Group group) {
        if (group.needsCount()) {
            count(step, queue, group);
        }
        int wanted = group.wantedClass(queue.fifo());
        if (group.inLine() && (group.lineClass != wanted || group.served)) {
            leaveLine(step, queue, group);
        }
        if (!group.inLine() && wanted != Group.NO_CLASS) {
            joinLine(step, queue, group, wanted);
        }
        group.served = false;
        write(step, queue, group);
    }

    private void count(Step step, QueueState queue, Group group) {
        byte[] from = keys.groupReady(queue.storage(), group.key, group.readyFrom);
        byte[] to = keys.groupReady(queue.storage(), group.key, Long.MAX_VALUE);
        int number = 0;
        try (Cursor cursor = step.kv().scan(Space.GROUPS, from, to)) {
            while (number < Group.COUNTED_MAX && cursor.next()) {
                number++;
            }
        }
        group.counted(number);
    }

    private void write(Step step, QueueState queue, Group group) {
        if (group.isEmpty()) {
            group.forget();
        }
        byte[] state = group.isEmpty() ? null : group.encode();
        if (Arrays.equals(state, group.stored)) {
            return;
        }
        byte[] key = keys.group(queue.storage(), group.key);
        if (state == null) {
            step.kv().delete(Space.GROUPS, key);
        } else {
            step.kv().put(Space.GROUPS, key, state);
        }
        group.stored = state;
    }

    private void leaveLine(Step step, QueueState queue, Group group) {
        step.kv()
                .delete(
                        Space.INDEX,
                        keys.groupInLine(queue.storage(), group.lineClass, group.linePosition));
        queue.groupLine(group.lineClass).remove(group.linePosition);
        group.lineClass = Group.NO_CLASS;
        queue.counters.groupsInLine--;
    }

    private void joinLine(Step step, QueueState queue, Group group, int lineClass) {
        group.lineClass = lineClass;
        group.linePosition = step.nextPosition();
        step.kv()
                .put(
                        Space.INDEX,
                        keys.groupInLine(queue.storage(), lineClass, group.linePosition),
                        ByteBuffer.allocate(Long.BYTES).putLong(group.key).array());
        queue.groupLine(lineClass).append(new LineWindow.Item<>(group.linePosition, group.key));
        queue.counters.groupsInLine++;
    }
}
