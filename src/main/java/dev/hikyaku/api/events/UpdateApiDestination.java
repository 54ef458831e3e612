package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import dev.hikyaku.event.http.ApiDestination;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class UpdateApiDestination {
    record Request(
            @Nullable String name,
            @Nullable String description,
            @Nullable String connectionArn,
            @Nullable String invocationEndpoint,
            @Nullable String httpMethod,
            @Nullable Integer invocationRateLimitPerSecond) {}

    private final Events events;

    UpdateApiDestination(Events events) {
        this.events = events;
    }

    CompletionStage<ApiDestinationSummary> handle(Request request, Caller caller) {
        new Constraints()
                .required("name", request.name, Fields.API_DESTINATION_NAME)
                .text("description", request.description, Fields.DESCRIPTION)
                .text("connectionArn", request.connectionArn, Fields.CONNECTION_ARN)
                .text("invocationEndpoint", request.invocationEndpoint, Fields.ENDPOINT)
                .oneOf("httpMethod", request.httpMethod, ApiDestination.METHODS)
                .number(
                        "invocationRateLimitPerSecond",
                        request.invocationRateLimitPerSecond,
                        1,
                        Integer.MAX_VALUE)
                .check();
        if (request.connectionArn != null) {
            ApiDestinationName.connection(events, request.connectionArn);
        }
        String name = Objects.requireNonNull(request.name);
        String home = ApiDestinationName.home(events.scope(caller), name);
        return events.definitions()
                .update(
                        Kinds.API_DESTINATION,
                        home,
                        "",
                        before -> {
                            if (before == null) {
                                throw ApiDestinationName.missing(name);
                            }
                            return changed(before, request);
                        })
                .thenApplyAsync(
                        made -> ApiDestinationSummary.of(events, made.orElseThrow()), caller);
    }

    private ApiDestination changed(ApiDestination before, Request request) {
        return new ApiDestination(
                before.id(),
                request.description == null ? before.description() : request.description,
                Objects.requireNonNullElse(request.connectionArn, before.connectionArn()),
                Objects.requireNonNullElse(request.invocationEndpoint, before.invocationEndpoint()),
                Objects.requireNonNullElse(request.httpMethod, before.httpMethod()),
                request.invocationRateLimitPerSecond == null
                        ? before.invocationRateLimitPerSecond()
                        : request.invocationRateLimitPerSecond,
                before.creationTime(),
                events.now());
    }
}
