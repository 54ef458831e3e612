package dev.hikyaku.broker.schedules;

import dev.hikyaku.broker.OwnEvents;
import dev.hikyaku.broker.push.PushSpec;
import dev.hikyaku.broker.push.PushTarget;
import dev.hikyaku.broker.push.Pushes;
import dev.hikyaku.broker.push.QueueSender;
import dev.hikyaku.engine.Engine;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply.Counts;
import dev.hikyaku.queue.QueueStats;
import dev.hikyaku.schedule.FailedFiring;
import dev.hikyaku.schedule.Outgoing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The internal queues of schedules. Each target that is no queue has one, from its first firing
 * until it was idle for a while. A region and account has two more, for good: one for firings whose
 * target has none, which are routed from there, and one for failures that are to be told.
 */
final class TargetQueues {
    /** Calls to one target that are under way at the most. */
    private static final int CONCURRENCY = 20;

    private final Engine engine;
    private final Pushes pushes;
    private final QueueSender sender;
    private final LongSupplier clock;
    private final Supplier<TargetCalls> calls;
    private final OwnEvents events;
    private final Map<QueueArn, CompletableFuture<Void>> open = new ConcurrentHashMap<>();
    private Map<Long, Long> sentBefore = Map.of();

    TargetQueues(
            Engine engine,
            Pushes pushes,
            LongSupplier clock,
            Supplier<TargetCalls> calls,
            OwnEvents events) {
        this.engine = engine;
        this.pushes = pushes;
        this.sender = new QueueSender(engine);
        this.clock = clock;
        this.calls = calls;
        this.events = events;
    }

    /** Drains the queues that are there. */
    void start() {
        all().forEach(queue -> opened(queue.arn()));
    }

    private List<QueueDefinition> all() {
        return engine.catalog().queues().stream()
                .filter(queue -> queue.arn().name().startsWith(Outgoing.QUEUE_PREFIX))
                .toList();
    }

    /** Completes when schedules of a region and account may fire. */
    CompletableFuture<Void> ready(String region, String account) {
        return CompletableFuture.allOf(
                opened(FailedFiring.queue(region, account)),
                opened(Outgoing.unrouted(region, account)));
    }

    /** Completes when the queue is there; it is drained from then on. */
    CompletableFuture<Void> opened(QueueArn queue) {
        return open.compute(
                queue,
                (arn, before) ->
                        before != null && !before.isCompletedExceptionally()
                                ? before
                                : pushes.open(spec(arn)));
    }

    private PushSpec spec(QueueArn queue) {
        return new PushSpec(queue, CONCURRENCY, 0, () -> target(queue));
    }

    private PushTarget target(QueueArn queue) {
        if (queue.equals(FailedFiring.queue(queue.region(), queue.account()))) {
            return new FailurePush(events);
        }
        return queue.equals(Outgoing.unrouted(queue.region(), queue.account()))
                ? new RoutingPush(this, sender)
                : new FiringPush(calls.get(), sender, clock);
    }

    /**
     * Removes the queues of targets that are empty and got nothing since the last call. A firing
     * that comes for such a target makes a new one.
     */
    synchronized CompletableFuture<Void> sweep() {
        Map<Long, Long> before = sentBefore;
        sentBefore = new HashMap<>();
        List<QueueDefinition> idle = all().stream().filter(queue -> idle(queue, before)).toList();
        return CompletableFuture.allOf(
                idle.stream().map(this::removed).toArray(CompletableFuture[]::new));
    }

    private boolean idle(QueueDefinition queue, Map<Long, Long> before) {
        QueueStats stats = engine.stats(queue.id());
        if (stats == null || permanent(queue.arn())) {
            return false;
        }
        long sent = stats.sent().sum();
        sentBefore.put(queue.id(), sent);
        return Long.valueOf(sent).equals(before.get(queue.id()));
    }

    private static boolean permanent(QueueArn queue) {
        return queue.equals(FailedFiring.queue(queue.region(), queue.account()))
                || queue.equals(Outgoing.unrouted(queue.region(), queue.account()));
    }

    private CompletableFuture<Void> removed(QueueDefinition queue) {
        return engine.submit(queue.id(), new QueueCommand.Count(queue.id()))
                .thenCompose(reply ->
                        empty((Counts) reply)
                                ? removed(queue.arn())
                                : CompletableFuture.completedFuture(null))
                .exceptionally(failed -> null); // it is looked at again
    }

    private static boolean empty(Counts counts) {
        return counts.ready() + counts.inFlight() + counts.delayed() == 0;
    }

    /** A firing that finds no queue must find the one that routes it. */
    private CompletableFuture<Void> removed(QueueArn queue) {
        open.remove(queue);
        return ready(queue.region(), queue.account())
                .thenCompose(ready -> pushes.removeIfEmpty(spec(queue)));
    }
}
