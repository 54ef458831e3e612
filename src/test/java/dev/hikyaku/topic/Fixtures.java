package dev.hikyaku.topic;

import dev.hikyaku.model.MessageAttribute;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Topics, subscriptions and messages as the tests of this package need them. */
final class Fixtures {
    static final TopicArn TOPIC = new TopicArn("eu-west-1", "123456789012", "orders");
    static final TopicArn FIFO = new TopicArn("eu-west-1", "123456789012", "orders.fifo");
    static final String QUEUE = "arn:aws:sqs:eu-west-1:123456789012:inbox";

    private Fixtures() {}

    static Topic topic(Map<String, String> attributes) {
        return TopicAttributes.newTopic(TOPIC, attributes, Map.of());
    }

    static Subscription subscription(String id, Protocol protocol, String endpoint) {
        return new Subscription(
                TOPIC + ":" + id,
                TOPIC.toString(),
                "123456789012",
                protocol,
                endpoint,
                Map.of(),
                "token-" + id,
                0,
                false,
                false);
    }

    static Subscription filtered(String id, String scope, String policy) {
        return SubscriptionAttributes.with(
                subscription(id, Protocol.SQS, QUEUE),
                Map.of("FilterPolicyScope", scope, "FilterPolicy", policy));
    }

    static Notification message(String body, Map<String, MessageAttribute> attributes) {
        return message(Texts.of(body, null), attributes);
    }

    static Notification message(
            Map<String, String> texts, Map<String, MessageAttribute> attributes) {
        SortedMap<String, MessageAttribute> sorted = new TreeMap<>(attributes);
        return new Notification(
                "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
                TOPIC.toString(),
                null,
                texts,
                sorted,
                "2026-01-02T03:04:05.006Z",
                null,
                null,
                null);
    }

    static MessageAttribute text(String value) {
        return new MessageAttribute("String", value, null);
    }

    static MessageAttribute number(String value) {
        return new MessageAttribute("Number", value, null);
    }

    static MessageAttribute array(String value) {
        return new MessageAttribute("String.Array", value, null);
    }
}
