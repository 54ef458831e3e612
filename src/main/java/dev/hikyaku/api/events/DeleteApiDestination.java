package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Empty;
import dev.hikyaku.broker.buses.Kinds;
import java.util.concurrent.CompletionStage;

final class DeleteApiDestination {

    private final Events events;

    DeleteApiDestination(Events events) {
        this.events = events;
    }

    CompletionStage<Empty> handle(ApiDestinationName request, Caller caller) {
        var found = ApiDestinationName.find(events, caller, request.checked());
        return events.definitions()
                .update(Kinds.API_DESTINATION, found.home(), "", before -> null)
                .thenApplyAsync(done -> new Empty(), caller);
    }
}
