package dev.hikyaku.broker.buses;

import static org.awaitility.Awaitility.await;

import dev.hikyaku.broker.OwnEvents;
import dev.hikyaku.broker.push.Functions;
import dev.hikyaku.broker.push.HttpSender;
import dev.hikyaku.broker.push.Pushes;
import dev.hikyaku.broker.schedules.Schedules;
import dev.hikyaku.broker.schedules.TargetCalls;
import dev.hikyaku.delivery.Tracing;
import dev.hikyaku.engine.Engine;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.EventScope;
import dev.hikyaku.event.Rule;
import dev.hikyaku.event.Target;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.schedule.ScheduleCommand;
import dev.hikyaku.store.MemoryStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Buses and the schedules behind their rules, over a store in memory and a clock that the test
 * moves. What goes to topics is noted.
 */
final class BusesFixture implements AutoCloseable {
    static final Instant START = Instant.parse("2026-01-01T00:00:30Z");
    static final EventScope SCOPE = new EventScope("eu-west-1", "000000000000");
    static final BusArn BUS = SCOPE.bus(null);

    private static final OwnEvents OWN_EVENTS =
            (region, account, source, type, resources, detail) -> CompletableFuture.allOf();

    private static final String TOPIC = "arn:aws:sns:eu-west-1:000000000000:";

    private final MemoryStore store = new MemoryStore();
    private final Vertx vertx = Vertx.vertx();
    private final LinkedBlockingQueue<String> published = new LinkedBlockingQueue<>();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile Instant now = START;
    private volatile CompletableFuture<Void> told = CompletableFuture.completedFuture(null);
    private volatile @Nullable Running running;

    /** All that ends with the process. */
    private record Running(Engine engine, Pushes pushes, Schedules schedules, Buses buses) {}

    BusesFixture() {
        start();
    }

    private void start() {
        var engine = Engine.start(store, 2, 42, () -> now.toEpochMilli());
        var pushes = new Pushes(engine, vertx, Tracing.NONE);
        var schedules =
                new Schedules(engine, pushes, () -> now.toEpochMilli(), this::calls, OWN_EVENTS);
        var buses =
                new Buses(
                        engine,
                        pushes,
                        vertx,
                        new Buses.Outside(
                                Functions.NONE,
                                this::publish,
                                new Clock(schedules),
                                SCOPE,
                                new Vault(() -> new byte[32]),
                                () -> now));
        running = new Running(engine, pushes, schedules, buses);
        schedules.start();
        settle();
    }

    /** The schedules, which are waited for. */
    private final class Clock implements RuleClock {
        private final Schedules schedules;

        Clock(Schedules schedules) {
            this.schedules = schedules;
        }

        @Override
        public CompletableFuture<Void> start(String ruleArn, String expression, boolean enabled) {
            return noted(schedules.putRule(ruleArn, expression, enabled));
        }

        @Override
        public CompletableFuture<Void> stop(String ruleArn) {
            return noted(schedules.removeRule(ruleArn));
        }

        private CompletableFuture<Void> noted(CompletableFuture<Void> done) {
            told = CompletableFuture.allOf(told, done);
            return done;
        }
    }

    private CompletableFuture<?> publish(String topic, String text) {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return CompletableFuture.failedFuture(new IllegalStateException("busy"));
        }
        published.add(topic.substring(TOPIC.length()) + text);
        return CompletableFuture.completedFuture(true);
    }

    /** Topics refuse what comes next, so many times. */
    void failNext(int times) {
        failures.set(times);
    }

    /** How often topics are still going to refuse. */
    int failuresLeft() {
        return failures.get();
    }

    private TargetCalls calls() {
        return new TargetCalls(
                (region, account, service, action, input) ->
                        CompletableFuture.failedFuture(new UnsupportedOperationException(action)),
                Functions.NONE,
                new HttpSender(vertx),
                TargetCalls.Destinations.NONE,
                firing ->
                        Future.fromCompletionStage(
                                buses().fired(
                                                firing.target().arn(),
                                                firing.executionId(),
                                                Instant.ofEpochMilli(firing.scheduledAt()))));
    }

    private Running running() {
        return Objects.requireNonNull(running);
    }

    Buses buses() {
        return running().buses;
    }

    Engine engine() {
        return running().engine;
    }

    /** Until the schedules know of the rules. */
    private void settle() {
        get(told);
    }

    static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** Goes on to a moment, and lets what is due by then be done. */
    void moveTo(Instant moment) {
        now = moment;
        engine().submitToAll(new ScheduleCommand.RemoveGroup("none", "none", "none"))
                .forEach(BusesFixture::get);
    }

    /** Ends, and starts again at a moment. */
    void restartAt(Instant moment) {
        end();
        now = moment;
        start();
    }

    /** A rule that sends to the topic of its name. */
    void putRule(String name, Rule rule) {
        get(running().buses.definitions().update(Kinds.RULE, BUS.toString(), name, old -> rule));
        settle();
    }

    void removeRule(String name) {
        get(running().buses.definitions().update(Kinds.RULE, BUS.toString(), name, old -> null));
        settle();
    }

    /** A rule that fires by time, and sends to the topic of its name. */
    static Rule timed(String name, String expression, String state) {
        return new Rule(null, expression, state, null, null, List.of(topic(name)), Map.of());
    }

    static Target topic(String name) {
        return new Target("t", TOPIC + name, null, null, null, null, null, null, null, null);
    }

    /** What was published next: the topic's name and the text; null if nothing comes. */
    String next() {
        try {
            return Objects.requireNonNull(published.poll(10, TimeUnit.SECONDS), "nothing came");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Until nothing is being delivered. What was published may not be deleted yet, and would come
     * again if the clock went on.
     */
    void awaitSettled() {
        await().until(() -> engine().catalog().queues().stream().allMatch(this::settled));
    }

    private boolean settled(QueueDefinition queue) {
        var command = new QueueCommand.Count(queue.id());
        var counts = (QueueReply.Counts) get(engine().submit(queue.id(), command));
        return counts.inFlight() == 0;
    }

    boolean quiet() {
        return published.isEmpty();
    }

    private void end() {
        running().pushes.close();
        running().buses.close();
        running().engine.close();
    }

    @Override
    public void close() {
        end();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
