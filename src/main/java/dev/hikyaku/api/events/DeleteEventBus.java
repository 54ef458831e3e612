package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Empty;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.EventError;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class DeleteEventBus {
    record Request(@Nullable String name) {}

    private final Events events;

    DeleteEventBus(Events events) {
        this.events = events;
    }

    CompletionStage<Empty> handle(Request request, Caller caller) {
        new Constraints().required("name", request.name, Fields.BUS_NAME).check();
        BusArn arn = events.bus(caller, request.name);
        if (arn.isDefault()) {
            throw EventError.VALIDATION.of("Cannot delete event bus default.");
        }
        if (events.definitions().below(Kinds.RULE, arn.toString()).findAny().isPresent()) {
            throw EventError.VALIDATION.of(
                    "Cannot delete event bus " + arn.name() + " since it has rules.");
        }
        return events.definitions()
                .update(Kinds.BUS, arn.toString(), "", before -> null)
                .thenApplyAsync(done -> new Empty(), caller);
    }
}
