package dev.hikyaku.broker.topics;

import dev.hikyaku.broker.push.PushResult;
import dev.hikyaku.broker.push.PushTarget;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.topic.DeliveryPolicy;
import dev.hikyaku.topic.Envelope;
import dev.hikyaku.topic.RetryPlan;
import dev.hikyaku.topic.Subscription;
import dev.hikyaku.topic.Topic;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** From a subscription's internal queue to its endpoint: the call, the retries, the dead letter. */
final class EndpointPush implements PushTarget {
    /** A subscription and its topic as they are now. */
    record Current(Subscription subscription, Topic topic) {
        DeliveryPolicy policy() {
            return subscription.deliveryPolicy(topic);
        }

        RetryPlan retries() {
            if (subscription.protocol().http()) {
                return policy().retry();
            }
            return subscription.protocol().email() ? RetryPlan.MAIL : RetryPlan.MANAGED;
        }
    }

    private final Supplier<@Nullable Current> current;
    private final Call call;
    private final DeadLetters deadLetters;

    EndpointPush(Supplier<@Nullable Current> current, Call call, DeadLetters deadLetters) {
        this.current = current;
        this.call = call;
        this.deadLetters = deadLetters;
    }

    @Override
    public Future<PushResult> push(Message message) {
        Current now = current.get();
        if (now == null) {
            return Future.succeededFuture(PushResult.DONE);
        }
        return call.deliver(now.subscription, now.policy(), message)
                .otherwise(failure -> Call.Outcome.failed(failure.toString()))
                .compose(outcome -> settled(now, message, outcome));
    }

    private Future<PushResult> settled(Current now, Message message, Call.Outcome outcome) {
        return switch (outcome) {
            case Call.Outcome.Delivered delivered -> Future.succeededFuture(PushResult.DONE);
            case Call.Outcome.Failed failed -> {
                Duration delay =
                        message.receiveCount() > failed.retriesMax()
                                ? null
                                : now.retries().after(message.receiveCount());
                yield delay == null
                        ? buried(now, message, reason(message, failed))
                        : Future.succeededFuture(new PushResult.Again(delay, failed.reason()));
            }
        };
    }

    private static String reason(Message message, Call.Outcome.Failed failed) {
        int attempts = message.receiveCount();
        return attempts == 1
                ? failed.reason()
                : failed.reason() + ", after " + attempts + " attempts";
    }

    private Future<PushResult> buried(Current now, Message message, String reason) {
        String type = message.system().getOrDefault(Rendering.TYPE, Envelope.NOTIFICATION);
        if (!type.equals(Envelope.NOTIFICATION)) {
            return Future.succeededFuture(PushResult.DONE);
        }
        MessageContent content =
                MessageContent.of(
                        new String(message.body(), StandardCharsets.UTF_8),
                        new TreeMap<>(message.attributes()),
                        Map.of(),
                        null);
        return Future.fromCompletionStage(deadLetters.bury(now.subscription, content, reason))
                .map(done -> PushResult.DONE);
    }

    @Override
    public void close() {
        call.close();
    }
}
