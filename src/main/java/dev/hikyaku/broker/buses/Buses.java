package dev.hikyaku.broker.buses;

import dev.hikyaku.broker.push.Functions;
import dev.hikyaku.broker.push.HttpSender;
import dev.hikyaku.broker.push.Pushes;
import dev.hikyaku.broker.push.QueueSender;
import dev.hikyaku.engine.Definitions;
import dev.hikyaku.engine.Engine;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.Event;
import dev.hikyaku.event.EventBus;
import dev.hikyaku.event.EventEntry;
import dev.hikyaku.event.EventError;
import dev.hikyaku.event.EventScope;
import dev.hikyaku.event.Rule;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** The event buses. */
public final class Buses implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Buses.class);

    /**
     * What the buses need to know of the world.
     *
     * @param home the server's own region and account
     */
    public record Outside(
            Functions functions,
            TopicPublisher topics,
            RuleClock rules,
            EventScope home,
            Vault vault,
            InstantSource clock) {}

    /** What became of an entry: an id, or an error. */
    public record Put(
            @Nullable String eventId, @Nullable String errorCode, @Nullable String errorMessage) {}

    private final Definitions definitions;
    private final Outside outside;
    private final FanOut fanOut;
    private final Archives archives;
    private final Replays replays;
    private final TimedRules timedRules;

    public Buses(Engine engine, Pushes pushes, Vertx vertx, Outside outside) {
        this.definitions = engine.definitions();
        this.outside = outside;
        var queues = new QueueSender(engine);
        var deadLetters = new DeadLetters(queues);
        var senders = new Senders(queues, outside.topics(), this::enter);
        var matchers = new Matchers();
        var outlets =
                new Outlets(
                        pushes,
                        queues,
                        definitions,
                        outside.home(),
                        () ->
                                new JobPush(
                                        new Calls(
                                                new HttpSender(vertx),
                                                definitions,
                                                outside.functions(),
                                                outside.vault(),
                                                outside.clock()),
                                        senders,
                                        deadLetters,
                                        outside.clock()));
        this.fanOut = new FanOut(matchers, engine.journals(), senders, outlets, deadLetters);
        this.archives = new Archives(definitions, engine.journals(), vertx, outside.clock());
        this.replays = new Replays(definitions, engine.journals(), fanOut::enter, outside.clock());
        this.timedRules = new TimedRules(outside.rules(), definitions, fanOut);
        matchers.listen(definitions);
        outlets.listen();
        replays.resume();
        definitions.listen(Kinds.RULE, timedRules);
    }

    /**
     * A rule with a ScheduleExpression is due.
     *
     * @param id the same if it is told twice
     */
    public CompletableFuture<Void> fired(String ruleArn, String id, Instant time) {
        return timedRules.fired(ruleArn, id, time);
    }

    public Definitions definitions() {
        return definitions;
    }

    public Vault vault() {
        return outside.vault();
    }

    public Archives archives() {
        return archives;
    }

    public Replays replays() {
        return replays;
    }

    public Instant now() {
        return outside.clock().instant();
    }

    /** The bus, or null; the default one is always there. */
    public @Nullable EventBus find(BusArn arn) {
        var found = definitions.find(Kinds.BUS, arn.toString(), "");
        if (found != null) {
            return found.value();
        }
        return arn.isDefault() ? EventBus.DEFAULT : null;
    }

    /**
     * The bus.
     *
     * @throws dev.hikyaku.model.ServiceException (ResourceNotFoundException) if it is not there
     */
    public EventBus require(BusArn arn) {
        EventBus bus = find(arn);
        if (bus == null) {
            throw EventError.RESOURCE_NOT_FOUND.of("Event bus " + arn.name() + " does not exist.");
        }
        return bus;
    }

    /**
     * The rule.
     *
     * @throws dev.hikyaku.model.ServiceException (ResourceNotFoundException) if it, or its bus, is
     *     not there
     */
    public Rule rule(BusArn bus, String name) {
        require(bus);
        var found = definitions.find(Kinds.RULE, bus.toString(), name);
        return existing(bus, name, found == null ? null : found.value());
    }

    /** The rule, if there is one. */
    public static Rule existing(BusArn bus, String name, @Nullable Rule rule) {
        if (rule == null) {
            throw EventError.RESOURCE_NOT_FOUND.of(
                    "Rule " + name + " does not exist on EventBus " + bus.name() + ".");
        }
        return rule;
    }

    /**
     * Puts events; each stands and falls by itself.
     *
     * @return in the order of the entries; what has an id is on disk wherever it goes
     */
    public CompletableFuture<List<Put>> put(EventScope scope, List<EventEntry> entries) {
        Instant now = now();
        List<CompletableFuture<Put>> all =
                entries.stream().map(entry -> put(scope, entry, now)).toList();
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .thenApply(done -> all.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<Put> put(EventScope scope, EventEntry entry, Instant now) {
        return switch (entry.check(scope, UUID.randomUUID().toString(), now)) {
            case EventEntry.Refused refused ->
                    CompletableFuture.completedFuture(
                            new Put(null, refused.errorCode(), refused.errorMessage()));
            case EventEntry.Accepted accepted ->
                    put(accepted.bus(), Incoming.of(accepted.event(), now, entry.traceHeader()));
        };
    }

    private CompletableFuture<Put> put(BusArn bus, Incoming incoming) {
        if (find(bus) == null) {
            LOG.warn("There is no event bus {}; an event for it is dropped", bus);
            return CompletableFuture.completedFuture(new Put(incoming.event().id(), null, null));
        }
        CompletableFuture<Void> entered;
        try {
            entered = fanOut.enter(bus, incoming);
        } catch (RuntimeException e) {
            entered = CompletableFuture.failedFuture(e);
        }
        return entered.handle((done, failed) -> {
            if (failed == null) {
                return new Put(incoming.event().id(), null, null);
            }
            LOG.error("An event for {} may not have reached all targets", bus, failed);
            return new Put(null, "InternalFailure", "The event may not have reached all targets.");
        });
    }

    private CompletableFuture<Void> enter(BusArn bus, Incoming incoming) {
        if (find(bus) == null) {
            return CompletableFuture.failedFuture(
                    EventError.RESOURCE_NOT_FOUND.of(
                            "Event bus " + bus.name() + " does not exist."));
        }
        return fanOut.enter(bus, incoming);
    }

    /**
     * Puts an event of the server's own onto the default bus of a region and account.
     *
     * @param source such as {@code hikyaku.scheduler}
     * @param detail not changed afterwards
     */
    public CompletableFuture<Void> publish(
            EventScope scope,
            String source,
            String detailType,
            List<String> resources,
            ObjectNode detail) {
        Instant now = now();
        String id = UUID.randomUUID().toString();
        Event event = Event.of(id, scope, now, source, detailType, resources, detail);
        return fanOut.enter(scope.bus(null), Incoming.of(event, now, null));
    }

    @Override
    public void close() {
        archives.close();
        replays.close();
    }
}
