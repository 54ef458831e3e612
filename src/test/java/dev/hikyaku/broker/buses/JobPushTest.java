package dev.hikyaku.broker.buses;

import static dev.hikyaku.broker.buses.BusesFixture.BUS;
import static dev.hikyaku.broker.buses.BusesFixture.SCOPE;
import static dev.hikyaku.broker.buses.BusesFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.broker.push.Functions;
import dev.hikyaku.broker.push.HttpSender;
import dev.hikyaku.broker.push.PushResult;
import dev.hikyaku.broker.push.QueueSender;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.engine.Engine;
import dev.hikyaku.event.DeadLetterConfig;
import dev.hikyaku.event.Event;
import dev.hikyaku.event.Target;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.QueueAttributes;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.store.MemoryStore;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.JsonNodeFactory;

@Timeout(30)
class JobPushTest {
    private static final QueueArn DEAD = new QueueArn("eu-west-1", "000000000000", "dead");

    private final Vertx vertx = Vertx.vertx();
    private final Engine engine =
            Engine.start(new MemoryStore(), 2, 42, () -> START.toEpochMilli());
    private final QueueSender queues = new QueueSender(engine);
    private final JobPush push =
            new JobPush(
                    new Calls(
                            new HttpSender(vertx),
                            engine.definitions(),
                            Functions.NONE,
                            new Vault(() -> new byte[32]),
                            () -> START),
                    new Senders(
                            queues,
                            TopicPublisher.NONE,
                            (bus, incoming) ->
                                    CompletableFuture.failedFuture(new AssertionError(bus))),
                    new DeadLetters(queues),
                    () -> START);

    @AfterEach
    void end() throws Exception {
        push.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        engine.close();
    }

    /** For a function that nobody knows, which is refused for good. */
    private static Message job() {
        var target =
                new Target(
                        "t",
                        "arn:aws:lambda:eu-west-1:000000000000:function:nobody",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new DeadLetterConfig(DEAD.toString()),
                        null);
        Event event =
                Event.of(
                        "id",
                        SCOPE,
                        START,
                        "shop",
                        "order",
                        List.of(),
                        JsonNodeFactory.instance.objectNode());
        Job job = Job.of(BUS.rule("r").toString(), target, null, Incoming.of(event, START, null));
        return new Message(
                "id",
                "q",
                "arn:aws:sqs:eu-west-1:000000000000:q",
                () -> "handle",
                job.encode().getBytes(StandardCharsets.UTF_8),
                "",
                Map.of(),
                1,
                0,
                START.toEpochMilli(),
                null,
                Map.of());
    }

    private PushResult push() throws Exception {
        var result = Promise.<PushResult>promise();
        vertx.runOnContext(start -> push.push(job()).onComplete(result));
        return result.future().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private void makeDeadLetterQueue() throws Exception {
        Map<String, String> attributes = QueueAttributes.defaultsFor(DEAD.name()).toMap();
        engine.create(new QueueCommand.Create(DEAD, attributes, Map.of()))
                .get(10, TimeUnit.SECONDS);
    }

    private int deadLetters() {
        long id = engine.catalog().require(DEAD).id();
        var reply =
                engine.receive(new QueueCommand.Receive(id, 10, null), 0)
                        .reply()
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
        return ((QueueReply.Received) reply).messages().size();
    }

    @Test
    void whatIsRefusedForGoodIsBuried() throws Exception {
        makeDeadLetterQueue();
        assertThat(push()).isEqualTo(PushResult.DONE);
        assertThat(deadLetters()).isOne();
    }

    @Test
    void withoutItsDeadLetterQueueAnEventIsGivenUp() throws Exception {
        assertThat(push()).isEqualTo(PushResult.DONE);
    }

    /** A server that stops takes no messages any more. */
    @Test
    void aDeadLetterThatIsNotTakenNowComesAgain() throws Exception {
        makeDeadLetterQueue();
        engine.close();
        assertThat(push()).isInstanceOf(PushResult.Again.class);
    }
}
