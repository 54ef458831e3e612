package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Empty;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.BusPolicy;
import dev.hikyaku.event.EventBus;
import dev.hikyaku.event.EventError;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class RemovePermission {
    record Request(
            @Nullable String statementId,
            @Nullable Boolean removeAllPermissions,
            @Nullable String eventBusName) {}

    private final Events events;

    RemovePermission(Events events) {
        this.events = events;
    }

    CompletionStage<Empty> handle(Request request, Caller caller) {
        new Constraints()
                .text("statementId", request.statementId, Fields.STATEMENT_ID)
                .text("eventBusName", request.eventBusName, Fields.BUS_NAME)
                .check();
        BusArn arn = events.bus(caller, request.eventBusName);
        events.buses().require(arn);
        return events.definitions()
                .update(
                        Kinds.BUS,
                        arn.toString(),
                        "",
                        before -> {
                            EventBus bus = before == null ? EventBus.DEFAULT : before;
                            return bus.withPolicy(left(bus, request), events.now());
                        })
                .thenApplyAsync(done -> new Empty(), caller);
    }

    private static @Nullable String left(EventBus bus, Request request) {
        if (Boolean.TRUE.equals(request.removeAllPermissions)) {
            return null;
        }
        if (request.statementId == null) {
            throw EventError.VALIDATION.of("Parameter StatementId must be specified.");
        }
        return BusPolicy.without(bus.policy(), request.statementId);
    }
}
