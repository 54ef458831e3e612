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
        return events.vault()
                .ready()
                .thenCompose(ready -> {
                    Connection connection = made(request, type, auth);
                    return events.definitions()
                            .update(
                                    Kinds.CONNECTION,
                                    home,
                                    "",
                                    before -> fresh(before, connection, name, scope));
                })
                .thenApplyAsync(made -> summary(home, made.orElseThrow().value()), caller);
    }

    private static ConnectionSummary summary(String home, Connection connection) {
        return ConnectionSummary.of(home, connection, connection.state());
    }

    private Connection made(Request request, String type, Connection.Auth auth) {
        String id = UUID.randomUUID().toString();
        Instant now = events.now();
        return new Connection(
                id,
                request.description,
                type,
                Connection.AUTHORIZED,
                events.vault().seal(id, auth),
                request.kmsKeyIdentifier,
                now,
                now,
                now);
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
