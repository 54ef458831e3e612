package dev.hikyaku.server;

import dev.hikyaku.delivery.Job;
import dev.hikyaku.delivery.WorkerControl;
import dev.hikyaku.delivery.WorkerStats;
import dev.hikyaku.delivery.endpoint.Endpoints;
import dev.hikyaku.delivery.settings.QueueSettings;
import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerKeys;
import dev.hikyaku.delivery.settings.WorkerSettings;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A worker that does what it is told and delivers nothing. */
final class FakeWorker implements WorkerControl, Endpoints {
    private final WorkerSettings settings;
    private final TreeMap<URI, Duration> registered = new TreeMap<>();
    WorkerStats.State state = WorkerStats.State.RECEIVING;
    int busy;
    int concurrency = 50;
    double rate;
    long idleMillis;
    int looks;

    FakeWorker(String name) {
        this.settings =
                WorkerSettings.of(
                        name,
                        List.of(QueueSettings.of("jobs")),
                        List.of(URI.create("http://127.0.0.1:8080/work")),
                        Values.NONE.with(WorkerKeys.SIGNING_SECRETS, List.of("0123456789-secret")));
    }

    @Override
    public WorkerSettings settings() {
        return settings;
    }

    @Override
    public WorkerStats stats() {
        looks++;
        return new WorkerStats(
                state, busy, 2, concurrency, concurrency, rate, 100, 90, 7, 5, 3, 1, 4, idleMillis);
    }

    @Override
    public CompletionStage<List<Job>> jobs() {
        return CompletableFuture.completedStage(
                List.of(
                        new Job("id-1", "jobs", "group", 2, 1500, true),
                        new Job("id-2", "jobs", null, 1, 300, false)));
    }

    private static CompletionStage<Void> done() {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> pause() {
        state = WorkerStats.State.PAUSED;
        return done();
    }

    @Override
    public CompletionStage<Void> resume() {
        state = WorkerStats.State.RECEIVING;
        return done();
    }

    @Override
    public CompletionStage<Void> concurrency(int now) {
        concurrency = now;
        return done();
    }

    @Override
    public CompletionStage<Void> rate(double now) {
        rate = now;
        return done();
    }

    @Override
    public CompletionStage<Endpoints> endpoints() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public Future<List<Endpoints.State>> list() {
        return Future.succeededFuture(
                registered.entrySet().stream()
                        .map(each ->
                                new Endpoints.State(
                                        each.getKey(), true, 1, each.getValue().toMillis()))
                        .toList());
    }

    @Override
    public Future<Void> register(URI url, Duration lease) {
        registered.put(url, lease);
        return Future.succeededFuture();
    }

    @Override
    public Future<Boolean> deregister(URI url) {
        return Future.succeededFuture(registered.remove(url) != null);
    }
}
