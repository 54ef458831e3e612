package dev.hikyaku.broker.topics;

import dev.hikyaku.broker.push.PushSpec;
import dev.hikyaku.broker.push.Pushes;
import dev.hikyaku.engine.Defined;
import dev.hikyaku.engine.Definitions;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.topic.Protocol;
import dev.hikyaku.topic.Subscription;
import dev.hikyaku.topic.Topic;
import dev.hikyaku.topic.TopicArn;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The internal queues of subscriptions whose endpoint is not a queue: one each, so that a slow or
 * dead endpoint keeps nobody else waiting. They follow the definitions.
 */
final class Outlets {
    private static final int CONCURRENCY = 10;

    private record Outlet(double rate, CompletableFuture<Void> ready) {}

    private final Definitions definitions;
    private final Pushes pushes;
    private final Calls calls;
    private final DeadLetters deadLetters;
    private final Map<String, Outlet> open = new ConcurrentHashMap<>();

    Outlets(Definitions definitions, Pushes pushes, Calls calls, DeadLetters deadLetters) {
        this.definitions = definitions;
        this.pushes = pushes;
        this.calls = calls;
        this.deadLetters = deadLetters;
    }

    /** Opens what is there, and follows the changes. */
    void start() {
        definitions.listen(
                Kinds.SUBSCRIPTION,
                new Definitions.Listener<Subscription>() {
                    @Override
                    public void defined(Defined<Subscription> definition) {
                        ready(definition.value());
                    }

                    @Override
                    public void removed(Defined<Subscription> definition) {
                        if (open.remove(definition.value().arn()) != null) {
                            pushes.remove(queue(definition.value()));
                        }
                    }
                });
        definitions.listen(
                Kinds.TOPIC,
                new Definitions.Listener<Topic>() {
                    @Override
                    public void defined(Defined<Topic> definition) {
                        definitions
                                .below(Kinds.SUBSCRIPTION, definition.home())
                                .forEach(each -> ready(each.value()));
                    }

                    @Override
                    public void removed(Defined<Topic> definition) {}
                });
    }

    /** The internal queue of a subscription. */
    static QueueArn queue(Subscription subscription) {
        TopicArn topic = TopicArn.ofSubscription(subscription.arn());
        return PushSpec.queue(topic.region(), topic.account(), "sns-" + subscription.id());
    }

    /** Completes when the subscription's queue is there, if it needs one. */
    CompletableFuture<Void> ready(Subscription subscription) {
        if (subscription.protocol() == Protocol.SQS) {
            return CompletableFuture.completedFuture(null);
        }
        double rate = rate(subscription);
        return open.compute(
                        subscription.arn(),
                        (arn, outlet) ->
                                outlet != null && outlet.rate == rate
                                        ? outlet
                                        : new Outlet(rate, opened(subscription, rate)))
                .ready;
    }

    private double rate(Subscription subscription) {
        Defined<Topic> topic =
                definitions.find(Kinds.TOPIC, subscription.topicArn(), Kinds.UNNAMED);
        if (topic == null || !subscription.protocol().http()) {
            return 0;
        }
        Integer perSecond = subscription.deliveryPolicy(topic.value()).perSecond();
        return perSecond == null ? 0 : perSecond;
    }

    private CompletableFuture<Void> opened(Subscription subscription, double rate) {
        String topic = subscription.topicArn();
        String id = subscription.id();
        return pushes.open(
                new PushSpec(
                        queue(subscription),
                        CONCURRENCY,
                        rate,
                        () ->
                                new EndpointPush(
                                        () -> current(topic, id),
                                        calls.open(subscription.protocol()),
                                        deadLetters)));
    }

    private EndpointPush.@Nullable Current current(String topicArn, String id) {
        Defined<Topic> topic = definitions.find(Kinds.TOPIC, topicArn, Kinds.UNNAMED);
        Defined<Subscription> subscription = definitions.find(Kinds.SUBSCRIPTION, topicArn, id);
        return topic == null || subscription == null
                ? null
                : new EndpointPush.Current(subscription.value(), topic.value());
    }
}
