package dev.hikyaku.queue;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The head of a queue's ready entries, held in memory so that a receive need not open a scan. It
 * holds the entries up to a position without a gap; while it is {@link #complete} it holds all, and
 * new ones join at its end. It is a cache of the index: bounded, and rebuilt from it at any time.
 */
final class ReadyWindow {
    /** An entry and its position in the ready index. */
    record Item(long position, Entry entry) {}

    static final int SIZE_MAX = 64;

    private final ArrayDeque<Item> items = new ArrayDeque<>();
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
    void load(Item item) {
        items.add(item);
        loadedTo = item.position;
    }

    /** Says that there is nothing behind what is loaded. */
    void setComplete() {
        complete = true;
    }

    /** A new entry at the end of the ready index. */
    void append(Item item) {
        if (complete && items.size() < SIZE_MAX) {
            load(item);
        } else {
            complete = false;
        }
    }

    @Nullable Item peek() {
        return items.peek();
    }

    void pop() {
        items.pop();
    }

    /** An entry that left the index from its middle. */
    void remove(long position) {
        items.removeIf(item -> item.position == position);
    }

    /** Forgets what is loaded but not where consumed entries end. */
    void unload() {
        Item head = items.peek();
        if (head != null) {
            loadedTo = head.position - 1;
            items.clear();
            complete = false;
        }
    }
}
