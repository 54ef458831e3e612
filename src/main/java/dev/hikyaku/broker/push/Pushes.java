package dev.hikyaku.broker.push;

import dev.hikyaku.delivery.Tracing;
import dev.hikyaku.delivery.Worker;
import dev.hikyaku.delivery.WorkerMetrics;
import dev.hikyaku.delivery.settings.QueueSettings;
import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerKeys;
import dev.hikyaku.delivery.settings.WorkerSettings;
import dev.hikyaku.delivery.source.EngineSource;
import dev.hikyaku.engine.Engine;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.QueueAttributes;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The internal queues and the workers that drain them. What is done to one queue is done in the
 * order of the calls; thread-safe.
 */
public final class Pushes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pushes.class);

    /** What a push may still take when its queue is closed. */
    private static final Duration DRAIN = Duration.ofSeconds(5);

    /** As long as SQS keeps a message at the most: retries and their ends are the targets' own. */
    private static final String RETENTION = "1209600";

    private final Engine engine;
    private final Vertx vertx;
    private final Tracing tracing;
    private final Map<QueueArn, Push> pushes = new HashMap<>();
    private boolean closed;

    /** What happens to a queue, one after the other. */
    private static final class Push {
        private CompletableFuture<Optional<Worker>> last =
                CompletableFuture.completedFuture(Optional.empty());
    }

    public Pushes(Engine engine, Vertx vertx, Tracing tracing) {
        this.engine = engine;
        this.vertx = vertx;
        this.tracing = tracing;
    }

    /**
     * Makes the queue if it is not there, and begins to drain it; in place of what drained it
     * before.
     *
     * @return completes when the queue is there
     */
    public CompletableFuture<Void> open(PushSpec spec) {
        return then(spec.queue(), before -> ended(before).thenCompose(done -> started(spec)));
    }

    /** Drains a queue no more; its messages stay. */
    public CompletableFuture<Void> close(QueueArn queue) {
        return then(queue, before -> ended(before).thenApply(done -> Optional.empty()));
    }

    /** Drains a queue no more and removes it with its messages. */
    public CompletableFuture<Void> remove(QueueArn queue) {
        return then(
                queue,
                before ->
                        ended(before)
                                .thenCompose(done -> deleted(queue))
                                .thenApply(done -> Optional.empty()));
    }

    /** Drains a queue no more and removes it, if it is empty; else goes on with it. */
    public CompletableFuture<Void> removeIfEmpty(PushSpec spec) {
        return then(
                spec.queue(),
                before ->
                        ended(before)
                                .thenCompose(done -> deletedIfEmpty(spec.queue()))
                                .thenApply(gone -> gone ? Optional.empty() : worker(spec)));
    }

    private CompletableFuture<Boolean> deletedIfEmpty(QueueArn queue) {
        QueueDefinition there = engine.catalog().find(queue);
        return there == null
                ? CompletableFuture.completedFuture(true)
                : engine.submit(there.id(), new QueueCommand.Delete(there.id(), true))
                        .handle((reply, failed) -> reply instanceof QueueReply.Removed);
    }

    private interface Step {
        CompletableFuture<Optional<Worker>> after(Optional<Worker> before);
    }

    private synchronized CompletableFuture<Void> then(QueueArn queue, Step step) {
        Push push = pushes.computeIfAbsent(queue, name -> new Push());
        CompletableFuture<Optional<Worker>> next =
                push.last.exceptionally(failed -> Optional.empty()).thenCompose(step::after);
        push.last = next;
        return next.thenAccept(worker -> forgetIfOver(queue, push, worker));
    }

    private synchronized void forgetIfOver(QueueArn queue, Push push, Optional<Worker> worker) {
        if (worker.isEmpty() && push.last.isDone()) {
            pushes.remove(queue, push);
        }
    }

    private static CompletableFuture<Void> ended(Optional<Worker> worker) {
        return worker.map(each -> each.drain(DRAIN).toCompletableFuture())
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    private CompletableFuture<Optional<Worker>> started(PushSpec spec) {
        return made(spec.queue()).thenApply(queue -> worker(spec));
    }

    private CompletableFuture<?> made(QueueArn queue) {
        if (engine.catalog().find(queue) != null) {
            return CompletableFuture.completedFuture(null);
        }
        var attributes = new HashMap<>(QueueAttributes.defaultsFor(queue.name()).toMap());
        attributes.put("MessageRetentionPeriod", RETENTION);
        return engine.create(new QueueCommand.Create(queue, attributes, Map.of()));
    }

    private CompletableFuture<?> deleted(QueueArn queue) {
        QueueDefinition there = engine.catalog().find(queue);
        return there == null
                ? CompletableFuture.completedFuture(null)
                : engine.submit(there.id(), new QueueCommand.Delete(there.id()));
    }

    private synchronized Optional<Worker> worker(PushSpec spec) {
        if (closed) {
            return Optional.empty();
        }
        var worker =
                new Worker(
                        settings(spec),
                        List.of(new EngineSource(engine, spec.queue())),
                        vertx,
                        WorkerMetrics.NONE,
                        tracing,
                        (loop, settings, paths) -> new PushDelivery(spec.target().get()));
        worker.start()
                .exceptionally(failed -> {
                    LOG.error("The pushes of {} have ended", spec.queue().name(), failed);
                    return null;
                });
        return Optional.of(worker);
    }

    private static WorkerSettings settings(PushSpec spec) {
        String name = spec.queue().name();
        Values values =
                Values.NONE
                        .with(WorkerKeys.CONCURRENCY, spec.concurrency())
                        .with(WorkerKeys.RATE, spec.rate())
                        .with(WorkerKeys.BREAKER_FAILURES, 0)
                        .with(WorkerKeys.SLOW_START, Duration.ZERO)
                        .with(WorkerKeys.VISIBILITY_TIMEOUT, Duration.ofSeconds(30));
        return WorkerSettings.of(name, List.of(QueueSettings.of(name)), List.of(), values);
    }

    /** Ends all of them; what is under way may finish. */
    @Override
    public void close() {
        CompletableFuture.allOf(
                        queues().stream().map(this::close).toArray(CompletableFuture[]::new))
                .join();
    }

    private synchronized List<QueueArn> queues() {
        closed = true;
        return List.copyOf(pushes.keySet());
    }
}
