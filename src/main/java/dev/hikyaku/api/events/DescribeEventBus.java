package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.DeadLetterConfig;
import dev.hikyaku.event.EventBus;
import dev.hikyaku.event.LogConfig;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class DescribeEventBus {
    record Request(@Nullable String name) {}

    record Response(
            String name,
            String arn,
            @Nullable String description,
            @Nullable String kmsKeyIdentifier,
            @Nullable DeadLetterConfig deadLetterConfig,
            @Nullable String policy,
            @Nullable LogConfig logConfig,
            @Nullable Instant creationTime,
            @Nullable Instant lastModifiedTime) {}

    private final Events events;

    DescribeEventBus(Events events) {
        this.events = events;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        new Constraints().text("name", request.name, Fields.BUS_NAME_OR_ARN).check();
        BusArn arn = events.bus(caller, request.name);
        EventBus bus = events.buses().require(arn);
        return CompletableFuture.completedFuture(
                new Response(
                        arn.name(),
                        arn.toString(),
                        bus.description(),
                        bus.kmsKeyIdentifier(),
                        bus.deadLetterConfig(),
                        bus.policy(),
                        bus.logConfig(),
                        bus.creationTime(),
                        bus.lastModifiedTime()));
    }
}
