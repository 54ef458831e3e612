package dev.hikyaku.model;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a sender gave: it never changes on the message's way.
 *
 * @param bodyMd5 the body's MD5, 32 lower-case hex digits, computed once when the message came in
 * @param attributes the message attributes by name
 * @param systemAttributes what travels as system attributes, by AWS's names, such as {@code
 *     AWSTraceHeader}
 */
public record MessageContent(
        String body,
        String bodyMd5,
        SortedMap<String, MessageAttribute> attributes,
        Map<String, String> systemAttributes,
        @Nullable String senderId) {
    /** The system attribute that says which message group the message belongs to. */
    public static final String GROUP_ID = "MessageGroupId";

    /** The system attribute that says what the message was deduplicated by. */
    public static final String DEDUPLICATION_ID = "MessageDeduplicationId";

    /** A content whose digest is yet to be computed. */
    public static MessageContent of(
            String body,
            SortedMap<String, MessageAttribute> attributes,
            Map<String, String> systemAttributes,
            @Nullable String senderId) {
        byte[] md5 = Digests.md5().digest(body.getBytes(StandardCharsets.UTF_8));
        return new MessageContent(
                body, HexFormat.of().formatHex(md5), attributes, systemAttributes, senderId);
    }

    /** The same with other message attributes. */
    public MessageContent withAttributes(SortedMap<String, MessageAttribute> changed) {
        return new MessageContent(body, bodyMd5, changed, systemAttributes, senderId);
    }

    /** The same with this deduplication id; with none if that is null. */
    public MessageContent withDeduplicationId(@Nullable String id) {
        if (Objects.equals(systemAttributes.get(DEDUPLICATION_ID), id)) {
            return this;
        }
        var system = new TreeMap<>(systemAttributes);
        if (id == null) {
            system.remove(DEDUPLICATION_ID);
        } else {
            system.put(DEDUPLICATION_ID, id);
        }
        return new MessageContent(body, bodyMd5, attributes, system, senderId);
    }
}
