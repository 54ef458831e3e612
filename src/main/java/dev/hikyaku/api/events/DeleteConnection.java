package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.engine.Defined;
import dev.hikyaku.event.http.Connection;
import java.util.concurrent.CompletionStage;

final class DeleteConnection {

    private final Events events;

    DeleteConnection(Events events) {
        this.events = events;
    }

    CompletionStage<ConnectionSummary> handle(ConnectionName request, Caller caller) {
        Defined<Connection> found = ConnectionName.find(events, caller, request.checked());
        return events.definitions()
                .update(Kinds.CONNECTION, found.home(), "", before -> null)
                .thenApplyAsync(
                        done -> ConnectionSummary.of(found.home(), found.value(), "DELETING"),
                        caller);
    }
}
