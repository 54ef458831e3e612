package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Page;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.engine.Defined;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class ListRuleNamesByTarget {
    record Request(
            @Nullable String targetArn,
            @Nullable String eventBusName,
            @Nullable String nextToken,
            @Nullable Integer limit) {}

    record Response(List<String> ruleNames, @Nullable String nextToken) {}

    private final Events events;

    ListRuleNamesByTarget(Events events) {
        this.events = events;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        var constraints =
                new Constraints()
                        .required("targetArn", request.targetArn, Fields.ANY_ARN)
                        .text("eventBusName", request.eventBusName, Fields.BUS_NAME_OR_ARN);
        Events.paging(constraints, request.nextToken, request.limit).check();
        BusArn bus = events.bus(caller, request.eventBusName);
        events.buses().require(bus);
        String after = Page.position(request.nextToken);
        Stream<String> names =
                events.definitions()
                        .below(Kinds.RULE, bus.toString())
                        .filter(each ->
                                each.value().targets().stream()
                                        .anyMatch(target -> target.arn().equals(request.targetArn)))
                        .map(Defined::name)
                        .filter(name -> after == null || name.compareTo(after) > 0);
        Page<String> page = Events.page(names, request.limit, name -> name);
        return CompletableFuture.completedFuture(new Response(page.items(), page.nextToken()));
    }
}
