package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.broker.buses.Destinations;
import dev.hikyaku.engine.Defined;
import dev.hikyaku.event.http.ApiDestination;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class DescribeApiDestination {
    record Response(
            String apiDestinationArn,
            String name,
            @Nullable String description,
            String apiDestinationState,
            String connectionArn,
            String invocationEndpoint,
            String httpMethod,
            int invocationRateLimitPerSecond,
            Instant creationTime,
            Instant lastModifiedTime) {}

    private final Events events;

    DescribeApiDestination(Events events) {
        this.events = events;
    }

    CompletionStage<Response> handle(ApiDestinationName request, Caller caller) {
        return CompletableFuture.completedFuture(
                shown(events, ApiDestinationName.find(events, caller, request.checked())));
    }

    static Response shown(Events events, Defined<ApiDestination> found) {
        ApiDestination destination = found.value();
        return new Response(
                Destinations.arn(found),
                Events.name(found.home()),
                destination.description(),
                ApiDestinationName.state(events, destination),
                destination.connectionArn(),
                destination.invocationEndpoint(),
                destination.httpMethod(),
                destination.rate(),
                destination.creationTime(),
                destination.lastModifiedTime());
    }
}
