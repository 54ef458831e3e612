package dev.hikyaku.schedule;

import dev.hikyaku.model.ServiceException;
import dev.hikyaku.store.Bytes;
import dev.hikyaku.store.Cursor;
import dev.hikyaku.store.Kv;
import dev.hikyaku.store.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schedules of one partition, as a deterministic state machine: the same commands with the same
 * sequence numbers and times give the same state, the same firings and the same replies.
 *
 * <p>Each schedule has one entry in the index of what is due. A tick takes the entries up to now
 * out of it, posts their messages and puts the next entries in: all of that is one change of the
 * store, so that each firing happens exactly once. What does not fire costs nothing, and nothing of
 * a schedule is in memory.
 */
public final class ScheduleMachine {
    /** Where firings go: into the outbox, with the change that caused them. */
    public interface Post {
        /**
         * Sends a message.
         *
         * @param position unique in the partition, and greater than any before
         */
        void send(Kv kv, long position, Outgoing message);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ScheduleMachine.class);

    /** What one command moves at the most; keeps a step short. */
    private static final int MOVES_MAX = 400;

    /** What one tick writes of messages, about. */
    private static final int BYTES_MAX = 4 << 20;

    /** What one part of a list looks at. */
    private static final int LOOKED_AT_MAX = 2_000;

    /** Positions are as those of queues: a sequence number and a counter of 12 bits. */
    private static final int COUNTER_BITS = 12;

    /** How late a firing is that was missed. */
    private static final long LATE_MILLIS = 60_000;

    private final ScheduleKeys keys;
    private final DueIndex index;
    private final Post post;
    private final MissedFirings missed;

    /** Makes the machine; {@link #load} comes next. */
    public ScheduleMachine(int partition, Post post, MissedFirings missed) {
        this.keys = new ScheduleKeys(partition);
        this.index = new DueIndex(keys);
        this.post = post;
        this.missed = missed;
    }

    /** Forgets what was held in memory. */
    public void load() {
        index.load();
    }

    /** When the next {@link ScheduleCommand.Tick} is wanted, in milliseconds since 1970. */
    public long nextTick() {
        return index.nextLook();
    }

    /**
     * Applies a command.
     *
     * @param sequence greater than any before in this partition
     * @param now milliseconds since 1970, not less than any before in this partition
     * @throws ServiceException if the command is refused; nothing was changed then
     */
    public ScheduleReply apply(Kv kv, ScheduleCommand command, long sequence, long now) {
        return switch (command) {
            case ScheduleCommand.Put put -> put(kv, put, sequence, now);
            case ScheduleCommand.Remove remove -> remove(kv, remove.name());
            case ScheduleCommand.Get get -> new ScheduleReply.Stored(require(kv, get.name()));
            case ScheduleCommand.List list -> list(kv, list);
            case ScheduleCommand.RemoveGroup group -> removeGroup(kv, group);
            case ScheduleCommand.Tick tick -> tick(kv, sequence, now);
        };
    }

    // --- definitions

    private @Nullable StoredSchedule find(Kv kv, ScheduleName name) {
        byte[] bytes = kv.get(Space.SCHEDULES, keys.schedule(name));
        return bytes == null ? null : ScheduleCodec.decode(name, bytes);
    }

    private StoredSchedule require(Kv kv, ScheduleName name) {
        StoredSchedule stored = find(kv, name);
        if (stored == null) {
            throw new ServiceException(
                    ScheduleError.RESOURCE_NOT_FOUND,
                    "Schedule " + name.name() + " does not exist.");
        }
        return stored;
    }

    private void write(Kv kv, StoredSchedule stored) {
        kv.put(Space.SCHEDULES, keys.schedule(stored.name()), ScheduleCodec.encode(stored));
    }

    private ScheduleReply put(Kv kv, ScheduleCommand.Put put, long sequence, long now) {
        StoredSchedule before =
                put.expecting() == ScheduleCommand.Expecting.ONE
                        ? require(kv, put.name())
                        : find(kv, put.name());
        long token = ScheduleCodec.token(put.clientToken());
        if (before == null) {
            return stored(kv, made(put, token, sequence, now));
        }
        if (put.expecting() == ScheduleCommand.Expecting.NONE) {
            return madeBefore(before, put.schedule(), token);
        }
        StoredSchedule changed = changed(before, put.schedule(), sequence, now);
        index.remove(kv, before);
        return stored(kv, changed);
    }

    private ScheduleReply stored(Kv kv, StoredSchedule stored) {
        write(kv, stored);
        index.add(kv, stored);
        return new ScheduleReply.Stored(stored);
    }

    private static ScheduleReply madeBefore(StoredSchedule before, Schedule asked, long token) {
        boolean same = before.modifiedAt() != before.createdAt() || before.schedule().equals(asked);
        if (token != 0 && token == before.token() && same) {
            return new ScheduleReply.Stored(before);
        }
        throw new ServiceException(
                ScheduleError.CONFLICT, "Schedule " + before.name().name() + " already exists.");
    }

    private static StoredSchedule made(
            ScheduleCommand.Put put, long token, long sequence, long now) {
        Timetable timetable = Timetable.of(put.schedule());
        long anchor = timetable.anchor(now);
        Timetable.Slot first = timetable.first(put.name(), now, anchor, 0);
        return new StoredSchedule(
                put.name(),
                put.schedule(),
                sequence,
                first.scheduledAt(),
                first.dueAt(),
                anchor,
                0,
                now,
                now,
                token);
    }

