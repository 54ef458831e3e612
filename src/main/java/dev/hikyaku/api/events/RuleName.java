package dev.hikyaku.api.events;

import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What requests about one rule have. */
record RuleName(@Nullable String name, @Nullable String eventBusName) {
    /** Checks it against the model. */
    String checked() {
        new Constraints()
                .required("name", name, Fields.RULE_NAME)
                .text("eventBusName", eventBusName, Fields.BUS_NAME_OR_ARN)
                .check();
        return Objects.requireNonNull(name);
    }
}
