package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import dev.hikyaku.event.http.Connection;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class UpdateConnection {
    record Request(
            @Nullable String name,
            @Nullable String description,
            @Nullable String authorizationType,
            @Nullable AuthRequest authParameters,
            @Nullable String kmsKeyIdentifier) {}

    private final Events events;

    UpdateConnection(Events events) {
        this.events = events;
    }

    CompletionStage<ConnectionSummary> handle(Request request, Caller caller) {
        var constraints =
                new Constraints()
                        .required("name", request.name, Fields.CONNECTION_NAME)
                        .text("description", request.description, Fields.DESCRIPTION)
                        .oneOf("authorizationType", request.authorizationType, Connection.TYPES);
        if (request.authParameters != null) {
            AuthCheck.constraints(constraints, request.authParameters);
        }
        constraints.check();
        String name = Objects.requireNonNull(request.name);
        String home = ConnectionName.home(events.scope(caller), name);
        return events.vault()
                .ready()
                .thenCompose(ready ->
                        events.definitions()
                                .update(
                                        Kinds.CONNECTION,
                                        home,
                                        "",
                                        before ->
                                                changed(
                                                        ConnectionName.existing(name, before),
                                                        request)))
                .thenApplyAsync(
                        done ->
                                ConnectionSummary.of(
                                        home,
                                        done.orElseThrow().value(),
                                        done.orElseThrow().value().state()),
                        caller);
    }

    private Connection.Auth auth(String type, Connection before, Request request) {
        return AuthCheck.auth(
                type,
                Objects.requireNonNullElse(
                        request.authParameters, new AuthRequest(null, null, null, null)),
                events.vault().open(before));
    }

    private Connection changed(Connection before, Request request) {
        String type =
                Objects.requireNonNullElse(request.authorizationType, before.authorizationType());
        boolean same = type.equals(before.authorizationType());
        String auth =
                request.authParameters == null && same
                        ? before.sealedAuth()
                        : events.vault().seal(before.id(), auth(type, before, request));
        Instant now = events.now();
        return new Connection(
                before.id(),
                request.description == null ? before.description() : request.description,
                type,
                auth == null ? Connection.DEAUTHORIZED : Connection.AUTHORIZED,
                auth,
                request.kmsKeyIdentifier == null
                        ? before.kmsKeyIdentifier()
                        : request.kmsKeyIdentifier,
                before.creationTime(),
                now,
                auth == null ? before.lastAuthorizedTime() : now);
    }
}
