package dev.hikyaku.broker.topics;

import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.model.Digests;
import dev.hikyaku.model.MessageAttribute;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.topic.Notification;
import dev.hikyaku.topic.Texts;
import dev.hikyaku.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A message as it was published, checked.
 *
 * @param structure {@code json} if the message has a text for each protocol; null otherwise
 * @param deduplicationId for a FIFO topic never null
 */
public record Draft(
        String message,
        @Nullable String structure,
        @Nullable String subject,
        SortedMap<String, MessageAttribute> attributes,
        @Nullable String groupId,
        @Nullable String deduplicationId) {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    // what a FIFO topic's queue keeps beside the message
    private static final String SUBJECT = "SnsSubject";
    private static final String STRUCTURE = "SnsStructure";
    private static final String DEDUPLICATION_ID = "SnsDeduplicationId";
    private static final String TOPIC = "SnsTopic";
    private static final String SEQUENCE_NUMBER = "SequenceNumber";

    static String timestamp(long millis) {
        return TIMESTAMP.format(Instant.ofEpochMilli(millis));
    }

    /** As what subscribers of a topic are sent. */
    Notification notification(Topic topic, String id, long publishedAtMillis) {
        return new Notification(
                id,
                topic.arn(),
                subject,
                Texts.of(message, structure),
                attributes,
                timestamp(publishedAtMillis),
                groupId,
                deduplicationId,
                null);
    }

    /** As what a FIFO topic's queue keeps. */
    MessageContent content(Topic topic) {
        String id = Objects.requireNonNull(deduplicationId);
        String group = Objects.requireNonNull(groupId);
        var system = new TreeMap<String, String>();
        system.put(MessageContent.GROUP_ID, group);
        system.put(
                MessageContent.DEDUPLICATION_ID,
                topic.deduplicatedByGroup() ? digest(group + "\n" + id) : id);
        system.put(DEDUPLICATION_ID, id);
        system.put(TOPIC, topic.arn());
        if (subject != null) {
            system.put(SUBJECT, subject);
        }
        if (structure != null) {
            system.put(STRUCTURE, structure);
        }
        return MessageContent.of(message, attributes, system, null);
    }

    /** What a FIFO topic's queue kept. */
    static Notification kept(Topic topic, Message message) {
        Map<String, String> system = message.system();
        return new Draft(
                        new String(message.body(), StandardCharsets.UTF_8),
                        system.get(STRUCTURE),
                        system.get(SUBJECT),
                        new TreeMap<>(message.attributes()),
                        message.groupId(),
                        system.get(DEDUPLICATION_ID))
                .notification(topic, message.id(), message.sentAtMillis())
                .numbered(String.valueOf(system.get(SEQUENCE_NUMBER)));
    }

    /** The topic that a kept message was published to. */
    static String topicArn(Message message) {
        return message.system().getOrDefault(TOPIC, "");
    }

    /** What messages without a deduplication id are known by. */
    public static String digest(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Digests.sha256().digest(bytes));
    }
}
