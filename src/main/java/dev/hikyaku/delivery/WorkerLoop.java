package dev.hikyaku.delivery;

import dev.hikyaku.delivery.endpoint.Probe;
import dev.hikyaku.delivery.endpoint.Target;
import dev.hikyaku.delivery.settings.WorkerSettings;
import dev.hikyaku.delivery.source.Source;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of a {@link Worker} that lives on its loop: opens with the gate, drains, ends.
 *
 * <p>Every method and every callback runs on the loop.
 */
final class WorkerLoop implements Gate.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerLoop.class);

    /** What settling may take beyond the drain's limit: the retries of a batch, about. */
    private static final long FLUSH_MILLIS = 10_000;

    private final Loop loop;
    private final WorkerSettings settings;
    private final List<Source> sources;
    private final Target target;
    private final Gate gate;
    private final Dispatcher dispatcher;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private boolean draining;
    private Loop.@Nullable Timer drainLimit;

    WorkerLoop(
            Loop loop,
            WorkerSettings settings,
            List<Source> sources,
            Target target,
            Probe probe,
            DoubleSupplier random,
            Tally tally) {
        this.loop = loop;
        this.settings = settings;
        this.sources = sources;
        this.target = target;
        this.gate =
                new Gate(
                        loop,
                        settings.name(),
                        probe,
                        settings.health().url() == null ? null : settings.health().timeout(),
                        this);
        this.dispatcher =
                new Dispatcher(
                        loop,
                        settings,
                        sources,
                        target,
                        new Backoff(settings.retry().min(), settings.retry().max(), random),
                        tally,
                        gate::record,
                        this::endIfDrained);
    }

    void start() {
        gate.start();
    }

    /** Completes when the first receive starts, or fails if the target did not come up in time. */
    CompletableFuture<Void> opened() {
        return opened;
    }

    /** Completes when everything has ended. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    // --- the gate

    @Override
    public void gateOpened() {
        LOG.info(
                "Worker {} delivers to {}, up to {} at a time",
                settings.name(),
                settings.target().urls(),
                settings.concurrency());
        dispatcher.resume();
        opened.complete(null);
    }

    @Override
    public void gateClosed() {
        dispatcher.pause();
    }

    @Override
    public void gateGaveUp(String reason) {
        opened.completeExceptionally(
                new TargetDownException(
                        "The target of worker "
                                + settings.name()
                                + " did not come up within "
                                + settings.health().timeout().toSeconds()
                                + " s: "
                                + reason));
        draining = true;
        end();
    }

    // --- the end

    /** Lets what runs finish within a limit, and gives everything else back. */
    CompletableFuture<Void> drain(Duration limit) {
        if (!draining) {
            draining = true;
            LOG.info(
                    "Worker {} drains: {} deliveries run and have {} s",
                    settings.name(),
                    dispatcher.running(),
                    limit.toSeconds());
            gate.stop();
            opened.completeExceptionally(
                    new CancellationException("the worker was drained before its target came up"));
            drainLimit = loop.after(limit.toMillis(), this::drainedTooLong);
            dispatcher.pause();
            endIfDrained();
        }
        return ended;
    }

    private void drainedTooLong() {
        LOG.warn(
                "Worker {}: {} deliveries did not end in time and are broken off;"
                        + " their messages come again",
                settings.name(),
                dispatcher.running());
        drainLimit = loop.after(FLUSH_MILLIS, this::flushedTooLong);
        target.close();
    }

    private void flushedTooLong() {
        LOG.warn(
                "Worker {} ends with {} messages that could not be settled;"
                        + " they come again after their visibility timeout",
                settings.name(),
                dispatcher.unsettled());
        end();
    }

    private void endIfDrained() {
        if (draining && dispatcher.idle()) {
            end();
        }
    }

    private void end() {
        if (ended.isDone()) {
            return;
        }
        if (drainLimit != null) {
            drainLimit.cancel();
        }
        dispatcher.flushLogs();
        target.close();
        sources.forEach(Source::close);
        ended.complete(null);
    }
}
