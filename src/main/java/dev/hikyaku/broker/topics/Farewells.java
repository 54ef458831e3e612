package dev.hikyaku.broker.topics;

import dev.hikyaku.broker.push.PushResult;
import dev.hikyaku.broker.push.PushSpec;
import dev.hikyaku.broker.push.PushTarget;
import dev.hikyaku.broker.push.Pushes;
import dev.hikyaku.broker.push.QueueSender;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.engine.Defined;
import dev.hikyaku.engine.Definitions;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.topic.Subscription;
import dev.hikyaku.topic.Topic;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What endpoints are told when their subscription is gone: by one internal queue for all, since
 * that of the subscription is gone with it.
 */
final class Farewells {
    private static final String SUBSCRIPTION = "SnsSubscription";
    private static final String TOPIC = "SnsTopic";
    private static final int CONCURRENCY = 10;

    private final Definitions definitions;
    private final Pushes pushes;
    private final Vertx vertx;
    private final QueueSender sender;
    private final QueueArn queue;
    private @Nullable CompletableFuture<Void> opened;

    Farewells(
            Definitions definitions,
            Pushes pushes,
            Vertx vertx,
            QueueSender sender,
            String region,
            String account) {
        this.definitions = definitions;
        this.pushes = pushes;
        this.vertx = vertx;
        this.sender = sender;
        this.queue = PushSpec.queue(region, account, "sns-farewells");
    }

    /** Goes on with what was not sent before the last stop. */
    void start() {
        if (sender.catalog().find(queue) != null) {
            opened();
        }
    }

    private synchronized CompletableFuture<Void> opened() {
        if (opened == null) {
            opened =
                    pushes.open(
                            new PushSpec(
                                    queue, CONCURRENCY, 0, () -> new Target(new HttpCall(vertx))));
        }
        return opened;
    }

    /** Sends a farewell, once the subscription is among those that may be restored. */
    CompletableFuture<?> send(Subscription gone, MessageContent content) {
        var system = new TreeMap<>(content.systemAttributes());
        system.put(SUBSCRIPTION, gone.id());
        system.put(TOPIC, gone.topicArn());
        var farewell = MessageContent.of(content.body(), content.attributes(), system, null);
        return opened().thenCompose(ready -> sender.send(queue, farewell));
    }

    private final class Target implements PushTarget {
        private final Call call;

        Target(Call call) {
            this.call = call;
        }

        @Override
        public Future<PushResult> push(Message message) {
            Map<String, String> system = message.system();
            String topicArn = system.getOrDefault(TOPIC, "");
            Defined<Topic> topic = definitions.find(Kinds.TOPIC, topicArn, Kinds.UNNAMED);
            Defined<Subscription> gone =
                    definitions.find(
                            Kinds.FAREWELL, topicArn, system.getOrDefault(SUBSCRIPTION, ""));
            if (topic == null || gone == null) {
                return Future.succeededFuture(PushResult.DONE);
            }
            var policy = gone.value().deliveryPolicy(topic.value());
            return call.deliver(gone.value(), policy, message)
                    .otherwise(failure -> Call.Outcome.failed(failure.toString()))
                    .map(outcome -> {
                        Duration delay = policy.retry().after(message.receiveCount());
                        return outcome instanceof Call.Outcome.Failed failed
                                        && failed.retriesMax() > 0
                                        && delay != null
                                ? new PushResult.Again(delay, failed.reason())
                                : PushResult.DONE;
                    });
        }

        @Override
        public void close() {
            call.close();
        }
    }
}
