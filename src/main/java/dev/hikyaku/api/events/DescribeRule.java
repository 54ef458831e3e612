package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.event.BusArn;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class DescribeRule {
    record Response(
            String name,
            String arn,
            @Nullable String eventPattern,
            @Nullable String scheduleExpression,
            String state,
            @Nullable String description,
            @Nullable String roleArn,
            String eventBusName,
            String createdBy) {}

    private final Events events;

    DescribeRule(Events events) {
        this.events = events;
    }

    CompletionStage<Response> handle(RuleName request, Caller caller) {
        String name = request.checked();
        BusArn bus = events.bus(caller, request.eventBusName());
        RuleItem item = RuleItem.of(bus, name, events.buses().rule(bus, name));
        return CompletableFuture.completedFuture(
                new Response(
                        item.name(),
                        item.arn(),
                        item.eventPattern(),
                        item.scheduleExpression(),
                        item.state(),
                        item.description(),
                        item.roleArn(),
                        item.eventBusName(),
                        bus.account()));
    }
}
