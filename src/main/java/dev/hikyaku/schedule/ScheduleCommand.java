package dev.hikyaku.schedule;

import org.jspecify.annotations.Nullable;

/** What can be asked of the schedules of a partition. */
public sealed interface ScheduleCommand {
    /** Whether a schedule has to be there before. */
    enum Expecting {
        NONE,
        ONE,
        ANY
    }

    /**
     * Makes or changes a schedule.
     *
     * @param clientToken of a schedule that is made: asked for once more with the same, it is made
     *     only once
     */
    record Put(
            ScheduleName name, Schedule schedule, Expecting expecting, @Nullable String clientToken)
            implements ScheduleCommand {}

    /** Takes a schedule away. */
    record Remove(ScheduleName name) implements ScheduleCommand {}

    record Get(ScheduleName name) implements ScheduleCommand {}

    /**
     * Schedules in the order of their names.
     *
     * @param group null for all
     * @param namePrefix of names; only within a group
     * @param disabled only those that are, or are not; null for both
     * @param after null for the first page
     * @param limit 1 to 1,000
     */
    record List(
            String region,
            String account,
            @Nullable String group,
            String namePrefix,
            @Nullable Boolean disabled,
            @Nullable ScheduleName after,
            int limit)
            implements ScheduleCommand {}

    /** Takes schedules of a group away, some at a time. */
    record RemoveGroup(String region, String account, String group) implements ScheduleCommand {}

    /** Fires what is due, some at a time. */
    record Tick() implements ScheduleCommand {}
}
