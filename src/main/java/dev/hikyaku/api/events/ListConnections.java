package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Page;
import dev.hikyaku.broker.buses.Destinations;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.engine.Defined;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import dev.hikyaku.event.http.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class ListConnections {
    record Request(
            @Nullable String namePrefix,
            @Nullable String connectionState,
            @Nullable String nextToken,
            @Nullable Integer limit) {}

    record Response(List<Item> connections, @Nullable String nextToken) {}

    record Item(
            String connectionArn,
            String name,
            String connectionState,
            String authorizationType,
            Instant creationTime,
            Instant lastModifiedTime,
            @Nullable Instant lastAuthorizedTime) {}

    private final Events events;

    ListConnections(Events events) {
        this.events = events;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        var constraints =
                new Constraints()
                        .text("namePrefix", request.namePrefix, Fields.CONNECTION_NAME)
                        .oneOf("connectionState", request.connectionState, Connection.STATES);
        Events.paging(constraints, request.nextToken, request.limit).check();
        String prefix =
                ConnectionName.home(
                        events.scope(caller), Objects.requireNonNullElse(request.namePrefix, ""));
        Stream<Defined<Connection>> found =
                events.list(Kinds.CONNECTION, prefix, request.nextToken)
                        .filter(each ->
                                request.connectionState == null
                                        || each.value().state().equals(request.connectionState));
        Page<Defined<Connection>> page = Events.page(found, request.limit, Defined::home);
        return CompletableFuture.completedFuture(
                new Response(
                        page.items().stream().map(ListConnections::item).toList(),
                        page.nextToken()));
    }

    private static Item item(Defined<Connection> found) {
        Connection connection = found.value();
        return new Item(
                Destinations.connectionArn(found),
                Events.name(found.home()),
                connection.state(),
                connection.authorizationType(),
                connection.creationTime(),
                connection.lastModifiedTime(),
                connection.lastAuthorizedTime());
    }
}
