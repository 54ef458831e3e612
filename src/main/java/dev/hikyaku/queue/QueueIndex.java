package dev.hikyaku.queue;

import org.jspecify.annotations.Nullable;

/**
 * The index of what is visible when, over one queue at a time.
 *
 * <p>A message has one entry: in the {@link ReadyIndex}, in the order in which it is to be handed
 * out, or in the {@link TimedIndex}, ordered by when it becomes visible. Both are only ever
 * consumed from their low end and fed at or above the point where the scans stand, so a scan never
 * passes over what it consumed before: positions grow, and nothing is timed for a moment that has
 * gone by.
 *
 * <p>A receipt handle names the timed key that the receive made. When the entry moves on while that
 * handle is still good (its visibility is changed, or in a standard queue runs out), a {@link
 * Location} record says where to; the next receive removes it.
 */
final class QueueIndex {
    private final Groups groups;
    private final Locations locations;
    private final ReadyIndex ready;
    private final TimedIndex timed;

    QueueIndex(Keys keys) {
        this.groups = new Groups(keys);
        this.locations = new Locations(keys);
        this.ready = new ReadyIndex(keys, groups, locations);
        this.timed = new TimedIndex(keys, ready, locations);
    }

    /** Lets go of what is only held to be fast. */
    void unload() {
        groups.unload();
        timed.unload();
    }

    Groups groups() {
        return groups;
    }

    ReadyIndex ready() {
        return ready;
    }

    TimedIndex timed() {
        return timed;
    }

    /** An entry and where it is. */
    record Found(Entry entry, Location at) {}

    /** What the handle stands for; null if that message is gone or was received again since. */
    @Nullable Found find(Step step, QueueState queue, ReceiptHandle handle) {
        Entry entry = timed.read(step, queue, handle.visibleAtMillis(), handle.position());
        if (entry != null && entry.message() == handle.message()) {
            var at =
                    new Location(
                            handle.visibleAtMillis(),
                            handle.position(),
                            handle.receiveCount(),
                            entry.group());
            return new Found(entry, at);
        }
        Location moved = locations.of(step, queue, handle.message());
        return moved == null || moved.receiveCount() != handle.receiveCount()
                ? null
                : at(step, queue, moved);
    }

    private Found at(Step step, QueueState queue, Location location) {
        Entry entry =
                location.ready()
                        ? ready.read(step, queue, location.group(), location.position())
                        : timed.read(step, queue, location.visibleAt(), location.position());
        if (entry == null) {
            throw new IllegalStateException("a location leads nowhere: " + location);
        }
        return new Found(entry, location);
    }

    /** The ready entry of a message; null if the message is not ready. */
    @Nullable Found findReady(Step step, QueueState queue, long message, long group) {
        Entry unmoved = ready.read(step, queue, group, message);
        if (unmoved != null) {
            return new Found(unmoved, new Location(Location.READY, message, 0, group));
        }
        Location moved = locations.of(step, queue, message);
        return moved != null && moved.ready() ? at(step, queue, moved) : null;
    }

    /** Takes an entry out of the index, from wherever it is. */
    void remove(Step step, QueueState queue, Found found) {
        if (found.at.ready()) {
            ready.remove(step, queue, found.entry, found.at.position());
        } else {
            timed.remove(step, queue, found.entry, found.at.visibleAt(), found.at.position());
            locations.forget(step, queue, found.entry);
        }
    }

    /** Puts back an entry in flight, to become visible after a time, or now for 0. */
    void hide(Step step, QueueState queue, Entry entry, int seconds) {
        if (seconds == 0) {
            ready.add(step, queue, entry);
        } else {
            timed.add(step, queue, entry.with(Entry.LOCATED), step.now() + seconds * 1000L);
        }
    }
}
