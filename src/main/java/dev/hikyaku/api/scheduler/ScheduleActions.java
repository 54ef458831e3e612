package dev.hikyaku.api.scheduler;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.EmptyResult;
import dev.hikyaku.api.Endpoint;
import dev.hikyaku.api.Page;
import dev.hikyaku.api.Scope;
import dev.hikyaku.broker.schedules.Schedules;
import dev.hikyaku.schedule.Schedule;
import dev.hikyaku.schedule.ScheduleCheck;
import dev.hikyaku.schedule.ScheduleCommand;
import dev.hikyaku.schedule.ScheduleName;
import dev.hikyaku.schedule.StoredSchedule;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The actions on schedules. */
final class ScheduleActions {
    record Named(@Nullable String name, @Nullable String groupName, @Nullable String clientToken) {}

    record Found(
            String arn,
            String groupName,
            String name,
            String scheduleExpression,
            String scheduleExpressionTimezone,
            @Nullable Instant startDate,
            @Nullable Instant endDate,
            @Nullable String description,
            String state,
            String actionAfterCompletion,
            @Nullable String kmsKeyArn,
            FlexibleTimeWindow flexibleTimeWindow,
            TargetShape target,
            Instant creationDate,
            Instant lastModificationDate) {}

    record ListRequest(
            @Nullable String groupName,
            @Nullable String namePrefix,
            @Nullable String state,
            @Nullable Integer maxResults,
            @Nullable String nextToken) {}

    record TargetSummary(String arn) {}

    record Summary(
            String arn,
            String groupName,
            String name,
            String state,
            TargetSummary target,
            Instant creationDate,
            Instant lastModificationDate) {}

    record Listed(List<Summary> schedules, @Nullable String nextToken) {}

    private static final String SEPARATOR = "/";

    private final Schedules schedules;
    private final Endpoint endpoint;

    ScheduleActions(Schedules schedules, Endpoint endpoint) {
        this.schedules = schedules;
        this.endpoint = endpoint;
    }

    CompletionStage<ScheduleRequest.Response> create(ScheduleRequest request, Caller caller) {
        return put(request, caller, ScheduleCommand.Expecting.NONE);
    }

    CompletionStage<ScheduleRequest.Response> update(ScheduleRequest request, Caller caller) {
        return put(request, caller, ScheduleCommand.Expecting.ONE);
    }

    private CompletionStage<ScheduleRequest.Response> put(
            ScheduleRequest request, Caller caller, ScheduleCommand.Expecting expecting) {
        ScheduleName name = request.checkedName(Scope.of(caller, endpoint));
        return schedules
                .put(name, request.schedule(), expecting, request.clientToken())
                .thenApplyAsync(stored -> new ScheduleRequest.Response(name.arn()), caller);
    }

    CompletionStage<Found> get(Named request, Caller caller) {
        return schedules.get(name(request, caller)).thenApplyAsync(ScheduleActions::found, caller);
    }

    private ScheduleName name(Named request, Caller caller) {
        return Names.schedule(Scope.of(caller, endpoint), request.groupName, request.name);
    }

    private static Found found(StoredSchedule stored) {
        Schedule schedule = stored.schedule();
        ScheduleName name = stored.name();
        return new Found(
                name.arn(),
                name.group(),
                name.name(),
                schedule.expression(),
                Objects.requireNonNullElse(schedule.timezone(), "UTC"),
                instant(schedule.start()),
                instant(schedule.end()),
                schedule.description(),
                state(schedule),
                schedule.deleteAfterCompletion() ? ScheduleRequest.DELETE : ScheduleRequest.NONE,
                schedule.kmsKeyArn(),
                FlexibleTimeWindow.of(schedule.windowMinutes()),
                TargetShape.of(schedule.target()),
                Instant.ofEpochMilli(stored.createdAt()),
                Instant.ofEpochMilli(stored.modifiedAt()));
    }

    private static String state(Schedule schedule) {
        return schedule.disabled() ? ScheduleRequest.DISABLED : ScheduleRequest.ENABLED;
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    CompletionStage<EmptyResult> delete(Named request, Caller caller) {
        ScheduleCheck.clientToken(request.clientToken);
        return schedules
                .remove(name(request, caller))
                .thenApplyAsync(done -> new EmptyResult(), caller);
    }

    CompletionStage<Listed> list(ListRequest request, Caller caller) {
        Scope scope = Scope.of(caller, endpoint);
        String group = request.groupName == null ? null : Names.group(request.groupName);
        var list =
                new ScheduleCommand.List(
                        scope.region(),
                        scope.account(),
                        group,
                        Names.prefix(request.namePrefix),
                        disabled(request.state),
                        after(scope, Page.position(request.nextToken)),
                        Names.pageSize(request.maxResults));
        return schedules.list(list).thenApplyAsync(ScheduleActions::listed, caller);
    }

    private static @Nullable Boolean disabled(@Nullable String state) {
        return state == null
                ? null
                : ScheduleCheck.oneOf(
                                "state", state, ScheduleRequest.ENABLED, ScheduleRequest.DISABLED)
                        .equals(ScheduleRequest.DISABLED);
    }

    private static @Nullable ScheduleName after(Scope scope, @Nullable String position) {
        if (position == null) {
            return null;
        }
        String[] parts = position.split(SEPARATOR, 2);
        if (parts.length != 2) {
            throw Page.unknown();
        }
        return new ScheduleName(scope.region(), scope.account(), parts[0], parts[1]);
    }

    private static Listed listed(Schedules.Part part) {
        ScheduleName next = part.next();
        return new Listed(
                part.schedules().stream().map(ScheduleActions::summary).toList(),
                next == null ? null : Page.token(next.group() + SEPARATOR + next.name()));
    }

    private static Summary summary(StoredSchedule stored) {
        ScheduleName name = stored.name();
        return new Summary(
                name.arn(),
                name.group(),
                name.name(),
                state(stored.schedule()),
                new TargetSummary(stored.schedule().target().arn()),
                Instant.ofEpochMilli(stored.createdAt()),
                Instant.ofEpochMilli(stored.modifiedAt()));
    }
}
