package dev.hikyaku.delivery.settings;

/**
 * A queue of a worker.
 *
 * @param name its name or, for a queue behind an SQS endpoint, its URL
 * @param weight its part of the deliveries with weighted priority, 1 to 1,000
 * @param concurrency deliveries in flight of this queue, 1 to 1,000; 0 for the worker's
 * @param rate messages of this queue a second at the most; 0 for no limit
 */
public record QueueSettings(String name, int weight, int concurrency, double rate) {
    public static final int WEIGHT_MAX = 1000;

    /**
     * Checks them.
     *
     * @throws IllegalArgumentException that names the setting, its value and what it may be
     */
    public QueueSettings {
        Checks.check(
                weight >= 1 && weight <= WEIGHT_MAX,
                "weight",
                weight,
                "must be from 1 to " + WEIGHT_MAX);
        Checks.check(
                concurrency >= 0 && concurrency <= WorkerKeys.CONCURRENCY_MAX,
                "concurrency",
                concurrency,
                "must be from 1 to " + WorkerKeys.CONCURRENCY_MAX);
        Checks.check(rate >= 0 && rate <= 1_000_000, "rate", rate, "must be from 0 to 1000000");
    }

    /** One without limits of its own. */
    public static QueueSettings of(String name) {
        return new QueueSettings(name, 1, 0, 0);
    }
}
