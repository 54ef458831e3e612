package dev.hikyaku.broker.topics;

import dev.hikyaku.broker.push.QueueSender;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.engine.Definitions;
import dev.hikyaku.model.MessageAttribute;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.queue.ReceivedMessage;
import dev.hikyaku.queue.SequenceNumber;
import dev.hikyaku.topic.Protocol;
import dev.hikyaku.topic.Subscription;
import dev.hikyaku.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Topics on the caller's thread: production's definitions, filters and fan-out, without the daemon
 * that drains a FIFO topic's queue.
 */
public final class SimulatedTopics {
    private final Definitions definitions;
    private final QueueSender sender;
    private final FanOut fanOut;

    public SimulatedTopics(Definitions definitions, QueueSender sender) {
        this.definitions = definitions;
        this.sender = sender;
        this.fanOut =
                new FanOut(
                        new Subscribers(definitions),
                        sender,
                        new DeadLetters(sender),
                        () -> {
                            throw new AssertionError("raw messages are not signed");
                        },
                        new Links("http://localhost"));
    }

    public CompletableFuture<?> create(String topicArn) {
        return definitions.update(
                Kinds.TOPIC,
                topicArn,
                Kinds.UNNAMED,
                before -> new Topic(topicArn, Map.of(), Map.of(), 0));
    }

    /**
     * Subscribes a queue, for raw messages.
     *
     * @param filter a filter policy; null for all
     */
    public CompletableFuture<?> subscribe(
            String topicArn, String name, QueueArn queue, @Nullable String filter) {
        var attributes = new TreeMap<>(Map.of("RawMessageDelivery", "true"));
        if (filter != null) {
            attributes.put("FilterPolicy", filter);
        }
        var subscription =
                new Subscription(
                        topicArn + ":" + name,
                        topicArn,
                        queue.account(),
                        Protocol.SQS,
                        queue.toString(),
                        attributes,
                        null,
                        0,
                        false,
                        true);
        return definitions.update(Kinds.SUBSCRIPTION, topicArn, name, before -> subscription);
    }

    private Topic topic(String arn) {
        return Objects.requireNonNull(definitions.find(Kinds.TOPIC, arn, Kinds.UNNAMED), arn)
                .value();
    }

    private static Draft draft(
            String body, String kind, @Nullable String group, @Nullable String id) {
        SortedMap<String, MessageAttribute> attributes = new TreeMap<>();
        attributes.put("kind", new MessageAttribute("String", kind, null));
        return new Draft(body, null, null, attributes, group, id);
    }

    /** Publishes to a standard topic. */
    public CompletableFuture<Void> publish(
            String topicArn, String messageId, String body, String kind, long now) {
        Topic topic = topic(topicArn);
        return fanOut.send(
                topic, draft(body, kind, null, null).notification(topic, messageId, now));
    }

    /** Publishes to a FIFO topic: into the queue that its messages go through. */
    public CompletableFuture<QueueReply.Sent.Message> publishInOrder(
            String topicArn, QueueArn line, String body, String kind, String group, String id) {
        return sender.send(line, draft(body, kind, group, id).content(topic(topicArn)));
    }

    /** Sends on what came out of a FIFO topic's queue. */
    public CompletableFuture<Void> push(QueueArn line, ReceivedMessage received) {
        MessageContent content = received.message().content();
        var system = new HashMap<>(content.systemAttributes());
        system.put("SequenceNumber", SequenceNumber.of(received.handle().message()));
        var message =
                new Message(
                        received.message().id().toString(),
                        line.name(),
                        line.toString(),
                        () -> received.handle().encode(),
                        content.body().getBytes(StandardCharsets.UTF_8),
                        content.bodyMd5(),
                        content.attributes(),
                        received.receiveCount(),
                        received.firstReceivedAtMillis(),
                        received.message().sentAtMillis(),
                        content.senderId(),
                        system);
        Topic topic = topic(Draft.topicArn(message));
        return fanOut.send(topic, Draft.kept(topic, message));
    }
}
