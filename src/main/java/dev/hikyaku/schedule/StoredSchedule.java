package dev.hikyaku.schedule;

/**
 * A schedule with what has become of it.
 *
 * @param id of this version of it; orders those that are due at the same time
 * @param slot the scheduled time of its next firing, in milliseconds since 1970; {@link
 *     Expression#NEVER} if it does not fire any more
 * @param dueAt when that firing goes out, which is later than the slot if it has a flexible window
 * @param anchor what the moments of a rate are counted from
 * @param lastSlot the scheduled time of its last firing; 0 if there was none
 * @param token the digest of the client's token that it was made with; 0 for none
 */
public record StoredSchedule(
        ScheduleName name,
        Schedule schedule,
        long id,
        long slot,
        long dueAt,
        long anchor,
        long lastSlot,
        long createdAt,
        long modifiedAt,
        long token) {
    /** The same, to fire then. */
    StoredSchedule due(Timetable.Slot next) {
        return new StoredSchedule(
                name,
                schedule,
                id,
                next.scheduledAt(),
                next.dueAt(),
                anchor,
                lastSlot,
                createdAt,
                modifiedAt,
                token);
    }

    /** The same after its slot. */
    StoredSchedule fired() {
        return new StoredSchedule(
                name, schedule, id, slot, dueAt, anchor, slot, createdAt, modifiedAt, token);
    }
}
