package dev.hikyaku.broker.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.broker.push.Functions;
import dev.hikyaku.broker.push.Pushes;
import dev.hikyaku.delivery.Tracing;
import dev.hikyaku.engine.Engine;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.store.MemoryStore;
import dev.hikyaku.topic.Protocol;
import dev.hikyaku.topic.Subscription;
import dev.hikyaku.topic.Topic;
import dev.hikyaku.topic.TopicError;
import dev.hikyaku.topic.TopicLimits;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TopicLimitsTest {
    private static final String ACCOUNT = "111111111111";
    private static final String QUEUE = "arn:aws:sqs:eu-1:" + ACCOUNT + ":q";
    private static final Topic TOPIC = topic("news");

    private final Vertx vertx = Vertx.vertx();
    private final Engine engine = Engine.start(new MemoryStore(), 2, 42, System::currentTimeMillis);
    private final Pushes pushes = new Pushes(engine, vertx, Tracing.NONE);
    private final Topics topics =
            new Topics(
                    engine,
                    pushes,
                    vertx,
                    System::currentTimeMillis,
                    new Topics.Outside(Functions.NONE, null, "http://h", "eu-1", ACCOUNT));

    @AfterEach
    void end() throws Exception {
        topics.close();
        pushes.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        engine.close();
    }

    private static Topic topic(String name) {
        return new Topic("arn:aws:sns:eu-1:" + ACCOUNT + ":" + name, Map.of(), Map.of(), 0);
    }

    /** As many at a time as the engine takes. */
    private static void all(int count, IntFunction<CompletableFuture<?>> each) throws Exception {
        for (int from = 0; from < count; from += 1_000) {
            CompletableFuture.allOf(
                            IntStream.range(from, Math.min(count, from + 1_000))
                                    .mapToObj(each)
                                    .toArray(CompletableFuture[]::new))
                    .get(20, TimeUnit.SECONDS);
        }
    }

    private CompletableFuture<?> subscription(int i) {
        var made =
                new Subscription(
                        TOPIC.arn() + ":" + i,
                        TOPIC.arn(),
                        ACCOUNT,
                        Protocol.SQS,
                        QUEUE + i,
                        Map.of(),
                        null,
                        0,
                        false,
                        false);
        return engine.definitions()
                .update(Kinds.SUBSCRIPTION, TOPIC.arn(), Integer.toString(i), before -> made);
    }

    private CompletableFuture<?> subscribe(String endpoint, Map<String, String> attributes) {
        return topics.subscriptions().subscribe(TOPIC, ACCOUNT, Protocol.SQS, endpoint, attributes);
    }

    private static void assertRefused(CompletableFuture<?> asked, TopicError error, String text) {
        assertThatThrownBy(() -> asked.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo(error))
                .hasMessageContaining(text);
    }

    @Test
    void aTopicHasALimitedNumberOfSubscriptions() throws Exception {
        all(TopicLimits.SUBSCRIPTIONS_MAX, this::subscription);

        assertRefused(
                subscribe(QUEUE, Map.of()),
                TopicError.SUBSCRIPTION_LIMIT_EXCEEDED,
                "100000 subscriptions");
    }

    @Test
    void aTopicHasALimitedNumberOfFilterPolicies() throws Exception {
        var filter = Map.of("FilterPolicy", "{\"a\":[\"b\"]}");
        all(TopicLimits.FILTER_POLICIES_MAX, i -> subscribe(QUEUE + i, filter));

        assertRefused(
                subscribe(QUEUE, filter),
                TopicError.FILTER_POLICY_LIMIT_EXCEEDED,
                "200 filter policies");
        assertThat(subscribe(QUEUE, Map.of()).get(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void anAccountHasALimitedNumberOfTopics() throws Exception {
        all(
                TopicLimits.TOPICS_MAX,
                i ->
                        engine.definitions()
                                .update(
                                        Kinds.TOPIC,
                                        topic("t" + i).arn(),
                                        Kinds.UNNAMED,
                                        before -> topic("t" + i)));

        assertRefused(topics.create(TOPIC), TopicError.TOPIC_LIMIT_EXCEEDED, "100000 topics");
    }
}
