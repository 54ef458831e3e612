package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.event.EventError;
import dev.hikyaku.event.EventScope;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import dev.hikyaku.event.http.Connection;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class CreateConnection {
    record Request(
            @Nullable String name,
            @Nullable String description,
            @Nullable String authorizationType,
            @Nullable AuthRequest authParameters,
            @Nullable String kmsKeyIdentifier,
            @Nullable Object invocationConnectivityParameters) {}

    private final Events events;

    CreateConnection(Events events) {
        this.events = events;
    }

    CompletionStage<ConnectionSummary> handle(Request request, Caller caller) {
        var constraints =
                new Constraints()
                        .required("name", request.name, Fields.CONNECTION_NAME)
                        .text("description", request.description, Fields.DESCRIPTION)
                        .required("authorizationType", request.authorizationType)
                        .oneOf("authorizationType", request.authorizationType, Connection.TYPES)
                        .required("authParameters", request.authParameters);
        if (request.authParameters != null) {
            AuthCheck.constraints(constraints, request.authParameters);
        }
        constraints.check();
        if (request.invocationConnectivityParameters != null) {
            throw EventError.OPERATION_DISABLED.of("There are no private endpoints here.");
        }
        String type = Objects.requireNonNull(request.authorizationType);
        var auth = AuthCheck.auth(type, Objects.requireNonNull(request.authParameters), null);
        EventScope scope = events.scope(caller);
        String name = Objects.requireNonNull(request.name);
        String home = ConnectionName.home(scope, name);
        Instant now = events.now();
        var connection =
                new Connection(
                        UUID.randomUUID().toString(),
                        request.description,
                        type,
                        Connection.AUTHORIZED,
                        auth,
                        request.kmsKeyIdentifier,
                        now,
                        now,
                        now);
        return events.definitions()
                .update(
                        Kinds.CONNECTION,
                        home,
                        "",
                        before -> fresh(before, connection, name, scope))
                .thenApplyAsync(
                        done -> ConnectionSummary.of(home, connection, connection.state()), caller);
    }

    private Connection fresh(
            @Nullable Connection before, Connection connection, String name, EventScope scope) {
        if (before != null) {
            throw EventError.RESOURCE_ALREADY_EXISTS.of(
                    "Connection '" + name + "' already exists.");
        }
        events.quotas().connection(scope);
        return connection;
    }
}
