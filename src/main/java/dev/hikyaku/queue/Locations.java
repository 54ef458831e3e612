package dev.hikyaku.queue;

import dev.hikyaku.store.Space;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Location} records of queues. An entry that has one is flagged, so that whoever moves
 * it knows without looking.
 */
final class Locations {
    private final Keys keys;

    Locations(Keys keys) {
        this.keys = keys;
    }

    @Nullable Location of(Step step, QueueState queue, long message) {
        byte[] bytes = step.kv().get(Space.META, keys.location(queue.storage(), message));
        return bytes == null ? null : Location.decode(bytes);
    }

    /** Notes that a received message is ready again; returns the entry as it is to be stored. */
    Entry ready(Step step, QueueState queue, Entry entry, long position) {
        if (entry.receiveCount() == 0 || entry.lastReceivedAt() == 0) {
            return entry;
        }
        put(
                step,
                queue,
                entry,
                new Location(Location.READY, position, entry.receiveCount(), entry.group()));
        return entry.with(Entry.LOCATED);
    }

    void put(Step step, QueueState queue, Entry entry, Location location) {
        step.kv()
                .put(
                        Space.META,
                        keys.location(queue.storage(), entry.message()),
                        location.encode());
    }

    /** Removes the record, if there is one; returns the entry as it is to be stored. */
    Entry forget(Step step, QueueState queue, Entry entry) {
        if (!entry.is(Entry.LOCATED)) {
            return entry;
        }
        step.kv().delete(Space.META, keys.location(queue.storage(), entry.message()));
        return entry.without(Entry.LOCATED);
    }
}
