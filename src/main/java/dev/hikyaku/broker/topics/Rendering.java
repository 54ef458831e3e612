package dev.hikyaku.broker.topics;

import dev.hikyaku.model.MessageAttribute;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.topic.Envelope;
import dev.hikyaku.topic.Notification;
import dev.hikyaku.topic.Protocol;
import dev.hikyaku.topic.Signer;
import dev.hikyaku.topic.Subscription;
import dev.hikyaku.topic.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A message on its way to a topic's subscriptions: what each of them is sent. A text is signed
 * once, however many get it.
 */
final class Rendering {
    // what an internal queue keeps beside the payload
    static final String TYPE = "SnsType";
    static final String MESSAGE_ID = "SnsMessageId";
    static final String SUBJECT = "SnsSubject";
    static final String RAW = "SnsRaw";

    private final Topic topic;
    private final Notification message;
    private final Signer signer;
    private final Links links;
    private final Map<String, Envelope> envelopes = new HashMap<>();

    Rendering(Topic topic, Notification message, Signer signer, Links links) {
        this.topic = topic;
        this.message = message;
        this.signer = signer;
        this.links = links;
    }

    /**
     * What a subscription's queue gets: its endpoint, or the internal queue before its endpoint.
     */
    MessageContent content(Subscription subscription) {
        boolean raw = subscription.raw();
        SortedMap<String, MessageAttribute> attributes =
                raw ? message.attributes() : new TreeMap<>();
        return MessageContent.of(
                payload(subscription),
                attributes,
                subscription.protocol() == Protocol.SQS
                        ? grouping(subscription)
                        : kept(subscription),
                null);
    }

    private String payload(Subscription subscription) {
        Protocol protocol = subscription.protocol();
        if (subscription.raw()) {
            return message.text(protocol);
        }
        String unsubscribe = links.unsubscribe(subscription);
        return switch (protocol) {
            case EMAIL -> MailTexts.notification(message.text(protocol), unsubscribe);
            case LAMBDA -> envelope(protocol).functionEvent(subscription.arn(), unsubscribe);
            case HTTP, HTTPS, EMAIL_JSON, SQS, SMS, APPLICATION, FIREHOSE ->
                    envelope(protocol).json(unsubscribe);
        };
    }

    private Envelope envelope(Protocol protocol) {
        return envelopes.computeIfAbsent(
                message.text(protocol), text -> Envelope.of(message, protocol, topic, signer));
    }

    /** A group is of use to a standard queue too, which shares its consumers fairly by it. */
    private Map<String, String> grouping(Subscription subscription) {
        var system = new TreeMap<String, String>();
        if (message.groupId() != null) {
            system.put(MessageContent.GROUP_ID, message.groupId());
        }
        if (message.deduplicationId() != null && QueueArn.parse(subscription.endpoint()).fifo()) {
            system.put(MessageContent.DEDUPLICATION_ID, message.deduplicationId());
        }
        return system;
    }

    private Map<String, String> kept(Subscription subscription) {
        var system = new TreeMap<String, String>();
        system.put(TYPE, Envelope.NOTIFICATION);
        system.put(MESSAGE_ID, message.id());
        if (message.subject() != null) {
            system.put(SUBJECT, message.subject());
        }
        if (subscription.raw()) {
            system.put(RAW, "true");
        }
        return system;
    }
}
