package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.DeadLetterConfig;
import dev.hikyaku.event.EventBus;
import dev.hikyaku.event.EventError;
import dev.hikyaku.event.LogConfig;
import dev.hikyaku.event.TargetCheck;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class CreateEventBus {
    record Request(
            @Nullable String name,
            @Nullable String eventSourceName,
            @Nullable String description,
            @Nullable String kmsKeyIdentifier,
            @Nullable DeadLetterConfig deadLetterConfig,
            @Nullable LogConfig logConfig,
            @Nullable List<Tag> tags) {}

    record Response(
            String eventBusArn,
            @Nullable String description,
            @Nullable String kmsKeyIdentifier,
            @Nullable DeadLetterConfig deadLetterConfig,
            @Nullable LogConfig logConfig) {}

    private final Events events;

    CreateEventBus(Events events) {
        this.events = events;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        var constraints =
                new Constraints()
                        .required("name", request.name, Fields.BUS_NAME)
                        .text("description", request.description, Fields.DESCRIPTION)
                        .text("kmsKeyIdentifier", request.kmsKeyIdentifier, Fields.KMS_KEY);
        Tag.constraints(constraints, request.tags).check();
        String name = Objects.requireNonNull(request.name);
        if (request.eventSourceName != null) {
            throw EventError.OPERATION_DISABLED.of("There are no partner event sources here.");
        }
        if (name.contains("/")) {
            throw EventError.VALIDATION.of("Event bus name must not contain '/'.");
        }
        if (request.deadLetterConfig != null) {
            TargetCheck.checkDeadLetter(request.deadLetterConfig.arn());
        }
        BusArn arn = events.bus(caller, name);
        EventBus bus = made(request);
        return events.definitions()
                .update(
                        Kinds.BUS,
                        arn.toString(),
                        "",
                        before -> {
                            if (before != null || arn.isDefault()) {
                                throw EventError.RESOURCE_ALREADY_EXISTS.of(
                                        "Event bus " + name + " already exists.");
                            }
                            events.quotas().bus(arn.scope());
                            return bus;
                        })
                .thenApplyAsync(
                        created ->
                                new Response(
                                        arn.toString(),
                                        bus.description(),
                                        bus.kmsKeyIdentifier(),
                                        bus.deadLetterConfig(),
                                        bus.logConfig()),
                        caller);
    }

    private EventBus made(Request request) {
        Instant now = events.now();
        return new EventBus(
                request.description,
                null,
                request.kmsKeyIdentifier,
                request.deadLetterConfig,
                request.logConfig,
                Tag.with(Map.of(), request.tags),
                now,
                now);
    }
}
