package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Page;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.EventBus;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class ListEventBuses {
    record Request(
            @Nullable String namePrefix, @Nullable String nextToken, @Nullable Integer limit) {}

    record Response(List<Item> eventBuses, @Nullable String nextToken) {}

    record Item(
            String name,
            String arn,
            @Nullable String description,
            @Nullable String policy,
            @Nullable Instant creationTime,
            @Nullable Instant lastModifiedTime) {}

    private final Events events;

    ListEventBuses(Events events) {
        this.events = events;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        var constraints = new Constraints().text("namePrefix", request.namePrefix, Fields.BUS_NAME);
        Events.paging(constraints, request.nextToken, request.limit).check();
        String prefix = Objects.requireNonNullElse(request.namePrefix, "");
        String after = Page.position(request.nextToken);
        BusArn standard = events.bus(caller, null);
        Stream<Item> items =
                Stream.concat(
                                Stream.of(item(standard, events.buses().require(standard))),
                                made(caller).filter(item -> !item.name.equals(BusArn.DEFAULT)))
                        .filter(item -> item.name.startsWith(prefix))
                        .sorted(Comparator.comparing(Item::name))
                        .filter(item -> after == null || item.name.compareTo(after) > 0);
        Page<Item> page = Events.page(items, request.limit, Item::name);
        return CompletableFuture.completedFuture(new Response(page.items(), page.nextToken()));
    }

    private Stream<Item> made(Caller caller) {
        String home = events.scope(caller).bus("").toString();
        return events.definitions()
                .list(Kinds.BUS, home, null, null)
                .map(each -> item(Objects.requireNonNull(BusArn.parse(each.home())), each.value()));
    }

    private static Item item(BusArn arn, EventBus bus) {
        return new Item(
                arn.name(),
                arn.toString(),
                bus.description(),
                bus.policy(),
                bus.creationTime(),
                bus.lastModifiedTime());
    }
}
