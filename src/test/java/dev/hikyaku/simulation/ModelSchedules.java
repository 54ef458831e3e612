package dev.hikyaku.simulation;

import dev.hikyaku.queue.Transit;
import dev.hikyaku.schedule.MissedFirings;
import dev.hikyaku.schedule.ScheduleCommand;
import dev.hikyaku.schedule.ScheduleReply;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Holds the schedules against the reference model. */
final class ModelSchedules {
    private final Checks checks;
    private final MissedFirings missed;
    private final ToIntFunction<String> partitionOf;
    private final Map<String, ModelSchedule> schedules = new TreeMap<>();

    /** Those that were asked for, by name, expression and window. */
    private final Map<String, ModelSchedule> asked = new TreeMap<>();

    ModelSchedules(Checks checks, MissedFirings missed, ToIntFunction<String> partitionOf) {
        this.checks = checks;
        this.missed = missed;
        this.partitionOf = partitionOf;
    }

    /** Says what a request will mean. */
    void asking(ModelSchedule schedule) {
        asked.put(key(schedule.name(), schedule.expression(), schedule.windowMinutes()), schedule);
    }

    private static String key(String name, String expression, int windowMinutes) {
        return name + expression + windowMinutes;
    }

    void apply(ScheduleCommand command, @Nullable ScheduleReply reply, long now) {
        switch (command) {
            case ScheduleCommand.Put put -> {
                String name = put.name().name();
                checks.require(
                        schedules.containsKey(name) == (reply == null),
                        Invariant.REPLY,
                        "a schedule is made once:",
                        name,
                        reply);
                if (reply != null) {
                    ModelSchedule schedule =
                            asked.get(
                                    key(
                                            name,
                                            put.schedule().expression(),
                                            put.schedule().windowMinutes()));
                    if (schedule != null) {
                        schedules.put(name, schedule.made(now));
                    }
                }
            }
            case ScheduleCommand.Remove remove -> {
                ModelSchedule before = schedules.remove(remove.name().name());
                checks.require(
                        (before != null) == (reply != null),
                        Invariant.REPLY,
                        "a schedule is removed once:",
                        remove.name().name(),
                        before);
            }
            case ScheduleCommand.Get get -> throw unasked(get);
            case ScheduleCommand.List list -> throw unasked(list);
            case ScheduleCommand.RemoveGroup group -> throw unasked(group);
            case ScheduleCommand.Tick tick -> throw unasked(tick);
        }
    }

    private static IllegalArgumentException unasked(ScheduleCommand command) {
        return new IllegalArgumentException("the simulation does not ask for " + command);
    }

    /** What a partition's step has fired. */
    void fired(int partition, List<Transit> posted, long now) {
        Set<String> fired = new HashSet<>();
        for (Transit each : posted) {
            if (each.kind() == Transit.Kind.PARCEL && each.body().startsWith("schedule")) {
                fire(each.body(), fired, now);
            }
        }
        for (ModelSchedule schedule : List.copyOf(schedules.values())) {
            if (partitionOf.applyAsInt(schedule.name()) == partition
                    && !fired.contains(schedule.name())) {
                notFired(schedule, now);
            }
        }
    }

    private void fire(String body, Set<String> fired, long now) {
        String name = body.substring(0, body.indexOf(' '));
        ModelSchedule schedule = schedules.get(name);
        checks.require(
                schedule != null && fired.add(name), Invariant.SCHEDULE_SLOT, "of nobody:", body);
        if (schedule != null) {
            checks.require(
                    schedule.body().equals(body) && schedule.mayFire(now),
                    Invariant.SCHEDULE_SLOT,
                    "fired",
                    body,
                    "at",
                    now,
                    "and it is the turn of",
                    schedule);
            put(schedule.fired(missed, now));
        }
    }

    private void notFired(ModelSchedule schedule, long now) {
        if (!schedule.mustHaveFired(now)) {
            return;
        }
        checks.require(
                schedule.passedOver(missed, now),
                Invariant.SCHEDULE_SLOT,
                "has not fired by",
                now,
                schedule);
        put(schedule.fired(missed, now));
    }

    /** One that will not fire any more is gone. */
    private void put(ModelSchedule schedule) {
        if (schedule.slot() == ModelSchedule.NEVER) {
            schedules.remove(schedule.name());
        } else {
            schedules.put(schedule.name(), schedule);
        }
    }
}
