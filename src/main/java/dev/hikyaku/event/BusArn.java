package dev.hikyaku.event;

import dev.hikyaku.model.Arn;
import org.jspecify.annotations.Nullable;

/** An event bus's full name: {@code arn:aws:events:region:account:event-bus/name}. */
public record BusArn(String region, String account, String name) {
    /** The name of the bus that is there without having been made. */
    public static final String DEFAULT = "default";

    private static final String RESOURCE = "event-bus/";

    /** Reads an ARN; null if the text is not the ARN of an event bus. */
    public static @Nullable BusArn parse(String text) {
        Arn arn = Arn.parse(text);
        return arn != null && arn.service().equals("events") && arn.resource().startsWith(RESOURCE)
                ? new BusArn(
                        arn.region(), arn.account(), arn.resource().substring(RESOURCE.length()))
                : null;
    }

    public boolean isDefault() {
        return name.equals(DEFAULT);
    }

    public EventScope scope() {
        return new EventScope(region, account);
    }

    public RuleArn rule(String ruleName) {
        return new RuleArn(this, ruleName);
    }

    @Override
    public String toString() {
        return scope().arn(RESOURCE + name);
    }
}
