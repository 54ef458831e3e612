package dev.hikyaku.broker.topics;

import dev.hikyaku.engine.Defined;
import dev.hikyaku.engine.Definitions;
import dev.hikyaku.topic.Notification;
import dev.hikyaku.topic.Subscription;
import dev.hikyaku.topic.Topic;
import dev.hikyaku.topic.TopicMatcher;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The subscriptions of all topics, with their filters compiled, kept up with the definitions. */
final class Subscribers {
    private final Map<String, TopicMatcher> matchers = new ConcurrentHashMap<>();

    Subscribers(Definitions definitions) {
        definitions.listen(
                Kinds.SUBSCRIPTION,
                new Definitions.Listener<Subscription>() {
                    @Override
                    public void defined(Defined<Subscription> definition) {
                        matchers.computeIfAbsent(definition.home(), arn -> new TopicMatcher())
                                .put(definition.value());
                    }

                    @Override
                    public void removed(Defined<Subscription> definition) {
                        TopicMatcher matcher = matchers.get(definition.home());
                        if (matcher != null) {
                            matcher.remove(definition.value().arn());
                        }
                    }
                });
        definitions.listen(
                Kinds.TOPIC,
                new Definitions.Listener<Topic>() {
                    @Override
                    public void defined(Defined<Topic> definition) {}

                    @Override
                    public void removed(Defined<Topic> definition) {
                        matchers.remove(definition.home());
                    }
                });
    }

    /** Those that a message goes to. */
    List<Subscription> matching(Notification message) {
        TopicMatcher matcher = matchers.get(message.topicArn());
        return matcher == null ? List.of() : matcher.matching(message);
    }
}
