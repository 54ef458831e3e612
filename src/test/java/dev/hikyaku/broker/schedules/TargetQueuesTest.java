package dev.hikyaku.broker.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.broker.push.Functions;
import dev.hikyaku.broker.push.HttpSender;
import dev.hikyaku.broker.push.Pushes;
import dev.hikyaku.delivery.Tracing;
import dev.hikyaku.engine.Engine;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.schedule.Schedule;
import dev.hikyaku.schedule.ScheduleCommand;
import dev.hikyaku.schedule.ScheduleName;
import dev.hikyaku.schedule.Target;
import dev.hikyaku.store.MemoryStore;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

@Timeout(60)
class TargetQueuesTest {
    private static final String TOPIC = "arn:aws:sns:eu-1:111111111111:news";

    private static final CompletableFuture<Void> TOLD = CompletableFuture.completedFuture(null);

    private final Vertx vertx = Vertx.vertx();
    private final Engine engine = Engine.start(new MemoryStore(), 2, 42, System::currentTimeMillis);
    private final Pushes pushes = new Pushes(engine, vertx, Tracing.NONE);
    private final LinkedBlockingQueue<String> published = new LinkedBlockingQueue<>();
    private final Schedules schedules =
            new Schedules(
                    engine,
                    pushes,
                    System::currentTimeMillis,
                    () ->
                            new TargetCalls(
                                    this::publish,
                                    Functions.NONE,
                                    new HttpSender(vertx),
                                    TargetCalls.Destinations.NONE,
                                    TargetCalls.Rules.NONE),
                    (region, account, source, type, resources, detail) -> TOLD);
    private CompletableFuture<JsonNode> answer = answered();

    private static CompletableFuture<JsonNode> answered() {
        return CompletableFuture.completedFuture(JsonNodeFactory.instance.objectNode());
    }

    private CompletableFuture<JsonNode> publish(
            String region, String account, String service, String action, String input) {
        published.add(input);
        return answer;
    }

    @BeforeEach
    void start() {
        schedules.start();
    }

    @AfterEach
    void end() throws Exception {
        pushes.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        engine.close();
    }

    /** A schedule that fires at once; returns when its target was called. */
    private void fire(String name) throws Exception {
        var target = new Target(TOPIC, "role", name, null, null, null, null, null, null);
        var schedule =
                new Schedule(
                        "rate(1 hours)", null, null, null, 0, false, false, null, null, target);
        schedules
                .put(
                        new ScheduleName("eu-1", "111111111111", "default", name),
                        schedule,
                        ScheduleCommand.Expecting.NONE,
                        null)
                .get(10, TimeUnit.SECONDS);
        assertThat(published.poll(20, TimeUnit.SECONDS)).contains(name);
    }

    private List<String> queues() {
        return engine.catalog().queues().stream()
                .map(QueueDefinition::arn)
                .map(arn -> arn.name())
                .filter(name -> name.startsWith(".schedules-"))
                .filter(name -> !name.equals(".schedules-failures"))
                .filter(name -> !name.equals(".schedules-unrouted"))
                .toList();
    }

    private void sweep() throws Exception {
        schedules.sweep().get(20, TimeUnit.SECONDS);
    }

    /** A delivery is deleted a moment after its target was called. */
    private void sweepUntilNoneIsLeft() throws Exception {
        while (!queues().isEmpty()) {
            sweep();
        }
    }

    @Test
    void aTargetHasAQueueFromItsFirstFiringUntilItIsIdle() throws Exception {
        assertThat(queues()).isEmpty();
        fire("first");
        assertThat(queues()).hasSize(1);
        sweep();
        assertThat(queues()).as("it got something since the start").hasSize(1);
        sweepUntilNoneIsLeft();

        fire("second");
        assertThat(queues()).hasSize(1);
    }

    @Test
    void whatGotSomethingSinceTheLastLookStays() throws Exception {
        fire("first");
        sweep();
        fire("second");
        sweep();
        assertThat(queues()).hasSize(1);
    }

    @Test
    void whatIsNotEmptyStays() throws Exception {
        answer = new CompletableFuture<>();
        fire("first");
        sweep();
        sweep();
        sweep();
        assertThat(queues()).hasSize(1);
        answer.complete(JsonNodeFactory.instance.objectNode());
        sweepUntilNoneIsLeft();
    }
}
