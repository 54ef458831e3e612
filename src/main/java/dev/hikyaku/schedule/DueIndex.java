package dev.hikyaku.schedule;

import dev.hikyaku.store.Cursor;
import dev.hikyaku.store.Kv;
import dev.hikyaku.store.Space;
import java.util.ArrayList;
import java.util.List;

/**
 * Schedules in the order in which they are due. In memory are two numbers: from where on there may
 * be entries, and when to look next.
 */
final class DueIndex {
    /**
     * How far ahead a look for the next entry goes, so that it never wades through all that was
     * deleted.
     */
    private static final long LOOK_AHEAD_MILLIS = 60_000;

    /** An entry: whose turn it is. */
    record Due(byte[] key, ScheduleName name) {
        long dueAt() {
            return ScheduleKeys.dueAt(key);
        }

        long id() {
            return ScheduleKeys.id(key);
        }
    }

    private final ScheduleKeys keys;
    private long from;
    private long nextLook;

    DueIndex(ScheduleKeys keys) {
        this.keys = keys;
    }

    /** Forgets what was held in memory. */
    void load() {
        from = 0;
        nextLook = 0;
    }

    /** When to look next, in milliseconds since 1970: nothing is due before. */
    long nextLook() {
        return nextLook;
    }

    void add(Kv kv, StoredSchedule stored) {
        if (stored.dueAt() == Expression.NEVER) {
            return;
        }
        kv.put(Space.INDEX, keys.due(stored.dueAt(), stored.id()), stored.name().bytes());
        from = Math.min(from, stored.dueAt());
        nextLook = Math.min(nextLook, stored.dueAt());
    }

    void remove(Kv kv, StoredSchedule stored) {
        if (stored.dueAt() != Expression.NEVER) {
            kv.delete(Space.INDEX, keys.due(stored.dueAt(), stored.id()));
        }
    }

    void remove(Kv kv, Due due) {
        kv.delete(Space.INDEX, due.key);
    }

    /** The first entries that are due by now. */
    List<Due> due(Kv kv, long now, int limit) {
        var found = new ArrayList<Due>();
        try (Cursor cursor = kv.scan(Space.INDEX, keys.due(from, 0), keys.due(now + 1, 0))) {
            while (found.size() < limit && cursor.next()) {
                found.add(new Due(cursor.key(), ScheduleName.of(cursor.value(), 0)));
            }
        }
        return found;
    }

    /** All that is due by now is taken care of: finds out when to look next. */
    void passed(Kv kv, long now) {
        from = now + 1;
        long end = from + LOOK_AHEAD_MILLIS;
        try (Cursor cursor = kv.scan(Space.INDEX, keys.due(from, 0), keys.due(end, 0))) {
            nextLook = cursor.next() ? ScheduleKeys.dueAt(cursor.key()) : end;
        }
    }

    /** There may be more from this one on. */
    void notPassed(Due due) {
        from = Math.min(from, due.dueAt());
        nextLook = Math.min(nextLook, due.dueAt());
    }
}
