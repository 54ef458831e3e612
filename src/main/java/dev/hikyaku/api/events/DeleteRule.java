package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Empty;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.EventError;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class DeleteRule {
    record Request(@Nullable String name, @Nullable String eventBusName, @Nullable Boolean force) {}

    private final Events events;

    DeleteRule(Events events) {
        this.events = events;
    }

    CompletionStage<Empty> handle(Request request, Caller caller) {
        String name = new RuleName(request.name, request.eventBusName).checked();
        BusArn bus = events.bus(caller, request.eventBusName);
        events.buses().require(bus);
        return events.definitions()
                .update(
                        Kinds.RULE,
                        bus.toString(),
                        name,
                        before -> {
                            if (before != null && !before.targets().isEmpty()) {
                                throw EventError.VALIDATION.of(
                                        "Rule can't be deleted since it has targets.");
                            }
                            return null;
                        })
                .thenApplyAsync(done -> new Empty(), caller);
    }
}
