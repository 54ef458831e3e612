package dev.hikyaku.queue;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The head of a line, held in memory so that a receive need not open a scan. A line is a range of
 * the index that is fed at its end and consumed from its head. The window holds the entries up to a
 * position without a gap; while it is {@link #complete} it holds all, and new ones join at its end.
 * It is a cache of the index: bounded, and rebuilt from it at any time.
 */
final class LineWindow<T> {
    /** What stands in the line, and where. */
    record Item<T>(long position, T value) {}

    static final int SIZE_MAX = 64;

    private final ArrayDeque<Item<T>> items = new ArrayDeque<>();
    private long loadedTo = -1;
    private boolean complete;

    boolean complete() {
        return complete;
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** Where a scan has to go on. */
    long nextPosition() {
        return loadedTo + 1;
    }

    /** An entry that was found by a scan from {@link #nextPosition}. */
    void load(Item<T> item) {
        items.add(item);
        loadedTo = item.position;
    }

    /** Says that there is nothing behind what is loaded. */
    void setComplete() {
        complete = true;
    }

    /** A new entry at the end of the line. */
    void append(Item<T> item) {
        if (complete && items.size() < SIZE_MAX) {
            load(item);
        } else {
            complete = false;
        }
    }

    @Nullable Item<T> peek() {
        return items.peek();
    }

    /** An entry that left the line; most often its head. */
    void remove(long position) {
        Item<T> head = items.peek();
        if (head != null && head.position == position) {
            items.pop();
        } else {
            items.removeIf(item -> item.position == position);
        }
    }

    /** Forgets what is loaded but not where consumed entries end. */
    void unload() {
        Item<T> head = items.peek();
        if (head != null) {
            loadedTo = head.position - 1;
            items.clear();
            complete = false;
        }
    }
}
