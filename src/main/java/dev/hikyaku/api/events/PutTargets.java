package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Empty;
import dev.hikyaku.broker.buses.Buses;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.Target;
import dev.hikyaku.event.TargetCheck;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class PutTargets {
    private static final int TARGETS_MAX = 100;

    record Request(
            @Nullable String rule, @Nullable String eventBusName, @Nullable List<Target> targets) {}

    record Response(int failedEntryCount, List<Empty> failedEntries) {}

    private final Events events;

    PutTargets(Events events) {
        this.events = events;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        var constraints =
                new Constraints()
                        .required("rule", request.rule, Fields.RULE_NAME)
                        .text("eventBusName", request.eventBusName, Fields.BUS_NAME_OR_ARN)
                        .required("targets", request.targets)
                        .size("targets", request.targets, 1, TARGETS_MAX);
        List<Target> targets = Objects.requireNonNullElse(request.targets, List.of());
        TargetCheck.constraints(constraints, targets).check();
        targets.forEach(TargetCheck::check);
        String name = Objects.requireNonNull(request.rule);
        BusArn bus = events.bus(caller, request.eventBusName);
        events.buses().require(bus);
        return events.definitions()
                .update(
                        Kinds.RULE,
                        bus.toString(),
                        name,
                        before -> Buses.existing(bus, name, before).with(targets))
                .thenApplyAsync(done -> new Response(0, List.of()), caller);
    }
}
