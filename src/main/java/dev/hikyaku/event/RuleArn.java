package dev.hikyaku.event;

import dev.hikyaku.model.Arn;
import org.jspecify.annotations.Nullable;

/**
 * A rule's full name: {@code arn:aws:events:region:account:rule/name}, or {@code .../rule/bus/name}
 * for a rule of another bus than the default one.
 */
public record RuleArn(BusArn bus, String name) {
    private static final String RESOURCE = "rule/";

    /** Reads an ARN; null if the text is not the ARN of a rule. */
    public static @Nullable RuleArn parse(String text) {
        Arn arn = Arn.parse(text);
        if (arn == null
                || !arn.service().equals("events")
                || !arn.resource().startsWith(RESOURCE)) {
            return null;
        }
        String path = arn.resource().substring(RESOURCE.length());
        int slash = path.lastIndexOf('/');
        String bus = slash < 0 ? BusArn.DEFAULT : path.substring(0, slash);
        return new RuleArn(new BusArn(arn.region(), arn.account(), bus), path.substring(slash + 1));
    }

    @Override
    public String toString() {
        return bus.scope().arn(RESOURCE + (bus.isDefault() ? "" : bus.name() + "/") + name);
    }
}
