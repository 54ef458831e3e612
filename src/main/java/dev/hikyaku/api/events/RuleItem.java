package dev.hikyaku.api.events;

import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.Rule;
import org.jspecify.annotations.Nullable;

/** A rule as lists and descriptions show it. */
record RuleItem(
        String name,
        String arn,
        @Nullable String eventPattern,
        @Nullable String scheduleExpression,
        String state,
        @Nullable String description,
        @Nullable String roleArn,
        String eventBusName) {
    static RuleItem of(BusArn bus, String name, Rule rule) {
        return new RuleItem(
                name,
                bus.rule(name).toString(),
                rule.eventPattern(),
                rule.scheduleExpression(),
                rule.state(),
                rule.description(),
                rule.roleArn(),
                bus.name());
    }
}
