package dev.hikyaku.delivery;

import dev.hikyaku.delivery.endpoint.Endpoints;
import dev.hikyaku.delivery.settings.WorkerKeys;
import dev.hikyaku.delivery.settings.WorkerSettings;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What can be seen of a running worker, and changed. Thread-safe. */
public interface WorkerControl {
    /** As it was started; what was changed since is in its {@link #stats}. */
    WorkerSettings settings();

    WorkerStats stats();

    /** What it holds, the oldest first. */
    CompletionStage<List<Job>> jobs();

    /** Receives nothing until it is resumed; what runs ends, what waits is given back. */
    CompletionStage<Void> pause();

    /** Ends a pause. */
    CompletionStage<Void> resume();

    /**
     * Changes how many deliveries may be in flight, until it is started again.
     *
     * @param concurrency 1 to {@link WorkerKeys#CONCURRENCY_MAX}
     */
    CompletionStage<Void> concurrency(int concurrency);

    /**
     * Changes how many messages a second it delivers at the most, until it is started again.
     *
     * @param rate 0 for no limit
     */
    CompletionStage<Void> rate(double rate);

    /** Where its requests go; fails before it is started and after it has ended. */
    CompletionStage<Endpoints> endpoints();
}
