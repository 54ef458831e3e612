package dev.hikyaku.delivery.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a worker is fed.
 *
 * <p>A request may take longer than the visibility timeout, because held messages are extended. So
 * the visibility timeout says how soon the messages of a daemon that crashed come again, and how
 * long an outage of the queue's server it survives without handing out a message twice. Without the
 * heartbeat it bounds the request, too.
 *
 * @param name for logs and metrics
 * @param queues in the order of their priority; at least one
 */
public record WorkerSettings(
        String name,
        List<QueueSettings> queues,
        TargetSettings target,
        Flow flow,
        Batch batch,
        Retry retry,
        Visibility visibility,
        Health health,
        Breaker breaker,
        @Nullable Sharding sharding,
        @Nullable Periodic periodic,
        Duration drainTimeout) {
    /**
     * How much goes to the worker, and from where.
     *
     * @param groupConcurrency 0 for no limit
     * @param rate messages a second; 0 for no limit
     * @param share of the deliveries, to the queues after the first with strict priority
     */
    public record Flow(
            int concurrency,
            int groupConcurrency,
            boolean adaptive,
            double rate,
            Priority priority,
            double share) {}

    /**
     * Messages in one request.
     *
     * @param window how long one that is not full waits
     */
    public record Batch(int size, Duration window) {}

    /**
     * After a failure.
     *
     * @param min after the first; doubles with each receive. 0 is always at once
     * @param max where the doubling ends
     */
    public record Retry(Duration min, Duration max) {}

    /**
     * What messages are received with.
     *
     * @param timeout whole seconds
     * @param heartbeat whether it is extended while a message is held
     */
    public record Visibility(Duration timeout, boolean heartbeat) {}

    /**
     * What is asked before the first receive and later on.
     *
     * @param url GET until 200; null for a mere connection
     * @param timeout how long that may take at the start before the worker fails; counts only with
     *     a URL. Null for ever
     * @param interval between two questions while the worker runs; 0 for none
     */
    public record Health(@Nullable URI url, @Nullable Duration timeout, Duration interval) {}

    /**
     * When the worker is taken for down.
     *
     * @param failures in a row; 0 for never
     * @param waitMax the longest time between two trials
     * @param slowStart from the first success to the whole concurrency
     */
    public record Breaker(int failures, Duration waitMax, Duration slowStart) {}

    /**
     * The part of the messages that it takes.
     *
     * @param key the message attribute that decides; null for the message group, or else the id
     */
    public record Sharding(Shard shard, @Nullable String key) {}

    /**
     * Periodic tasks for its first queue.
     *
     * @param file cron.yaml
     * @param grace how late a run may be
     */
    public record Periodic(Path file, Duration grace) {}

    /**
     * Checks what one setting alone does not tell.
     *
     * @throws IllegalArgumentException with a sentence that names the setting, its value and what
     *     it may be
     */
    public WorkerSettings {
        SettingsCheck.together(name, queues, target, flow, batch, retry, visibility);
        SettingsCheck.checkPeriodic(periodic, queues.getFirst(), target.format());
    }

    /**
     * Settings from values, which were checked one by one when they were read.
     *
     * @param urls where the worker is; none if its endpoints register themselves
     * @throws IllegalArgumentException as the constructor
     */
    public static WorkerSettings of(
            String name, List<QueueSettings> queues, List<URI> urls, Values values) {
        SettingsCheck.checkNeeds(values);
        Shard shard = values.find(WorkerKeys.SHARD);
        Path cron = values.find(WorkerKeys.CRON);
        return new WorkerSettings(
                name,
                List.copyOf(queues),
                TargetSettings.of(List.copyOf(urls), values),
                new Flow(
                        values.get(WorkerKeys.CONCURRENCY),
                        values.get(WorkerKeys.GROUP_CONCURRENCY),
                        values.get(WorkerKeys.ADAPTIVE),
                        values.get(WorkerKeys.RATE),
                        values.get(WorkerKeys.PRIORITY),
                        values.get(WorkerKeys.SHARE)),
                new Batch(values.get(WorkerKeys.BATCH_SIZE), values.get(WorkerKeys.BATCH_WINDOW)),
                new Retry(values.get(WorkerKeys.BACKOFF_MIN), values.get(WorkerKeys.BACKOFF_MAX)),
                new Visibility(
                        values.get(WorkerKeys.VISIBILITY_TIMEOUT),
                        values.get(WorkerKeys.HEARTBEAT)),
                new Health(
                        values.find(WorkerKeys.HEALTH_URL),
                        values.get(WorkerKeys.HEALTH_TIMEOUT),
                        values.get(WorkerKeys.HEALTH_INTERVAL)),
                new Breaker(
                        values.get(WorkerKeys.BREAKER_FAILURES),
                        values.get(WorkerKeys.BREAKER_WAIT),
                        values.get(WorkerKeys.SLOW_START)),
                shard == null ? null : new Sharding(shard, values.find(WorkerKeys.SHARD_KEY)),
                cron == null ? null : new Periodic(cron, values.get(WorkerKeys.CRON_GRACE)),
                values.get(WorkerKeys.DRAIN_TIMEOUT));
    }

    /** The same for a worker that waits for its target for ever. */
    public WorkerSettings patient() {
        return new WorkerSettings(
                name,
                queues,
                target,
                flow,
                batch,
                retry,
                visibility,
                new Health(health.url(), null, health.interval()),
                breaker,
                sharding,
                periodic,
                drainTimeout);
    }

    public int concurrency() {
        return flow.concurrency();
    }
}
