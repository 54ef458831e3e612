package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Empty;
import dev.hikyaku.broker.buses.Buses;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.event.BusArn;
import java.util.concurrent.CompletionStage;

/** EnableRule and DisableRule. */
final class SetRuleState {
    private final Events events;
    private final String state;

    SetRuleState(Events events, String state) {
        this.events = events;
        this.state = state;
    }

    CompletionStage<Empty> handle(RuleName request, Caller caller) {
        String name = request.checked();
        BusArn bus = events.bus(caller, request.eventBusName());
        events.buses().require(bus);
        return events.definitions()
                .update(
                        Kinds.RULE,
                        bus.toString(),
                        name,
                        before -> Buses.existing(bus, name, before).withState(state))
                .thenApplyAsync(done -> new Empty(), caller);
    }
}
