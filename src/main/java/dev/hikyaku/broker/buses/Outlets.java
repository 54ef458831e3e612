package dev.hikyaku.broker.buses;

import dev.hikyaku.broker.push.PushSpec;
import dev.hikyaku.broker.push.PushTarget;
import dev.hikyaku.broker.push.Pushes;
import dev.hikyaku.broker.push.QueueSender;
import dev.hikyaku.engine.Defined;
import dev.hikyaku.engine.Definitions;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.EventScope;
import dev.hikyaku.event.Rule;
import dev.hikyaku.event.Target;
import dev.hikyaku.event.TargetKind;
import dev.hikyaku.event.http.ApiDestination;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.queue.QueueDefinition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The internal queues of what rules send to. Each API destination and each function that a rule has
 * as a target has one, for as long as there is such a rule; what waits goes with it. One more, for
 * all, has what targets within the server did not take at the first attempt.
 */
final class Outlets implements JobQueues {
    private static final Logger LOG = LoggerFactory.getLogger(Outlets.class);
    private static final int CONCURRENCY = 50;
    private static final int ID_LENGTH = 40;
    private static final String PREFIX = "events-";

    /** A queue, and the rules that need it. */
    private static final class Outlet {
        private final QueueArn queue;
        private final CompletableFuture<Void> ready;
        private final Set<String> rules = new HashSet<>();

        Outlet(QueueArn queue, CompletableFuture<Void> ready) {
            this.queue = queue;
            this.ready = ready;
        }
    }

    private final Pushes pushes;
    private final QueueSender queues;
    private final Definitions definitions;
    private final Supplier<? extends PushTarget> target;
    private final QueueArn retries;
    private final CompletableFuture<Void> retriesReady;
    private final Map<String, Outlet> outlets = new HashMap<>();

    Outlets(
            Pushes pushes,
            QueueSender queues,
            Definitions definitions,
            EventScope home,
            Supplier<? extends PushTarget> target) {
        this.pushes = pushes;
        this.queues = queues;
        this.definitions = definitions;
        this.target = target;
        this.retries = PushSpec.queue(home.region(), home.account(), PREFIX + "retries");
        this.retriesReady = pushes.open(new PushSpec(retries, CONCURRENCY, 0, target));
    }

    /** Follows rules and API destinations from now on. */
    void listen() {
        definitions.listen(
                Kinds.RULE,
                new Definitions.Listener<>() {
                    @Override
                    public void defined(Defined<Rule> rule) {
                        need(rule, outside(rule.value()));
                    }

                    @Override
                    public void removed(Defined<Rule> rule) {
                        need(rule, Set.of());
                    }
                });
        definitions.listen(
                Kinds.API_DESTINATION,
                new Definitions.Listener<>() {
                    @Override
                    public void defined(Defined<ApiDestination> destination) {
                        reopen(destination);
                    }

                    @Override
                    public void removed(Defined<ApiDestination> destination) {}
                });
        removeLeftOvers();
    }

    /** A kill may have come between the end of a target's last rule and that of its queue. */
    private synchronized void removeLeftOvers() {
        Set<QueueArn> needed =
                outlets.values().stream().map(outlet -> outlet.queue).collect(Collectors.toSet());
        queues.catalog().queues().stream()
                .map(QueueDefinition::arn)
                .filter(queue -> queue.name().startsWith("." + PREFIX))
                .filter(queue -> !queue.name().equals(retries.name()) && !needed.contains(queue))
                .toList()
                .forEach(queue -> watched(pushes.remove(queue)));
    }

    private static Set<String> outside(Rule rule) {
        return rule.targets().stream()
                .map(Target::arn)
                .filter(Outlets::outside)
                .collect(Collectors.toSet());
    }

    private static boolean outside(String targetArn) {
        TargetKind kind = TargetKind.of(targetArn);
        return kind == TargetKind.API_DESTINATION || kind == TargetKind.FUNCTION;
    }

    private synchronized void need(Defined<Rule> rule, Set<String> targets) {
        BusArn bus = BusArn.parse(rule.home());
        if (bus == null) {
            return;
        }
        String name = bus.rule(rule.name()).toString();
        for (String arn : targets) {
            outlets.computeIfAbsent(arn, each -> open(bus.scope(), each)).rules.add(name);
        }
        outlets.entrySet()
                .removeIf(each -> {
                    Outlet outlet = each.getValue();
                    boolean over =
                            !targets.contains(each.getKey())
                                    && outlet.rules.remove(name)
                                    && outlet.rules.isEmpty();
                    if (over) {
                        watched(pushes.remove(outlet.queue));
                    }
                    return over;
                });
    }

    private Outlet open(EventScope scope, String targetArn) {
        String id = Messages.digest(targetArn).substring(0, ID_LENGTH);
        QueueArn queue = PushSpec.queue(scope.region(), scope.account(), PREFIX + id);
        return new Outlet(queue, opened(queue, targetArn));
    }

    private CompletableFuture<Void> opened(QueueArn queue, String targetArn) {
        ApiDestination destination = Destinations.find(definitions, targetArn);
        double rate = destination == null ? 0 : destination.rate();
        return watched(pushes.open(new PushSpec(queue, CONCURRENCY, rate, target)));
    }

    /** Its rate may be another one now. */
    private synchronized void reopen(Defined<ApiDestination> destination) {
        String arn = Destinations.arn(destination);
        Outlet outlet = outlets.get(arn);
        if (outlet != null) {
            var again = new Outlet(outlet.queue, opened(outlet.queue, arn));
            again.rules.addAll(outlet.rules);
            outlets.put(arn, again);
        }
    }

    private static CompletableFuture<Void> watched(CompletableFuture<Void> future) {
        return future.whenComplete((done, failed) -> {
            if (failed != null) {
                LOG.error("An internal queue of the event buses could not be set up", failed);
            }
        });
    }

    @Override
    public CompletableFuture<?> enqueue(Job job) {
        Outlet outlet = outlet(job.head().targetArn());
        return outlet == null
                ? CompletableFuture.completedFuture(null) // its rule is gone
                : outlet.ready.thenCompose(ready -> sent(outlet.queue, job));
    }

    private synchronized @Nullable Outlet outlet(String targetArn) {
        return outlets.get(targetArn);
    }

    @Override
    public CompletableFuture<?> enqueueRetry(Job job) {
        return retriesReady.thenCompose(ready -> sent(retries, job));
    }

    private CompletableFuture<?> sent(QueueArn queue, Job job) {
        return queues.send(queue, Messages.of(job.encode(), null, job.head().trace()));
    }
}
