package dev.hikyaku.broker.buses;

import dev.hikyaku.event.Event;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event that comes to a bus.
 *
 * @param at when the server got it
 * @param trace the X-Ray header that came with it
 * @param forwarded whether it comes from another bus; it then goes to no third one
 * @param onlyRules the ARNs of the rules that shall see it; all if there are none
 */
record Incoming(
        Event event, Instant at, @Nullable String trace, boolean forwarded, Set<String> onlyRules) {
    static Incoming of(Event event, Instant at, @Nullable String trace) {
        return new Incoming(event, at, trace, false, Set.of());
    }

    boolean seenBy(String ruleArn) {
        return onlyRules.isEmpty() || onlyRules.contains(ruleArn);
    }
}
