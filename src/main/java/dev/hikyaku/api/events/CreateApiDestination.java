package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.event.EventError;
import dev.hikyaku.event.EventScope;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import dev.hikyaku.event.http.ApiDestination;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class CreateApiDestination {
    record Request(
            @Nullable String name,
            @Nullable String description,
            @Nullable String connectionArn,
            @Nullable String invocationEndpoint,
            @Nullable String httpMethod,
            @Nullable Integer invocationRateLimitPerSecond) {}

    private final Events events;

    CreateApiDestination(Events events) {
        this.events = events;
    }

    CompletionStage<ApiDestinationSummary> handle(Request request, Caller caller) {
        new Constraints()
                .required("name", request.name, Fields.API_DESTINATION_NAME)
                .text("description", request.description, Fields.DESCRIPTION)
                .required("connectionArn", request.connectionArn, Fields.CONNECTION_ARN)
                .required("invocationEndpoint", request.invocationEndpoint, Fields.ENDPOINT)
                .required("httpMethod", request.httpMethod)
                .oneOf("httpMethod", request.httpMethod, ApiDestination.METHODS)
                .number(
                        "invocationRateLimitPerSecond",
                        request.invocationRateLimitPerSecond,
                        1,
                        Integer.MAX_VALUE)
                .check();
        String connection = Objects.requireNonNull(request.connectionArn);
        ApiDestinationName.connection(events, connection);
        EventScope scope = events.scope(caller);
        String name = Objects.requireNonNull(request.name);
        String home = ApiDestinationName.home(scope, name);
        Instant now = events.now();
        var destination =
                new ApiDestination(
                        UUID.randomUUID().toString(),
                        request.description,
                        connection,
                        Objects.requireNonNull(request.invocationEndpoint),
                        Objects.requireNonNull(request.httpMethod),
                        request.invocationRateLimitPerSecond,
                        now,
                        now);
        return events.definitions()
                .update(
                        Kinds.API_DESTINATION,
                        home,
                        "",
                        before -> fresh(before, destination, name, scope))
                .thenApplyAsync(
                        made -> ApiDestinationSummary.of(events, made.orElseThrow()), caller);
    }

    private ApiDestination fresh(
            @Nullable ApiDestination before,
            ApiDestination destination,
            String name,
            EventScope scope) {
        if (before != null) {
            throw EventError.RESOURCE_ALREADY_EXISTS.of(
                    "An api-destination '" + name + "' already exists.");
        }
        events.quotas().apiDestination(scope);
        return destination;
    }
}
