package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Empty;
import dev.hikyaku.broker.buses.Buses;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class RemoveTargets {
    private static final int IDS_MAX = 100;

    record Request(
            @Nullable String rule,
            @Nullable String eventBusName,
            @Nullable List<String> ids,
            @Nullable Boolean force) {}

    record Response(int failedEntryCount, List<Empty> failedEntries) {}

    private final Events events;

    RemoveTargets(Events events) {
        this.events = events;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        var constraints =
                new Constraints()
                        .required("rule", request.rule, Fields.RULE_NAME)
                        .text("eventBusName", request.eventBusName, Fields.BUS_NAME_OR_ARN)
                        .required("ids", request.ids)
                        .size("ids", request.ids, 1, IDS_MAX);
        constraints
                .each(
                        request.ids,
                        (id, number) ->
                                constraints.text("ids." + number + ".member", id, Fields.TARGET_ID))
                .check();
        String name = Objects.requireNonNull(request.rule);
        List<String> ids = Objects.requireNonNull(request.ids);
        BusArn bus = events.bus(caller, request.eventBusName);
        events.buses().require(bus);
        return events.definitions()
                .update(
                        Kinds.RULE,
                        bus.toString(),
                        name,
                        before -> Buses.existing(bus, name, before).without(ids))
                .thenApplyAsync(done -> new Response(0, List.of()), caller);
    }
}
