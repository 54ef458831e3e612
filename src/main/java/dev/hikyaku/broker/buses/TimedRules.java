package dev.hikyaku.broker.buses;

import dev.hikyaku.engine.Defined;
import dev.hikyaku.engine.Definitions;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.Event;
import dev.hikyaku.event.EventScope;
import dev.hikyaku.event.Rule;
import dev.hikyaku.event.RuleArn;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Rules that fire by time: they are told to the clock one after the other, in the order of their
 * changes.
 */
final class TimedRules implements Definitions.Listener<Rule> {
    private static final Logger LOG = LoggerFactory.getLogger(TimedRules.class);

    private final RuleClock clock;
    private final Definitions definitions;
    private final FanOut fanOut;
    private final Set<String> running = new HashSet<>();
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    TimedRules(RuleClock clock, Definitions definitions, FanOut fanOut) {
        this.clock = clock;
        this.definitions = definitions;
        this.fanOut = fanOut;
    }

    @Override
    public synchronized void defined(Defined<Rule> definition) {
        String arn = arn(definition);
        String expression = definition.value().scheduleExpression();
        boolean enabled = definition.value().enabled();
        if (expression != null) {
            running.add(arn);
            then(() -> clock.start(arn, expression, enabled));
        } else if (running.remove(arn)) {
            then(() -> clock.stop(arn));
        }
    }

    @Override
    public synchronized void removed(Defined<Rule> definition) {
        String arn = arn(definition);
        if (running.remove(arn)) {
            then(() -> clock.stop(arn));
        }
    }

    private static String arn(Defined<Rule> definition) {
        BusArn bus = BusArn.parse(definition.home());
        if (bus == null) {
            throw new IllegalStateException("a rule of no bus: " + definition.home());
        }
        return bus.rule(definition.name()).toString();
    }

    private void then(Supplier<CompletableFuture<Void>> step) {
        last =
                last.thenCompose(done -> step.get())
                        .exceptionally(failed -> {
                            LOG.error("A rule may not fire at its times until a restart", failed);
                            return null;
                        });
    }

    /**
     * A rule is due: an event of its own goes to its targets. A rule that is gone, or has no times
     * any more, is stopped.
     *
     * @param id of the event; the same if it is told twice
     */
    CompletableFuture<Void> fired(String ruleArn, String id, Instant time) {
        RuleArn arn = RuleArn.parse(ruleArn);
        var found =
                arn == null ? null : definitions.find(Kinds.RULE, arn.bus().toString(), arn.name());
        if (arn == null || found == null || found.value().scheduleExpression() == null) {
            return clock.stop(ruleArn);
        }
        if (!found.value().enabled()) {
            return CompletableFuture.completedFuture(null);
        }
        EventScope scope = arn.bus().scope();
        Event event =
                Event.of(
                        id,
                        scope,
                        time,
                        "aws.events",
                        "Scheduled Event",
                        List.of(ruleArn),
                        JsonNodeFactory.instance.objectNode());
        return fanOut.enter(
                Matchers.Compiled.of(arn, found.value()), Incoming.of(event, time, null));
    }
}
