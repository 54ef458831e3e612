package dev.hikyaku.schedule;

import dev.hikyaku.model.Digests;
import java.nio.ByteBuffer;
import java.time.ZoneId;

/** When a schedule fires next: its expression within its bounds, and its flexible window. */
record Timetable(Schedule schedule, Expression expression, ZoneId zone) {
    private static final long MINUTE = 60_000;

    /** How far in the past a one-time schedule may be when it is made, and still fires. */
    static final long PAST_MAX = MINUTE;

    /** None any more. */
    static final Slot NONE = new Slot(Expression.NEVER, Expression.NEVER);

    /** A firing: the time that the expression names, and when it goes out. */
    record Slot(long scheduledAt, long dueAt) {}

    static Timetable of(Schedule schedule) {
        return new Timetable(schedule, Expression.parse(schedule.expression()), schedule.zone());
    }

    /** What the moments of a rate that is made now are counted from: its first moment. */
    long anchor(long now) {
        return schedule.start() == null ? now : schedule.start();
    }

    /** The first firing of one that is made or changed now, and has fired up to a moment. */
    Slot first(ScheduleName name, long now, long anchor, long lastSlot) {
        if (schedule.disabled()) {
            return NONE;
        }
        if (!expression.recurring()) {
            return next(name, Math.max(now - PAST_MAX - 1, lastSlot), anchor);
        }
        long from = schedule.start() == null ? anchor : Math.max(anchor, schedule.start());
        return next(name, Math.max(Math.max(now, from) - 1, lastSlot), anchor);
    }

    /** The first firing whose scheduled time is after a moment. */
    Slot next(ScheduleName name, long after, long anchor) {
        long slot = slotAfter(after, anchor);
        return slot == Expression.NEVER ? NONE : new Slot(slot, slot + delay(name, slot, anchor));
    }

    private long slotAfter(long after, long anchor) {
        long slot = expression.next(after, zone, anchor);
        Long end = schedule.end();
        return expression.recurring() && end != null && slot > end ? Expression.NEVER : slot;
    }

    /**
     * How long after its scheduled time a firing goes out: anywhere in the window, but before the
     * next one is scheduled. The same for the same schedule and time.
     */
    private long delay(ScheduleName name, long slot, long anchor) {
        if (schedule.windowMinutes() == 0) {
            return 0;
        }
        long room = schedule.windowMinutes() * MINUTE;
        long next = slotAfter(slot, anchor);
        return Math.floorMod(hash(name, slot), Math.min(room, next - slot));
    }

    private static long hash(ScheduleName name, long slot) {
        var digest = Digests.sha256();
        digest.update(name.bytes());
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(slot).array());
        return ByteBuffer.wrap(digest.digest()).getLong();
    }
}
