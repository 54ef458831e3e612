package dev.hikyaku.delivery;

import dev.hikyaku.delivery.source.BatchOutcome;
import dev.hikyaku.delivery.source.Burial;
import dev.hikyaku.delivery.source.Handle;
import dev.hikyaku.delivery.source.Outlet;
import dev.hikyaku.delivery.source.Poll;
import dev.hikyaku.delivery.source.Source;
import dev.hikyaku.delivery.source.VisibilityChange;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/** A source that tells when a change of visibility has come through. */
record ExtensionCounter(Source source, Semaphore done) implements Source {
    @Override
    public String queue() {
        return source.queue();
    }

    @Override
    public int maxBatch() {
        return source.maxBatch();
    }

    @Override
    public Poll receive(int max, Duration visibilityTimeout, Duration wait, Executor owner) {
        return source.receive(max, visibilityTimeout, wait, owner);
    }

    @Override
    public CompletableFuture<BatchOutcome> delete(List<Handle> handles) {
        return source.delete(handles);
    }

    @Override
    public CompletableFuture<BatchOutcome> changeVisibility(List<VisibilityChange> changes) {
        return source.changeVisibility(changes).whenComplete((outcome, failure) -> done.release());
    }

    @Override
    public CompletableFuture<BatchOutcome> release(List<Handle> handles) {
        return source.release(handles);
    }

    @Override
    public CompletableFuture<BatchOutcome> bury(List<Burial> burials) {
        return source.bury(burials);
    }

    @Override
    public Outlet outlet() {
        return source.outlet();
    }

    @Override
    public void close() {
        source.close();
    }
}
