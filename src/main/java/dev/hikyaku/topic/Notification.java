package dev.hikyaku.topic;

import dev.hikyaku.model.MessageAttribute;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A message that was published to a topic.
 *
 * @param subject null if it has none
 * @param texts by the names of protocols, and {@code default} for all others
 * @param timestamp ISO 8601 with milliseconds, in UTC
 * @param groupId the message group; null if it has none
 * @param deduplicationId of FIFO topics; null for others
 * @param sequenceNumber of FIFO topics; null for others
 */
public record Notification(
        String id,
        String topicArn,
        @Nullable String subject,
        Map<String, String> texts,
        SortedMap<String, MessageAttribute> attributes,
        String timestamp,
        @Nullable String groupId,
        @Nullable String deduplicationId,
        @Nullable String sequenceNumber) {
    static final String DEFAULT = "default";

    /** What subscribers of a protocol are sent. */
    public String text(Protocol protocol) {
        String own = texts.get(protocol.wireName());
        return own == null ? texts.getOrDefault(DEFAULT, "") : own;
    }

    /** All texts that are sent, each with the protocols that it is for. */
    Map<String, Set<Protocol>> protocolsByText() {
        var texts = new LinkedHashMap<String, Set<Protocol>>();
        for (Protocol protocol : Protocol.values()) {
            texts.computeIfAbsent(text(protocol), text -> EnumSet.noneOf(Protocol.class))
                    .add(protocol);
        }
        return texts;
    }

    /** With the number that a FIFO topic gave it. */
    public Notification numbered(String number) {
        return new Notification(
                id,
                topicArn,
                subject,
                texts,
                attributes,
                timestamp,
                groupId,
                deduplicationId,
                number);
    }
}
