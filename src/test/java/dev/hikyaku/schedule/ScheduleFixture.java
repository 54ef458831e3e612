package dev.hikyaku.schedule;

import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.store.MemoryStore;
import dev.hikyaku.store.Store;
import dev.hikyaku.store.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A schedule machine with time and sequence numbers that the test moves. */
final class ScheduleFixture {
    static final long START = Instant.parse("2026-01-01T00:00:30Z").toEpochMilli();
    static final int PARTITION = 3;
    static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:jobs";
    static final String ROLE = "arn:aws:iam::000000000000:role/scheduler";

    /** What was posted. */
    record Posted(
            long position,
            QueueArn queue,
            MessageContent content,
            List<Outgoing.Otherwise> otherwise) {
        String body() {
            return content.body();
        }
    }

    final Transaction kv;
    final List<Posted> posted = new ArrayList<>();
    final ScheduleMachine machine;
    long now = START;
    long sequence;

    ScheduleFixture() {
        this(MissedFirings.ONCE);
    }

    ScheduleFixture(MissedFirings missed) {
        this(new MemoryStore(), missed);
    }

    ScheduleFixture(Store store, MissedFirings missed) {
        kv = new Transaction(store);
        machine =
                new ScheduleMachine(
                        PARTITION,
                        (state, position, out) ->
                                posted.add(
                                        new Posted(
                                                position,
                                                out.queue(),
                                                out.content(),
                                                out.otherwise())),
                        missed);
        machine.load();
    }

    static ScheduleName name(String name) {
        return name("default", name);
    }

    static ScheduleName name(String group, String name) {
        return new ScheduleName("us-east-1", "000000000000", group, name);
    }

    static Target target(String arn, @Nullable String input) {
        return new Target(arn, ROLE, input, null, null, null, null, null, null);
    }

    /** To the queue, with the scheduled time as the message. */
    static Schedule schedule(String expression) {
        return schedule(expression, target(QUEUE, "<aws.scheduler.scheduled-time>"));
    }

    static Schedule schedule(String expression, Target target) {
        return new Schedule(expression, null, null, null, 0, false, false, null, null, target);
    }

    static Schedule window(Schedule schedule, int minutes) {
        return new Schedule(
                schedule.expression(),
                schedule.timezone(),
                schedule.start(),
                schedule.end(),
                minutes,
                schedule.disabled(),
                schedule.deleteAfterCompletion(),
                schedule.description(),
                schedule.kmsKeyArn(),
                schedule.target());
    }

    static Schedule between(Schedule schedule, @Nullable String start, @Nullable String end) {
        return new Schedule(
                schedule.expression(),
                schedule.timezone(),
                start == null ? null : Instant.parse(start).toEpochMilli(),
                end == null ? null : Instant.parse(end).toEpochMilli(),
                0,
                false,
                false,
                null,
                null,
                schedule.target());
    }

    static Schedule disabled(Schedule schedule) {
        return new Schedule(
                schedule.expression(),
                schedule.timezone(),
                schedule.start(),
                schedule.end(),
                schedule.windowMinutes(),
                true,
                schedule.deleteAfterCompletion(),
                schedule.description(),
                schedule.kmsKeyArn(),
                schedule.target());
    }

    static Schedule deleted(Schedule schedule) {
        return new Schedule(
                schedule.expression(),
                schedule.timezone(),
                schedule.start(),
                schedule.end(),
                0,
                false,
                true,
                null,
                null,
                schedule.target());
    }

    ScheduleReply apply(ScheduleCommand command) {
        try {
            return machine.apply(kv, command, ++sequence, now);
        } finally {
            kv.flush();
        }
    }

    StoredSchedule create(String name, Schedule schedule) {
        return put(name(name), schedule, ScheduleCommand.Expecting.NONE, null);
    }

    StoredSchedule update(String name, Schedule schedule) {
        return put(name(name), schedule, ScheduleCommand.Expecting.ONE, null);
    }

    StoredSchedule put(
            ScheduleName name,
            Schedule schedule,
            ScheduleCommand.Expecting expecting,
            @Nullable String token) {
        var reply = apply(new ScheduleCommand.Put(name, schedule, expecting, token));
        return ((ScheduleReply.Stored) reply).schedule();
    }

    StoredSchedule get(String name) {
        return ((ScheduleReply.Stored) apply(new ScheduleCommand.Get(name(name)))).schedule();
    }

    /** Goes on to a moment, ticking whenever the machine wants it. */
    void advanceTo(String time) {
        advanceTo(Instant.parse(time).toEpochMilli());
    }

    void advanceTo(long end) {
        while (machine.nextTick() <= end) {
            now = Math.max(now, machine.nextTick());
            apply(new ScheduleCommand.Tick());
        }
        now = end;
    }

    /** Nothing runs until that moment. */
    void stopUntil(String time) {
        now = Instant.parse(time).toEpochMilli();
        machine.load();
        advanceTo(now);
    }

    List<String> takeBodies() {
        List<String> bodies = posted.stream().map(Posted::body).toList();
        posted.clear();
        return bodies;
    }
}
