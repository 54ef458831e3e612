package dev.hikyaku.delivery;

import dev.hikyaku.delivery.WorkerStats.State;
import dev.hikyaku.delivery.endpoint.Endpoints;
import dev.hikyaku.delivery.endpoint.Probe;
import dev.hikyaku.delivery.endpoint.Target;
import dev.hikyaku.delivery.settings.WorkerSettings;
import dev.hikyaku.delivery.source.Source;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A worker's life: messages are received while the breaker lets them, nobody has paused it and it
 * does not drain.
 *
 * <p>Every method and every callback runs on the loop, but for {@link #stats}.
 */
final class WorkerLoop implements Breaker.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerLoop.class);

    /** What settling may take beyond the drain's limit: the retries of a batch, about. */
    private static final long FLUSH_MILLIS = 10_000;

    /** A worker that was away for less has lost nothing that it would have to build up again. */
    private static final long SHORT_OUTAGE_MILLIS = 1000;

    private final Loop loop;
    private final WorkerSettings settings;
    private final List<Source> sources;
    private final Target target;
    private final Tally tally;

    /** Of what is said when nothing went wrong: workers that are part of this server are silent. */
    private final Level level;

    private final Breaker breaker;
    private final Dispatcher dispatcher;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private State breakerState = State.STARTING;
    private boolean paused;
    private boolean draining;
    private boolean companionRuns;
    private Loop.@Nullable Timer drainLimit;
    private volatile State state = State.STARTING;
    private volatile int concurrency;
    private volatile double rate;

    WorkerLoop(
            Loop loop,
            WorkerSettings settings,
            List<Source> sources,
            Target target,
            Probe probe,
            Room room,
            DoubleSupplier random,
            Tally tally,
            Tracing tracing) {
        this.loop = loop;
        this.settings = settings;
        this.sources = sources;
        this.target = target;
        this.tally = tally;
        this.concurrency = settings.concurrency();
        this.rate = settings.flow().rate();
        this.level = probe.equals(Probe.ALWAYS) ? Level.DEBUG : Level.INFO;
        this.breaker = new Breaker(loop, settings, probe, this);
        this.dispatcher =
                new Dispatcher(
                        loop,
                        settings,
                        sources,
                        target,
                        room,
                        new Backoff(settings.retry().min(), settings.retry().max(), random),
                        tally,
                        tracing,
                        breaker::record,
                        this::endIfDrained);
    }

    void start() {
        target.onArrival(breaker::wake);
        breaker.start();
    }

    /** Completes when the first receive starts, or fails if the target did not come up in time. */
    CompletableFuture<Void> opened() {
        return opened;
    }

    /** Completes when everything has ended. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** From any thread. */
    WorkerStats stats() {
        long idleMillis = loop.nowMillis() - dispatcher.wellAtMillis();
        return tally.stats(state, concurrency, rate, idleMillis);
    }

    Endpoints endpoints() {
        return target.endpoints();
    }

    List<Job> jobs() {
        return dispatcher.jobs();
    }

    // --- what it does

    private void become() {
        State before = state;
        state = next();
        boolean receives = receives(state);
        if (receives && !receives(before)) {
            dispatcher.resume();
        } else if (!receives && receives(before)) {
            dispatcher.pause();
        }
    }

    private State next() {
        if (ended.isDone()) {
            return State.ENDED;
        }
        if (draining) {
            return State.DRAINING;
        }
        return paused ? State.PAUSED : breakerState;
    }

    private static boolean receives(State state) {
        return state == State.RECEIVING || state == State.TRYING;
    }

    // --- the breaker

    @Override
    public void cameUp(long awayMillis) {
        LOG.atLevel(level)
                .log(
                        "Worker {} delivers to {}, up to {} at a time",
                        settings.name(),
                        settings.target().urls(),
                        concurrency);
        breakerState = State.RECEIVING;
        dispatcher.rise(awayMillis >= SHORT_OUTAGE_MILLIS);
        become();
        opened.complete(null);
    }

    @Override
    public void mayBeUp() {
        breakerState = State.TRYING;
        dispatcher.tryOne();
        become();
    }

    @Override
    public void wentDown() {
        breakerState = State.DOWN;
        become();
    }

    @Override
    public void gaveUp(String reason) {
        opened.completeExceptionally(
                new TargetDownException(
                        "The target of worker " + settings.name() + " did not come up " + reason));
        draining = true;
        end();
    }

    // --- what others ask for

    void pause() {
        paused = true;
        become();
    }

    void resume() {
        paused = false;
        become();
        breaker.wake();
    }

    void concurrency(int changed) {
        concurrency = changed;
        dispatcher.concurrency(changed);
    }

    void rate(double changed) {
        rate = changed;
        dispatcher.rate(changed);
    }

    // --- the end

    /** Lets what runs finish within a limit, and gives everything else back. */
    CompletableFuture<Void> drain(Duration limit) {
        if (!draining) {
            draining = true;
            LOG.atLevel(level)
                    .log(
                            "Worker {} drains: {} deliveries run and have {} s",
                            settings.name(),
                            dispatcher.running(),
                            limit.toSeconds());
            breaker.stop();
            opened.completeExceptionally(
                    new CancellationException("the worker was drained before its target came up"));
            drainLimit = loop.after(limit.toMillis(), this::drainedTooLong);
            become();
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

    /** Does not end before something else that uses the sources has ended. */
    void endAfter(CompletionStage<Void> companion) {
        companionRuns = true;
        companion.whenCompleteAsync(
                (done, failure) -> {
                    companionRuns = false;
                    endIfDrained();
                },
                loop);
    }

    private void endIfDrained() {
        if (draining && !companionRuns && dispatcher.idle()) {
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
        dispatcher.stop();
        target.close();
        sources.forEach(Source::close);
        ended.complete(null);
        become();
    }
}
