package dev.hikyaku.api.scheduler;

import dev.hikyaku.api.Scope;
import dev.hikyaku.schedule.Schedule;
import dev.hikyaku.schedule.ScheduleCheck;
import dev.hikyaku.schedule.ScheduleName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What CreateSchedule and UpdateSchedule are told. */
record ScheduleRequest(
        @Nullable String name,
        @Nullable String groupName,
        @Nullable String scheduleExpression,
        @Nullable String scheduleExpressionTimezone,
        @Nullable Instant startDate,
        @Nullable Instant endDate,
        @Nullable String description,
        @Nullable String state,
        @Nullable String actionAfterCompletion,
        @Nullable String kmsKeyArn,
        @Nullable FlexibleTimeWindow flexibleTimeWindow,
        @Nullable TargetShape target,
        @Nullable String clientToken) {
    static final String ENABLED = "ENABLED";
    static final String DISABLED = "DISABLED";
    static final String NONE = "NONE";
    static final String DELETE = "DELETE";

    /** The answer of both. */
    record Response(String scheduleArn) {}

    ScheduleName checkedName(Scope scope) {
        return Names.schedule(scope, groupName, name);
    }

    /** What it asks for, checked. */
    Schedule schedule() {
        ScheduleCheck.clientToken(clientToken);
        String expression = ScheduleCheck.required("scheduleExpression", scheduleExpression);
        TargetShape shape = ScheduleCheck.required("target", target);
        FlexibleTimeWindow window =
                ScheduleCheck.required("flexibleTimeWindow", flexibleTimeWindow);
        var schedule =
                new Schedule(
                        expression,
                        scheduleExpressionTimezone,
                        millis(startDate),
                        millis(endDate),
                        window.minutes(),
                        ScheduleCheck.oneOf("state", state, ENABLED, DISABLED).equals(DISABLED),
                        ScheduleCheck.oneOf(
                                        "actionAfterCompletion",
                                        actionAfterCompletion,
                                        NONE,
                                        DELETE)
                                .equals(DELETE),
                        description,
                        kmsKeyArn,
                        shape.toTarget());
        ScheduleCheck.check(schedule);
        return schedule;
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }
}
