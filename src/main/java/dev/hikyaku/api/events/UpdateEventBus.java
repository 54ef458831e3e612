package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.DeadLetterConfig;
import dev.hikyaku.event.EventBus;
import dev.hikyaku.event.LogConfig;
import dev.hikyaku.event.TargetCheck;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class UpdateEventBus {
    record Request(
            @Nullable String name,
            @Nullable String kmsKeyIdentifier,
            @Nullable String description,
            @Nullable DeadLetterConfig deadLetterConfig,
            @Nullable LogConfig logConfig) {}

    record Response(
            String arn,
            String name,
            @Nullable String kmsKeyIdentifier,
            @Nullable String description,
            @Nullable DeadLetterConfig deadLetterConfig,
            @Nullable LogConfig logConfig) {}

    private final Events events;

    UpdateEventBus(Events events) {
        this.events = events;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        new Constraints()
                .text("name", request.name, Fields.BUS_NAME)
                .text("description", request.description, Fields.DESCRIPTION)
                .text("kmsKeyIdentifier", request.kmsKeyIdentifier, Fields.KMS_KEY)
                .check();
        if (request.deadLetterConfig != null) {
            TargetCheck.checkDeadLetter(request.deadLetterConfig.arn());
        }
        BusArn arn = events.bus(caller, request.name);
        events.buses().require(arn);
        return events.definitions()
                .update(
                        Kinds.BUS,
                        arn.toString(),
                        "",
                        before -> changed(before == null ? EventBus.DEFAULT : before, request))
                .thenApplyAsync(
                        done ->
                                new Response(
                                        arn.toString(),
                                        arn.name(),
                                        request.kmsKeyIdentifier,
                                        request.description,
                                        request.deadLetterConfig,
                                        request.logConfig),
                        caller);
    }

    private EventBus changed(EventBus bus, Request request) {
        return new EventBus(
                request.description,
                bus.policy(),
                request.kmsKeyIdentifier,
                request.deadLetterConfig,
                request.logConfig,
                bus.tags(),
                bus.creationTime(),
                events.now());
    }
}
