package dev.hikyaku.broker.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.Tracing;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.engine.Engine;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.store.MemoryStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PushesTest {
    private static final QueueArn QUEUE = PushSpec.queue("eu-1", "000000000000", "sns-1");
    private static final QueueArn FIFO = PushSpec.fifoQueue("eu-1", "000000000000", "topic");

    private final Vertx vertx = Vertx.vertx();
    private final Engine engine = Engine.start(new MemoryStore(), 2, 42, System::currentTimeMillis);
    private final Pushes pushes = new Pushes(engine, vertx, Tracing.NONE);
    private final LinkedBlockingQueue<String> pushed = new LinkedBlockingQueue<>();

    @AfterEach
    void end() throws Exception {
        pushes.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        engine.close();
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }

    private void send(QueueArn queue, String body, Map<String, String> system) throws Exception {
        var content = MessageContent.of(body, new TreeMap<>(), system, null);
        get(new QueueSender(engine).send(queue, content));
    }

    private PushSpec spec(QueueArn queue, Function<Message, PushResult> target) {
        return new PushSpec(
                queue,
                10,
                0,
                () ->
                        message -> {
                            pushed.add(text(message));
                            return Future.succeededFuture(target.apply(message));
                        });
    }

    private static String text(Message message) {
        return new String(message.body(), StandardCharsets.UTF_8) + message.receiveCount();
    }

    private String next() throws Exception {
        return String.valueOf(pushed.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void whatIsSentIsPushed() throws Exception {
        get(pushes.open(spec(QUEUE, message -> PushResult.DONE)));
        send(QUEUE, "a", Map.of());

        assertThat(next()).isEqualTo("a1");
    }

    @Test
    void comesAgainAsTheTargetSays() throws Exception {
        get(
                pushes.open(
                        spec(
                                QUEUE,
                                message ->
                                        message.receiveCount() < 3
                                                ? new PushResult.Again(Duration.ZERO, "no")
                                                : PushResult.DONE)));
        send(QUEUE, "a", Map.of());

        assertThat(List.of(next(), next(), next())).containsExactly("a1", "a2", "a3");
    }

    @Test
    void waitsWhileNobodyDrainsItsQueue() throws Exception {
        get(pushes.open(spec(QUEUE, message -> PushResult.DONE)));
        get(pushes.close(QUEUE));
        send(QUEUE, "a", Map.of());
        assertThat(pushed).isEmpty();

        get(pushes.open(spec(QUEUE, message -> PushResult.DONE)));
        assertThat(next()).isEqualTo("a1");
    }

    @Test
    void removedQueueIsGone() throws Exception {
        get(pushes.open(spec(QUEUE, message -> PushResult.DONE)));
        get(pushes.remove(QUEUE));

        assertThat(engine.catalog().find(QUEUE)).isNull();
    }

    @Test
    void whatIsDoneToAQueueIsDoneInOrder() throws Exception {
        var all = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < 5; i++) {
            all.add(pushes.open(spec(QUEUE, message -> PushResult.DONE)));
            all.add(pushes.remove(QUEUE));
        }
        all.add(pushes.open(spec(QUEUE, message -> PushResult.DONE)));
        for (CompletableFuture<Void> each : all) {
            get(each);
        }
        send(QUEUE, "a", Map.of());

        assertThat(next()).isEqualTo("a1");
    }

    @Test
    void fifoQueueIsPushedInOrder() throws Exception {
        get(
                pushes.open(
                        spec(
                                FIFO,
                                message ->
                                        message.receiveCount() == 1
                                                ? new PushResult.Again(Duration.ZERO, "no")
                                                : PushResult.DONE)));
        for (String body : List.of("a", "b", "c")) {
            send(
                    FIFO,
                    body,
                    Map.of(MessageContent.GROUP_ID, "g", MessageContent.DEDUPLICATION_ID, body));
        }
        var seen = new ArrayList<String>();
        while (!seen.contains("c2")) {
            seen.add(next());
        }
        assertThat(seen.stream().map(each -> each.substring(0, 1)).distinct())
                .containsExactly("a", "b", "c");
    }

    @Test
    void clientsSeeNothingOfIt() throws Exception {
        get(pushes.open(spec(QUEUE, message -> PushResult.DONE)));

        assertThat(engine.catalog().find("eu-1", "000000000000", "", null)).isEmpty();
    }
}
