package dev.hikyaku.server;

import dev.hikyaku.api.Endpoint;
import dev.hikyaku.engine.Engine;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply.Counts;
import dev.hikyaku.queue.QueueStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What Prometheus reads of the server and its queues. The counts of queues are asked from the
 * engine at each scrape, so that nothing is spent on them in between.
 */
final class Metrics {
    private final PrometheusMeterRegistry registry;
    private final Engine engine;
    private final Endpoint endpoint;
    private final Map<Long, QueueMeters> queues = new HashMap<>();

    Metrics(PrometheusMeterRegistry registry, Engine engine, Endpoint endpoint) {
        this.registry = registry;
        this.engine = engine;
        this.endpoint = endpoint;
        Gauge.builder("hikyaku.engine.inbox", engine, Engine::backlog)
                .description("Requests that wait for a partition")
                .register(registry);
        Gauge.builder("hikyaku.store.size", engine, Engine::sizeBytes)
                .description("Bytes on disk, without the log")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("hikyaku.disk.free", engine, Engine::diskFreeBytes)
                .description("Bytes free on the data directory's disk")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("hikyaku.disk.low", engine, disk -> disk.diskLow() ? 1 : 0)
                .description("1 while the disk is nearly full and nothing new is stored")
                .register(registry);
        Gauge.builder("hikyaku.healthy", engine, healthy -> healthy.healthy() ? 1 : 0)
                .description("1 while the disk takes writes")
                .register(registry);
    }

    /** The text that Prometheus reads, with the counts of this moment. */
    Future<String> scrape() {
        List<QueueDefinition> there = List.copyOf(engine.catalog().queues());
        forgetAllBut(there);
        var counts = new ArrayList<CompletableFuture<?>>();
        for (QueueDefinition queue : there) {
            counts.add(
                    engine.submit(queue.id(), new QueueCommand.Count(queue.id()))
                            .handle((reply, gone) ->
                                    update(queue, reply instanceof Counts now ? now : null)));
        }
        return Future.fromCompletionStage(
                        CompletableFuture.allOf(counts.toArray(CompletableFuture[]::new)))
                .map(done -> registry.scrape());
    }

    /**
     * Drops the meters of queues that were deleted, before those of a new queue with the same name
     * are made: the registry would take them for the same.
     */
    private synchronized void forgetAllBut(List<QueueDefinition> queuesNow) {
        Set<Long> there = new HashSet<>();
        queuesNow.forEach(queue -> there.add(queue.id()));
        queues.entrySet()
                .removeIf(entry -> {
                    boolean gone = !there.contains(entry.getKey());
                    if (gone) {
                        entry.getValue().meters.forEach(registry::remove);
                    }
                    return gone;
                });
    }

    private synchronized boolean update(QueueDefinition queue, @Nullable Counts counts) {
        QueueStats stats = engine.stats(queue.id());
        if (counts == null || stats == null) {
            return false;
        }
        queues.computeIfAbsent(
                                queue.id(),
                                id -> new QueueMeters(registry, label(queue.arn()), stats))
                        .counts =
                counts;
        return true;
    }

    /** The name is enough for queues of the server's own region and account. */
    private String label(QueueArn queue) {
        return queue.equals(endpoint.arn(queue.name())) ? queue.name() : queue.toString();
    }

    /** The meters of one queue. */
    private static final class QueueMeters {
        private final List<Meter> meters = new ArrayList<>();
        private volatile Counts counts = new Counts(0, 0, 0, 0);

        QueueMeters(MeterRegistry registry, String queue, QueueStats stats) {
            Tags tags = Tags.of("queue", queue);
            gauge(
                    registry,
                    tags,
                    "hikyaku.queue.visible",
                    "Messages that can be received",
                    Counts::ready);
            gauge(
                    registry,
                    tags,
                    "hikyaku.queue.in.flight",
                    "Messages received and not deleted",
                    Counts::inFlight);
            gauge(
                    registry,
                    tags,
                    "hikyaku.queue.delayed",
                    "Messages that wait for their delay",
                    Counts::delayed);
            gauge(
                    registry,
                    tags,
                    "hikyaku.queue.oldest.age.seconds",
                    "Age of the oldest message",
                    QueueMeters::age);
            counter(registry, tags, "hikyaku.queue.sent", "Messages sent", stats, QueueStats::sent);
            counter(
                    registry,
                    tags,
                    "hikyaku.queue.received",
                    "Messages received",
                    stats,
                    QueueStats::received);
            counter(
                    registry,
                    tags,
                    "hikyaku.queue.deleted",
                    "Messages deleted",
                    stats,
                    QueueStats::deleted);
            counter(
                    registry,
                    tags,
                    "hikyaku.queue.dead.lettered",
                    "Messages moved to the dead-letter queue",
                    stats,
                    QueueStats::deadLettered);
            counter(
                    registry,
                    tags,
                    "hikyaku.queue.expired",
                    "Messages removed after their retention period",
                    stats,
                    QueueStats::expired);
        }

        private static double age(Counts counts) {
            long oldest = counts.oldestSentAtMillis();
            return oldest == 0 ? 0 : Math.max(0, System.currentTimeMillis() - oldest) / 1000.0;
        }

        private void gauge(
                MeterRegistry registry,
                Tags tags,
                String name,
                String what,
                ToDoubleFunction<Counts> value) {
            meters.add(
                    Gauge.builder(name, this, self -> value.applyAsDouble(self.counts))
                            .description(what)
                            .tags(tags)
                            .register(registry));
        }

        private void counter(
                MeterRegistry registry,
                Tags tags,
                String name,
                String what,
                QueueStats stats,
                Function<QueueStats, LongAdder> value) {
            meters.add(
                    FunctionCounter.builder(name, stats, all -> value.apply(all).sum())
                            .description(what)
                            .tags(tags)
                            .register(registry));
        }
    }
}
