package dev.hikyaku.api.events;

import dev.hikyaku.broker.buses.Buses;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.EventBus;
import dev.hikyaku.event.EventError;
import dev.hikyaku.event.Rule;
import dev.hikyaku.event.RuleArn;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** What has tags: buses and rules. */
record Tagged(Events events, String arn) {
    Map<String, String> tags() {
        RuleArn rule = RuleArn.parse(arn);
        if (rule != null) {
            return events.buses().rule(rule.bus(), rule.name()).tags();
        }
        return events.buses().require(bus()).tags();
    }

    private BusArn bus() {
        BusArn bus = BusArn.parse(arn);
        if (bus == null) {
            throw EventError.VALIDATION.of(
                    "Parameter ResourceARN is not valid. Reason: Tags belong to rules and event"
                            + " buses.");
        }
        return bus;
    }

    /** Changes the tags. */
    CompletableFuture<?> change(UnaryOperator<Map<String, String>> change) {
        RuleArn rule = RuleArn.parse(arn);
        if (rule == null) {
            BusArn bus = bus();
            events.buses().require(bus);
            return events.definitions()
                    .update(
                            Kinds.BUS,
                            bus.toString(),
                            "",
                            before -> {
                                EventBus there = before == null ? EventBus.DEFAULT : before;
                                return there.withTags(change.apply(there.tags()));
                            });
        }
        return events.definitions()
                .update(
                        Kinds.RULE,
                        rule.bus().toString(),
                        rule.name(),
                        before -> {
                            Rule there = Buses.existing(rule.bus(), rule.name(), before);
                            return there.withTags(change.apply(there.tags()));
                        });
    }
}
