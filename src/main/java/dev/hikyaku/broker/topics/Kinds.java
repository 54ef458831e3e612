package dev.hikyaku.broker.topics;

import dev.hikyaku.engine.Kind;
import dev.hikyaku.topic.Subscription;
import dev.hikyaku.topic.Topic;

/** The definitions that topics are made of. */
final class Kinds {
    /** At home at its own ARN, without a name. */
    static final Kind<Topic> TOPIC = new Kind<>("topic", Topic.class);

    /** At home at its topic's ARN. */
    static final Kind<Subscription> SUBSCRIPTION = new Kind<>("subscription", Subscription.class);

    /** A subscription that was deleted and may be restored, where it was at home. */
    static final Kind<Subscription> FAREWELL = new Kind<>("farewell", Subscription.class);

    /** One for all topics. */
    static final Kind<SigningKey> SIGNING_KEY = new Kind<>("signing-key", SigningKey.class);

    static final String UNNAMED = "";

    private Kinds() {}
}
