package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.EventError;
import dev.hikyaku.event.Rule;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import dev.hikyaku.event.pattern.EventPattern;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.schedule.Expression;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

final class PutRule {
    private static final Pattern SCHEDULE =
            Pattern.compile(
                    "rate\\((1 (minute|hour|day)|([2-9]|[1-9][0-9]+) (minutes|hours|days))\\)"
                            + "|cron\\([^ ]+( [^ ]+){5}\\)");

    record Request(
            @Nullable String name,
            @Nullable String scheduleExpression,
            @Nullable String eventPattern,
            @Nullable String state,
            @Nullable String description,
            @Nullable String roleArn,
            @Nullable List<Tag> tags,
            @Nullable String eventBusName) {}

    record Response(String ruleArn) {}

    private final Events events;

    PutRule(Events events) {
        this.events = events;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        var constraints =
                new Constraints()
                        .required("name", request.name, Fields.RULE_NAME)
                        .text(
                                "scheduleExpression",
                                request.scheduleExpression,
                                Fields.SCHEDULE_EXPRESSION)
                        .text("eventPattern", request.eventPattern, Fields.EVENT_PATTERN)
                        .oneOf("state", request.state, Rule.STATES)
                        .text("description", request.description, Fields.DESCRIPTION)
                        .text("roleArn", request.roleArn, Fields.ANY_ARN)
                        .text("eventBusName", request.eventBusName, Fields.BUS_NAME_OR_ARN);
        Tag.constraints(constraints, request.tags).check();
        BusArn bus = events.bus(caller, request.eventBusName);
        checkTrigger(request, bus);
        events.buses().require(bus);
        String name = Objects.requireNonNull(request.name);
        return events.definitions()
                .update(Kinds.RULE, bus.toString(), name, before -> rule(bus, request, before))
                .thenApplyAsync(done -> new Response(bus.rule(name).toString()), caller);
    }

    private static void checkTrigger(Request request, BusArn bus) {
        String schedule = empty(request.scheduleExpression);
        String pattern = empty(request.eventPattern);
        if (schedule == null && pattern == null) {
            throw EventError.VALIDATION.of(
                    "Parameter(s) EventPattern or ScheduleExpression must be specified.");
        }
        if (pattern != null) {
            EventPattern.check(pattern);
        }
        if (schedule != null && !bus.isDefault()) {
            throw EventError.VALIDATION.of(
                    "ScheduleExpression is supported only on the default event bus.");
        }
        if (schedule != null && !valid(schedule)) {
            throw EventError.VALIDATION.of("Parameter ScheduleExpression is not valid.");
        }
    }

    private static boolean valid(String schedule) {
        try {
            Expression.parse(schedule);
            return SCHEDULE.matcher(schedule).matches();
        } catch (ServiceException e) {
            return false;
        }
    }

    private static @Nullable String empty(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** Targets and tags stay; all else is as the request says it. */
    private Rule rule(BusArn bus, Request request, @Nullable Rule before) {
        if (before == null) {
            events.quotas().rule(bus);
        }
        return new Rule(
                empty(request.eventPattern),
                empty(request.scheduleExpression),
                Objects.requireNonNullElse(request.state, Rule.ENABLED),
                request.description,
                request.roleArn,
                before == null ? List.of() : before.targets(),
                before == null ? Tag.with(Map.of(), request.tags) : before.tags());
    }
}
