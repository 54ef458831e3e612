package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Page;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class ListRules {
    record Request(
            @Nullable String namePrefix,
            @Nullable String eventBusName,
            @Nullable String nextToken,
            @Nullable Integer limit) {}

    record Response(List<RuleItem> rules, @Nullable String nextToken) {}

    private final Events events;

    ListRules(Events events) {
        this.events = events;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        var constraints =
                new Constraints()
                        .text("namePrefix", request.namePrefix, Fields.RULE_NAME)
                        .text("eventBusName", request.eventBusName, Fields.BUS_NAME_OR_ARN);
        Events.paging(constraints, request.nextToken, request.limit).check();
        BusArn bus = events.bus(caller, request.eventBusName);
        events.buses().require(bus);
        String prefix = Objects.requireNonNullElse(request.namePrefix, "");
        String after = Page.position(request.nextToken);
        Stream<RuleItem> items =
                events.definitions()
                        .below(Kinds.RULE, bus.toString())
                        .filter(each -> each.name().startsWith(prefix))
                        .filter(each -> after == null || each.name().compareTo(after) > 0)
                        .map(each -> RuleItem.of(bus, each.name(), each.value()));
        Page<RuleItem> page = Events.page(items, request.limit, RuleItem::name);
        return CompletableFuture.completedFuture(new Response(page.items(), page.nextToken()));
    }
}
