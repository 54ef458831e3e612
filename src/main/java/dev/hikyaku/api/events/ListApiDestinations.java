package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Page;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.engine.Defined;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import dev.hikyaku.event.http.ApiDestination;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class ListApiDestinations {
    record Request(
            @Nullable String namePrefix,
            @Nullable String connectionArn,
            @Nullable String nextToken,
            @Nullable Integer limit) {}

    record Response(
            List<DescribeApiDestination.Response> apiDestinations, @Nullable String nextToken) {}

    private final Events events;

    ListApiDestinations(Events events) {
        this.events = events;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        var constraints =
                new Constraints()
                        .text("namePrefix", request.namePrefix, Fields.API_DESTINATION_NAME)
                        .text("connectionArn", request.connectionArn, Fields.CONNECTION_ARN);
        Events.paging(constraints, request.nextToken, request.limit).check();
        String prefix =
                ApiDestinationName.home(
                        events.scope(caller), Objects.requireNonNullElse(request.namePrefix, ""));
        Stream<Defined<ApiDestination>> found =
                events.list(Kinds.API_DESTINATION, prefix, request.nextToken)
                        .filter(each ->
                                request.connectionArn == null
                                        || each.value()
                                                .connectionArn()
                                                .equals(request.connectionArn));
        Page<Defined<ApiDestination>> page = Events.page(found, request.limit, Defined::home);
        return CompletableFuture.completedFuture(
                new Response(
                        page.items().stream()
                                .map(each -> DescribeApiDestination.shown(events, each))
                                .toList(),
                        page.nextToken()));
    }
}
