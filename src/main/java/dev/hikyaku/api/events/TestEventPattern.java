package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import dev.hikyaku.event.pattern.EventPattern;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class TestEventPattern {
    record Request(@Nullable String eventPattern, @Nullable String event) {}

    record Response(boolean result) {}

    CompletionStage<Response> handle(Request request, Caller caller) {
        new Constraints()
                .required("eventPattern", request.eventPattern, Fields.EVENT_PATTERN)
                .required("event", request.event)
                .check();
        return CompletableFuture.completedFuture(
                new Response(
                        EventPattern.matches(
                                Objects.requireNonNull(request.eventPattern),
                                Objects.requireNonNull(request.event))));
    }
}
