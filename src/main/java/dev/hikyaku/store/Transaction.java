package dev.hikyaku.store;

import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Kv} of one partition: a store with the changes of the current group laid over it.
 *
 * <p>Many commands share a group, and a group becomes one atomic write, so that what the commands
 * derive from each other (counters above all) is never half there. A group that went wrong is
 * discarded as a whole.
 */
public final class Transaction implements Kv {
    private final Store store;
    private ChangeSet changes = new ChangeSet();
    private long writes;

    public Transaction(Store store) {
        this.store = store;
    }

    /**
     * How many changes were ever asked for; two readings tell whether something was written in
     * between.
     */
    public long writes() {
        return writes;
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Writes the group to the store as one, not yet synced, and starts the next group. */
    public void flush() {
        store.write(changes);
        changes = new ChangeSet();
    }

    /** Forgets the group. */
    public void discard() {
        changes = new ChangeSet();
    }

    @Override
    public byte @Nullable [] get(Space space, byte[] key) {
        var map = changes.changes(space);
        byte[] value = map.get(key);
        if (value != null) {
            return value;
        }
        return map.containsKey(key) || changes.rangeCovers(space, key)
                ? null
                : store.get(space, key);
    }

    @Override
    public void put(Space space, byte[] key, byte[] value) {
        change(space, key, value);
    }

    @Override
    public void delete(Space space, byte[] key) {
        change(space, key, null);
    }

    private void change(Space space, byte[] key, byte @Nullable [] value) {
        writes++;
        var map = changes.changes(space);
        byte[] before = map.put(key, value);
        if (value == null && before != null && space.writeOnce()) {
            map.remove(key); // put and deleted within the group: the store need never know
        }
    }

    @Override
    public void deleteRange(Space space, byte[] from, byte[] to) {
        writes++;
        changes.deleteRange(space, from, to);
    }

    @Override
    public Cursor scan(Space space, byte[] from, byte[] to) {
        var overlay = changes.changes(space).subMap(from, true, to, false);
        Cursor below = store.scan(space, from, to);
        return overlay.isEmpty() && changes.ranges().isEmpty()
                ? below
                : new Merged(space, overlay, below);
    }

    /** Two ordered sequences as one; where both have a key, the group's own entry counts. */
    private final class Merged implements Cursor {
        private final Space space;
        private final Cursor below;
        private final NavigableMap<byte[], byte @Nullable []> above;
        private Map.@Nullable Entry<byte[], byte @Nullable []> head;
        private boolean belowValid;
        private byte[] key = {};
        private byte[] value = {};

        Merged(Space space, NavigableMap<byte[], byte @Nullable []> overlay, Cursor below) {
            this.space = space;
            this.below = below;
            this.above = overlay;
            this.head = overlay.firstEntry();
            advanceBelow();
        }

        @Override
        public boolean next() {
            while (head != null || belowValid) {
                int order = order();
                byte @Nullable [] found = order <= 0 ? takeAbove(order) : takeBelow();
                if (found != null) {
                    value = found;
                    return true;
                }
            }
            return false;
        }

        /**
         * Negative: the group's entry comes first; 0: both have the key; positive: the store's
         * comes first.
         */
        private int order() {
            if (head == null) {
                return 1;
            }
            return belowValid ? Arrays.compareUnsigned(head.getKey(), below.key()) : -1;
        }

        private byte @Nullable [] takeAbove(int order) {
            var entry = Objects.requireNonNull(head);
            if (order == 0) {
                advanceBelow();
            }
            key = entry.getKey();
            head =
                    above.higherEntry(
                            key); // by key, for the group may change while the scan is open
            return entry.getValue();
        }

        private byte @Nullable [] takeBelow() {
            key = below.key();
            byte[] found = changes.rangeCovers(space, key) ? null : below.value();
            advanceBelow();
            return found;
        }

        private void advanceBelow() {
            belowValid = below.next();
        }

        @Override
        public byte[] key() {
            return key;
        }

        @Override
        public byte[] value() {
            return value;
        }

        @Override
        public void close() {
            below.close();
        }
    }
}
