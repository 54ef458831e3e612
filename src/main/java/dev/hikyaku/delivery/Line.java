package dev.hikyaku.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a queue that are held and not running. Belongs to the loop.
 *
 * <p>Those of a FIFO queue's group start when what was taken of the group before is settled; those
 * of another group, when there are fewer in flight than the group may have. All others start in the
 * order in which they came.
 */
final class Line {
    /** A message, or a group of which a message may start. */
    sealed interface Startable permits Held, GroupLine {
        /** What would start first. */
        Held first();
    }

    /**
     * Lambda's limit of 6 MB for a request leaves this much for bodies, which JSON makes longer.
     */
    static final int BATCH_BYTES_MAX = 4 << 20;

    private final boolean fifo;
    private final int groupLimit;
    private final ArrayDeque<Startable> turns = new ArrayDeque<>();
    private final Map<String, GroupLine> groups = new HashMap<>();
    private int held;
    private int startable;

    /**
     * @param groupLimit deliveries in flight of a group in a standard queue; 0 for no limit
     */
    Line(boolean fifo, int groupLimit) {
        this.fifo = fifo;
        this.groupLimit = groupLimit;
    }

    int startable() {
        return startable;
    }

    int blocked() {
        return held - startable;
    }

    /** What would start first; null if nothing may. */
    @Nullable Held first() {
        Startable turn = turns.peek();
        return turn == null ? null : turn.first();
    }

    void add(Held message) {
        held++;
        String id = fifo || groupLimit > 0 ? message.message.groupId() : null;
        if (id == null) {
            startable++;
            turns.add(message);
            return;
        }
        GroupLine group =
                groups.computeIfAbsent(id, absent -> new GroupLine(absent, fifo, groupLimit));
        message.group = group;
        change(group, () -> group.waiting.add(message));
    }

    /**
     * Counts what a change to a group makes startable, and gives the group a turn if it needs one.
     */
    private void change(GroupLine group, Runnable change) {
        startable -= group.startable();
        change.run();
        startable += group.startable();
        if (group.startable() > 0 && !group.queued) {
            group.queued = true;
            turns.add(group);
        } else if (group.startable() == 0 && group.queued) {
            group.queued = false;
            turns.remove(group);
        }
        if (group.empty()) {
            groups.remove(group.id);
        }
    }

    /** Takes what may start together. */
    List<Held> take(int max) {
        var batch = new Batch(max);
        for (Startable turn = turns.peek();
                turn != null && batch.fits(turn.first());
                turn = turns.peek()) {
            turns.remove();
            switch (turn) {
                case Held message -> {
                    startable--;
                    batch.add(message);
                }
                case GroupLine group -> {
                    group.queued = false;
                    change(group, () -> take(group, batch));
                }
            }
        }
        held -= batch.messages.size();
        return batch.messages;
    }

    /** Of a FIFO queue's group as many as there are and fit, of any other one. */
    private void take(GroupLine group, Batch batch) {
        do {
            batch.add(group.take());
        } while (fifo && !group.waiting.isEmpty() && batch.fits(group.first()));
    }

    /** What goes into one request: so many messages, and so many bytes unless it is one message. */
    private static final class Batch {
        private final List<Held> messages;
        private final int max;
        private long bytes;

        Batch(int max) {
            this.max = max;
            this.messages = new ArrayList<>(Math.min(max, 16));
        }

        boolean fits(Held message) {
            return messages.isEmpty()
                    || (messages.size() < max
                            && bytes + message.message.body().length <= BATCH_BYTES_MAX);
        }

        void add(Held message) {
            messages.add(message);
            bytes += message.message.body().length;
        }
    }

    /** A message that was taken of a group is over. */
    void over(GroupLine group) {
        change(group, group::over);
    }

    /** Takes out what waits of a group, in its order. */
    List<Held> abandon(GroupLine group) {
        var tail = List.copyOf(group.waiting);
        change(group, group.waiting::clear);
        held -= tail.size();
        return tail;
    }

    /** Takes out all that waits. */
    List<Held> clear() {
        var all = new ArrayList<Held>();
        for (Startable turn : turns) {
            if (turn instanceof Held message) {
                all.add(message);
            }
        }
        turns.clear();
        for (GroupLine group : List.copyOf(groups.values())) {
            all.addAll(group.waiting);
            group.waiting.clear();
            group.queued = false;
            if (group.empty()) {
                groups.remove(group.id);
            }
        }
        held = 0;
        startable = 0;
        return all;
    }
}
