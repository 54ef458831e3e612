package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Page;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.Rule;
import dev.hikyaku.event.Target;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class ListTargetsByRule {
    record Request(
            @Nullable String rule,
            @Nullable String eventBusName,
            @Nullable String nextToken,
            @Nullable Integer limit) {}

    record Response(List<Target> targets, @Nullable String nextToken) {}

    private final Events events;

    ListTargetsByRule(Events events) {
        this.events = events;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        var constraints =
                new Constraints()
                        .required("rule", request.rule, Fields.RULE_NAME)
                        .text("eventBusName", request.eventBusName, Fields.BUS_NAME_OR_ARN);
        Events.paging(constraints, request.nextToken, request.limit).check();
        BusArn bus = events.bus(caller, request.eventBusName);
        Rule rule = events.buses().rule(bus, Objects.requireNonNull(request.rule));
        String after = Page.position(request.nextToken);
        Stream<Target> targets =
                rule.targets().stream()
                        .sorted(Comparator.comparing(Target::id))
                        .filter(target -> after == null || target.id().compareTo(after) > 0);
        Page<Target> page = Events.page(targets, request.limit, Target::id);
        return CompletableFuture.completedFuture(new Response(page.items(), page.nextToken()));
    }
}
