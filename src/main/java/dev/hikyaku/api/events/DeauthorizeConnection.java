package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.broker.buses.Kinds;
import java.util.concurrent.CompletionStage;

final class DeauthorizeConnection {

    private final Events events;

    DeauthorizeConnection(Events events) {
        this.events = events;
    }

    CompletionStage<ConnectionSummary> handle(ConnectionName request, Caller caller) {
        String name = request.checked();
        String home = ConnectionName.home(events.scope(caller), name);
        return events.definitions()
                .update(
                        Kinds.CONNECTION,
                        home,
                        "",
                        before -> ConnectionName.existing(name, before).deauthorized(events.now()))
                .thenApplyAsync(
                        done ->
                                ConnectionSummary.of(
                                        home, done.orElseThrow().value(), "DEAUTHORIZING"),
                        caller);
    }
}
