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
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class PutPermission {
    private static final String PUT_EVENTS = "events:PutEvents";

    record Request(
            @Nullable String eventBusName,
            @Nullable String action,
            @Nullable String principal,
            @Nullable String statementId,
            @Nullable Condition condition,
            @Nullable String policy) {}

    record Condition(@Nullable String type, @Nullable String key, @Nullable String value) {}

    private final Events events;

    PutPermission(Events events) {
        this.events = events;
    }

    CompletionStage<Empty> handle(Request request, Caller caller) {
        var constraints =
                new Constraints()
                        .text("eventBusName", request.eventBusName, Fields.BUS_NAME)
                        .text("action", request.action, Fields.ACTION)
                        .text("principal", request.principal, Fields.PRINCIPAL)
                        .text("statementId", request.statementId, Fields.STATEMENT_ID);
        if (request.condition != null) {
            constraints
                    .required("condition.type", request.condition.type)
                    .required("condition.key", request.condition.key)
                    .required("condition.value", request.condition.value);
        }
        constraints.check();
        BusArn arn = events.bus(caller, request.eventBusName);
        events.buses().require(arn);
        return events.definitions()
                .update(
                        Kinds.BUS,
                        arn.toString(),
                        "",
                        before -> {
                            EventBus bus = before == null ? EventBus.DEFAULT : before;
                            return bus.withPolicy(policy(bus, arn, request), events.now());
                        })
                .thenApplyAsync(done -> new Empty(), caller);
    }

    private static String policy(EventBus bus, BusArn arn, Request request) {
        if (request.policy != null) {
            return BusPolicy.whole(request.policy);
        }
        if (request.principal == null) {
            throw EventError.VALIDATION.of("Parameter Principal must be specified.");
        }
        if (request.statementId == null) {
            throw EventError.VALIDATION.of("Parameter StatementId must be specified.");
        }
        if (!PUT_EVENTS.equals(request.action)) {
            throw EventError.VALIDATION.of(
                    "Provided value in parameter 'action' is not supported.");
        }
        if (request.condition != null && !request.principal.equals("*")) {
            throw EventError.VALIDATION.of(
                    "Value of the parameter 'principal' must be '*' when the parameter"
                            + " 'condition' is set.");
        }
        return BusPolicy.with(
                bus.policy(),
                arn,
                request.statementId,
                PUT_EVENTS,
                request.principal,
                condition(request.condition));
    }

    private static BusPolicy.@Nullable Condition condition(@Nullable Condition condition) {
        return condition == null
                ? null
                : new BusPolicy.Condition(
                        Objects.requireNonNull(condition.type),
                        Objects.requireNonNull(condition.key),
                        Objects.requireNonNull(condition.value));
    }
}
