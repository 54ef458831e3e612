package dev.hikyaku.delivery;

import dev.hikyaku.delivery.endpoint.Endpoints;
import dev.hikyaku.delivery.endpoint.HttpTarget;
import dev.hikyaku.delivery.endpoint.Target;
import dev.hikyaku.delivery.endpoint.TargetFactory;
import dev.hikyaku.delivery.periodic.CronFile;
import dev.hikyaku.delivery.periodic.PeriodicTask;
import dev.hikyaku.delivery.periodic.PeriodicTasks;
import dev.hikyaku.delivery.settings.WorkerSettings;
import dev.hikyaku.delivery.source.Source;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Feeds one HTTP worker from its queues.
 *
 * <h2>Threads</h2>
 *
 * <p>A worker is one verticle: one event loop owns all that changes (credit, held messages,
 * batches, the breaker), so nothing in this package has a lock. The HTTP client's connections live
 * on the same loop, because they are opened from it: from the received message to the answered
 * request no thread changes hands. What comes from elsewhere enters by {@link Loop#execute} and
 * brings a batch each time: the engine completes its futures on its own threads, the SDK's calls
 * block a virtual thread each. Several workers are several verticles, which Vert.x spreads over its
 * loops. Nothing here may block.
 *
 * <h2>What holds</h2>
 *
 * <ul>
 *   <li>Places: requests that run &lt;= concurrency, always. A receive asks for no more than what
 *       is free; the exceptions, one message a queue among several and those behind another of
 *       their group, wait with their visibility extended and are bounded ({@link Credit}).
 *   <li>Places are taken one by one. There is no batch that must end before the next one starts.
 *   <li>A held message is in the {@link Heartbeat} until its outcome is known. Its settlement (a
 *       delete or a change of visibility) goes out only when no extension of it is under way, so
 *       the last word is the settlement's.
 *   <li>A message is deleted after an answer of success and in no other case. All else makes it
 *       visible again, and if even that is lost its visibility timeout does.
 *   <li>Nothing is received while nobody listens at the target: a receive counts, and a queue's
 *       redrive policy would bury what was never seen. See {@link Breaker}.
 *   <li>Memory is bounded: bodies are held only by places, and by no more than the heap has {@link
 *       Room} for; what is settled behind has handles only and is bounded, too ({@link
 *       Credit#UNSETTLED_MAX}).
 *   <li>Delivery is at least once. A crash, or a delete that does not get through, repeats a
 *       message.
 * </ul>
 */
public final class Worker implements WorkerControl {
    private final WorkerSettings settings;
    private final List<Source> sources;
    private final Vertx vertx;
    private final List<PeriodicTask> tasks;
    private final Tally tally;
    private final Tracing tracing;
    private final TargetFactory targets;
    private @Nullable Future<WorkerVerticle> running;
    private volatile @Nullable WorkerLoop loop;

    /**
     * A worker that posts to where its settings say.
     *
     * @param sources one a queue, at least one; the worker closes them when it ends
     * @throws IllegalArgumentException that names a setting and the file which is wrong
     */
    public Worker(
            WorkerSettings settings,
            List<Source> sources,
            Vertx vertx,
            WorkerMetrics metrics,
            Tracing tracing) {
        this(settings, sources, vertx, metrics, tracing, HttpTarget::new);
        HttpTarget.check(vertx, settings.target());
    }

    /**
     * A worker that delivers to something else.
     *
     * @param targets makes what it delivers to
     */
    public Worker(
            WorkerSettings settings,
            List<Source> sources,
            Vertx vertx,
            WorkerMetrics metrics,
            Tracing tracing,
            TargetFactory targets) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException(
                    "The worker " + settings.name() + " has no queue to receive from.");
        }
        this.settings = settings;
        this.sources = List.copyOf(sources);
        this.vertx = vertx;
        this.targets = targets;
        WorkerSettings.Periodic periodic = settings.periodic();
        this.tasks = periodic == null ? List.of() : CronFile.read(periodic.file());
        this.tally = new Tally(metrics);
        this.tracing = tracing;
    }

    @Override
    public WorkerSettings settings() {
        return settings;
    }

    @Override
    public WorkerStats stats() {
        WorkerLoop live = loop;
        return live == null
                ? tally.stats(
                        WorkerStats.State.STARTING,
                        settings.concurrency(),
                        settings.flow().rate(),
                        0)
                : live.stats();
    }

    @Override
    public CompletionStage<List<Job>> jobs() {
        return onLoop(WorkerLoop::jobs);
    }

    @Override
    public CompletionStage<Void> pause() {
        return changed(WorkerLoop::pause);
    }

    @Override
    public CompletionStage<Void> resume() {
        return changed(WorkerLoop::resume);
    }

    @Override
    public CompletionStage<Void> concurrency(int concurrency) {
        return changed(live -> live.concurrency(concurrency));
    }

    @Override
    public CompletionStage<Void> rate(double rate) {
        return changed(live -> live.rate(rate));
    }

    private CompletionStage<Void> changed(Consumer<WorkerLoop> change) {
        return onLoop(
                        live -> {
                            change.accept(live);
                            return live;
                        })
                .thenAccept(live -> {});
    }

    /** Runs something on the worker's loop; fails if it was not started. */
    private synchronized <T> CompletionStage<T> onLoop(Function<WorkerLoop, T> action) {
        if (running == null) {
            return CompletableFuture.failedStage(
                    new IllegalStateException("the worker was not started"));
        }
        return running.compose(verticle -> verticle.on(action)).toCompletionStage();
    }

    @Override
    public CompletionStage<Endpoints> endpoints() {
        return onLoop(WorkerLoop::endpoints);
    }

    /**
     * Starts. To be called once.
     *
     * @return completes when the target is there and messages are received; fails with {@link
     *     TargetDownException} if it did not come up in time (only with a health URL), after which
     *     the worker has ended
     */
    public synchronized CompletionStage<Void> start() {
        if (running != null) {
            throw new IllegalStateException("the worker was started before");
        }
        var verticle = new WorkerVerticle();
        Future<WorkerVerticle> deployed =
                vertx.deployVerticle(verticle)
                        .map(id -> verticle)
                        .onFailure(cause -> closeSources());
        running = deployed;
        return deployed.compose(WorkerVerticle::opened).toCompletionStage();
    }

    /**
     * Ends: receives no more, gives back what was not started, lets running deliveries finish
     * within the limit, and settles all of them. Those that do not finish are broken off and come
     * again after their back-off.
     *
     * @return completes when everything has ended
     */
    public synchronized CompletionStage<Void> drain(Duration limit) {
        if (running == null) {
            closeSources();
            return CompletableFuture.completedStage(null);
        }
        return running.compose(
                        verticle -> verticle.drain(limit),
                        neverRan -> Future.<Void>succeededFuture())
                .toCompletionStage();
    }

    private void closeSources() {
        sources.forEach(Source::close);
    }

    /** Gives the worker its event loop, and takes the clients and timers down with it. */
    private final class WorkerVerticle extends VerticleBase {
        private final Promise<Void> gone = Promise.promise();
        private @Nullable PeriodicTasks periodic;

        WorkerLoop loop() {
            return Objects.requireNonNull(loop, "deployed before it is used");
        }

        @Override
        public Future<?> start() {
            Target target = targets.open(vertx, settings.target(), taskPaths());
            RandomGenerator random = RandomGenerator.getDefault();
            var made =
                    new WorkerLoop(
                            new ContextLoop(vertx, context),
                            settings,
                            sources,
                            target,
                            target.probe(settings.health().url()),
                            Room.OF_HEAP,
                            random::nextDouble,
                            tally,
                            tracing);
            loop = made;
            made.ended().thenRun(this::leave);
            made.start();
            periodic = periodic();
            if (periodic != null) {
                periodic.start();
            }
            return Future.succeededFuture();
        }

        /** A start that fails does so when nothing is left. */
        Future<Void> opened() {
            return Future.fromCompletionStage(loop().opened())
                    .recover(cause -> gone.future().compose(ignored -> Future.failedFuture(cause)));
        }

        private Set<String> taskPaths() {
            return tasks.stream().map(PeriodicTask::path).collect(Collectors.toUnmodifiableSet());
        }

        private @Nullable PeriodicTasks periodic() {
            WorkerSettings.Periodic terms = settings.periodic();
            return terms == null
                    ? null
                    : new PeriodicTasks(
                            tasks,
                            terms.grace(),
                            sources.getFirst(),
                            new ContextLoop(vertx, context).periodic(),
                            InstantSource.system());
        }

        private void leave() {
            if (periodic != null) {
                periodic.stop();
            }
            vertx.undeploy(deploymentID()).onComplete(undeployed -> gone.complete());
        }

        <T> Future<T> on(Function<WorkerLoop, T> action) {
            Promise<T> done = Promise.promise();
            context.runOnContext(ignored -> {
                try {
                    done.complete(action.apply(loop()));
                } catch (RuntimeException e) {
                    done.fail(e);
                }
            });
            return done.future();
        }

        Future<Void> drain(Duration limit) {
            context.runOnContext(ignored -> {
                if (periodic != null) {
                    loop().endAfter(periodic.stop());
                }
                loop().drain(limit);
            });
            return gone.future();
        }
    }
}
