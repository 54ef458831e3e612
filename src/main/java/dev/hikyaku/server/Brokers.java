package dev.hikyaku.server;

import dev.hikyaku.api.Endpoint;
import dev.hikyaku.api.LocalCalls;
import dev.hikyaku.api.Service;
import dev.hikyaku.api.events.EventsService;
import dev.hikyaku.api.scheduler.SchedulerService;
import dev.hikyaku.api.sns.SnsService;
import dev.hikyaku.api.sqs.SqsService;
import dev.hikyaku.broker.buses.Buses;
import dev.hikyaku.broker.buses.DestinationCalls;
import dev.hikyaku.broker.buses.Failure;
import dev.hikyaku.broker.buses.RuleClock;
import dev.hikyaku.broker.buses.Vault;
import dev.hikyaku.broker.push.HttpSender;
import dev.hikyaku.broker.push.Pushes;
import dev.hikyaku.broker.schedules.Schedules;
import dev.hikyaku.broker.schedules.TargetCalls;
import dev.hikyaku.broker.schedules.TargetFailure;
import dev.hikyaku.broker.topics.Topics;
import dev.hikyaku.delivery.Tracing;
import dev.hikyaku.engine.Engine;
import dev.hikyaku.event.EventScope;
import dev.hikyaku.schedule.Firing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Topics, event buses and schedules, told of each other: a rule publishes to a topic, a schedule
 * puts an event onto a bus, a rule with times is a schedule.
 */
final class Brokers implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final ServerSettings settings;
    private final Engine engine;
    private final Vertx vertx;
    private final LocalCalls calls = new LocalCalls();
    private final Vault vault;
    private final Pushes pushes;
    private final Schedules schedules;
    private final Topics topics;
    private final Buses buses;
    private @Nullable Alarms alarms;
    private long sweep;

    Brokers(
            ServerSettings settings,
            String url,
            Engine engine,
            Supplier<byte[]> connectionsKey,
            Vertx vertx,
            Tracing tracing) {
        this.vault = new Vault(connectionsKey);
        this.settings = settings;
        this.engine = engine;
        this.vertx = vertx;
        this.pushes = new Pushes(engine, vertx, tracing);
        this.schedules =
                new Schedules(
                        engine,
                        pushes,
                        System::currentTimeMillis,
                        this::scheduleCalls,
                        this::ownEvent);
        this.topics =
                new Topics(
                        engine,
                        pushes,
                        vertx,
                        System::currentTimeMillis,
                        new Topics.Outside(
                                settings.functions(),
                                settings.smtp(),
                                url,
                                settings.region(),
                                settings.account()));
        this.buses =
                new Buses(
                        engine,
                        pushes,
                        vertx,
                        new Buses.Outside(
                                settings.functions(),
                                this::publish,
                                new Clock(schedules),
                                new EventScope(settings.region(), settings.account()),
                                vault,
                                InstantSource.system()));
    }

    /** What is served. The first one also takes what is for none of them. */
    List<Service> services(Endpoint endpoint) {
        List<Service> services =
                List.of(
                        SqsService.create(engine, endpoint, settings.recreateDelay()),
                        SnsService.create(topics, endpoint),
                        EventsService.create(buses, endpoint),
                        SchedulerService.create(schedules, endpoint));
        calls.serve(services);
        return services;
    }

    Topics topics() {
        return topics;
    }

    /** Goes on with firings that waited. To be called once the services are there. */
    void start() {
        schedules.start();
        sweep = vertx.setPeriodic(Schedules.SWEEP.toMillis(), tick -> schedules.sweep());
        if (!settings.alarms().isEmpty()) {
            alarms = new Alarms(settings.alarms(), engine, vertx, this::ownEvent);
        }
    }

    private CompletableFuture<Void> ownEvent(
            String region,
            String account,
            String source,
            String detailType,
            List<String> resources,
            ObjectNode detail) {
        return buses.publish(
                new EventScope(region, account), source, detailType, resources, detail);
    }

    private CompletableFuture<?> publish(String topicArn, String message) {
        String input =
                JSON.createObjectNode()
                        .put("TopicArn", topicArn)
                        .put("Message", message)
                        .toString();
        return calls.call(settings.region(), settings.account(), "sns", "Publish", input)
                .toCompletableFuture();
    }

    private record Clock(Schedules schedules) implements RuleClock {
        @Override
        public CompletableFuture<Void> start(String ruleArn, String expression, boolean enabled) {
            return schedules.putRule(ruleArn, expression, enabled);
        }

        @Override
        public CompletableFuture<Void> stop(String ruleArn) {
            return schedules.removeRule(ruleArn);
        }
    }

    private TargetCalls scheduleCalls() {
        return new TargetCalls(
                calls,
                settings.functions(),
                new HttpSender(vertx),
                new Destinations(
                        new DestinationCalls(
                                vertx, engine.definitions(), vault, InstantSource.system())),
                this::ruleDue);
    }

    private record Destinations(DestinationCalls calls) implements TargetCalls.Destinations {
        @Override
        public Future<Void> call(String arn, String payload) {
            return calls.call(arn, payload).compose(Destinations::outcome);
        }

        private static Future<Void> outcome(Optional<Failure> failure) {
            return failure.map(why -> Future.<Void>failedFuture(thrown(why)))
                    .orElseGet(Future::succeededFuture);
        }

        private static TargetFailure thrown(Failure why) {
            return why.lasting()
                    ? TargetFailure.lasting(why.code(), why.message())
                    : TargetFailure.passing(why.code(), why.message());
        }

        @Override
        public void close() {
            calls.close();
        }
    }

    private Future<Void> ruleDue(Firing firing) {
        return Future.fromCompletionStage(
                buses.fired(
                        firing.target().arn(),
                        firing.executionId(),
                        Instant.ofEpochMilli(firing.scheduledAt())),
                vertx.getOrCreateContext());
    }

    /** Ends what is pushed; what is under way may finish. */
    @Override
    public void close() {
        vertx.cancelTimer(sweep);
        if (alarms != null) {
            alarms.close();
        }
        pushes.close();
        buses.close();
        topics.close();
    }
}
