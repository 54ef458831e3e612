package dev.hikyaku.event;

import dev.hikyaku.model.Arn;
import org.jspecify.annotations.Nullable;

/** A region and an account: what names are looked for in. */
public record EventScope(String region, String account) {
    /** The ARN of a resource of EventBridge, such as {@code archive/name}. */
    public String arn(String resource) {
        return Arn.prefix("events", region, account) + resource;
    }

    /** The event bus that a name or an ARN means; null means the default bus. */
    public BusArn bus(@Nullable String nameOrArn) {
        if (nameOrArn == null) {
            return new BusArn(region, account, BusArn.DEFAULT);
        }
        BusArn arn = BusArn.parse(nameOrArn);
        return arn != null ? arn : new BusArn(region, account, nameOrArn);
    }
}