    private static StoredSchedule changed(
            StoredSchedule before, Schedule schedule, long sequence, long now) {
        Timetable timetable = Timetable.of(schedule);
        boolean sameTimes = schedule.sameTimes(before.schedule());
        long anchor = sameTimes ? before.anchor() : timetable.anchor(now);
        boolean due = sameTimes && !schedule.disabled() && before.slot() <= now;
        Timetable.Slot next =
                due
                        ? new Timetable.Slot(before.slot(), before.dueAt())
                        : timetable.first(before.name(), now, anchor, before.lastSlot());
        return new StoredSchedule(
                before.name(),
                schedule,
                sequence,
                next.scheduledAt(),
                next.dueAt(),
                anchor,
                before.lastSlot(),
                before.createdAt(),
                now,
                before.token());
    }

    private ScheduleReply remove(Kv kv, ScheduleName name) {
        remove(kv, require(kv, name));
        return new ScheduleReply.Done();
    }

    private void remove(Kv kv, StoredSchedule stored) {
        kv.delete(Space.SCHEDULES, keys.schedule(stored.name()));
        index.remove(kv, stored);
    }

    private ScheduleReply removeGroup(Kv kv, ScheduleCommand.RemoveGroup command) {
        byte[] from =
                keys.schedule(
                        ScheduleName.prefix(
                                command.region(), command.account(), command.group(), ""));
        var found = new ArrayList<StoredSchedule>();
        try (Cursor cursor = kv.scan(Space.SCHEDULES, from, Bytes.endOfPrefix(from))) {
            while (found.size() < MOVES_MAX && cursor.next()) {
                found.add(stored(cursor));
            }
        }
        found.forEach(stored -> remove(kv, stored));
        return new ScheduleReply.Removed(found.size() == MOVES_MAX);
    }

    private StoredSchedule stored(Cursor cursor) {
        return ScheduleCodec.decode(keys.name(cursor.key()), cursor.value());
    }

    private ScheduleReply list(Kv kv, ScheduleCommand.List list) {
        byte[] prefix = keys.schedule(prefix(list));
        byte[] from = list.after() == null ? prefix : after(list.after());
        var found = new ArrayList<StoredSchedule>();
        int lookedAt = 0;
        try (Cursor cursor = kv.scan(Space.SCHEDULES, from, Bytes.endOfPrefix(prefix))) {
            while (cursor.next()) {
                StoredSchedule stored = stored(cursor);
                if (matches(stored, list)) {
                    found.add(stored);
                }
                if (++lookedAt == LOOKED_AT_MAX || found.size() == list.limit()) {
                    return new ScheduleReply.Listed(found, stored.name());
                }
            }
        }
        return new ScheduleReply.Listed(found, null);
    }

    private static byte[] prefix(ScheduleCommand.List list) {
        return list.group() == null
                ? ScheduleName.prefix(list.region(), list.account())
                : ScheduleName.prefix(
                        list.region(), list.account(), list.group(), list.namePrefix());
    }

    /** The smallest key behind a name's. */
    private byte[] after(ScheduleName name) {
        byte[] key = keys.schedule(name);
        return Arrays.copyOf(key, key.length + 1);
    }

    private static boolean matches(StoredSchedule stored, ScheduleCommand.List list) {
        return (list.disabled() == null || list.disabled() == stored.schedule().disabled())
                && (list.group() != null
                        || (stored.name().name().startsWith(list.namePrefix())
                                && !stored.name().group().equals(ScheduleName.INTERNAL_GROUP)));
    }

    // --- time

    private ScheduleReply tick(Kv kv, long sequence, long now) {
        long position = sequence << COUNTER_BITS;
        List<DueIndex.Due> due = index.due(kv, now, MOVES_MAX);
        index.passed(kv, now); // what is put in while firing may bring that back
        if (due.size() == MOVES_MAX) {
            index.notPassed(due.getLast());
        }
        int bytes = 0;
        for (DueIndex.Due each : due) {
            if (bytes >= BYTES_MAX) {
                index.notPassed(each);
                break;
            }
            bytes += fire(kv, each, position++, now);
        }
        return new ScheduleReply.Done();
    }

    /** Takes an entry out of the index, posts its message and puts the next one in. */
    private int fire(Kv kv, DueIndex.Due due, long position, long now) {
        index.remove(kv, due);
        StoredSchedule stored = find(kv, due.name());
        if (stored == null || stored.id() != due.id() || stored.dueAt() != due.dueAt()) {
            throw new IllegalStateException("nobody waits for " + due.name().arn());
        }
        try {
            return fire(kv, stored, position, now);
        } catch (ServiceException e) {
            LOG.error("{} does not fire any more", due.name().arn(), e);
            write(kv, stored.due(Timetable.NONE));
            return 0;
        }
    }

    /** Throws, before anything is written, if a newer version no longer takes what it was given. */
    private int fire(Kv kv, StoredSchedule stored, long position, long now) {
        Timetable timetable = Timetable.of(stored.schedule());
        Outgoing out = Outgoing.of(Firing.of(stored));
        long after = missed == MissedFirings.ALL ? stored.slot() : Math.max(stored.slot(), now);
        Timetable.Slot next = timetable.next(stored.name(), after, stored.anchor());
        if (next.dueAt() == Expression.NEVER && stored.schedule().deleteAfterCompletion()) {
            kv.delete(Space.SCHEDULES, keys.schedule(stored.name()));
        } else {
            StoredSchedule waiting = stored.fired().due(next);
            write(kv, waiting);
            index.add(kv, waiting);
        }
        if (passedOver(stored, timetable, now)) {
            return 0;
        }
        post.send(kv, position, out);
        return out.content().body().length();
    }

    private boolean passedOver(StoredSchedule stored, Timetable timetable, long now) {
        return missed == MissedFirings.SKIP
                && timetable.expression().recurring()
                && now - stored.dueAt() > LATE_MILLIS;
    }
}
