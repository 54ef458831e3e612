package dev.hikyaku.topic;

import dev.hikyaku.model.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What a publisher gives as message and subject, checked. */
public final class Texts {
    private static final String JSON = "json";

    private Texts() {}

    /**
     * The texts of a message, by protocol.
     *
     * @param structure {@code json} if the message is an object with a text for each protocol; null
     *     if it is the text itself
     * @throws ServiceException (InvalidParameter) if it is empty, longer than 256 KiB, or not of
     *     this structure
     */
    public static Map<String, String> of(@Nullable String message, @Nullable String structure) {
        if (message == null || message.isEmpty()) {
            throw TopicError.invalid("Empty message");
        }
        if (message.getBytes(StandardCharsets.UTF_8).length > TopicLimits.MESSAGE_BYTES_MAX) {
            throw TopicError.invalid("Message too long");
        }
        if (structure == null || structure.isEmpty()) {
            return Map.of(Notification.DEFAULT, message);
        }
        if (!structure.equals(JSON)) {
            throw TopicError.invalid(
                    "MessageStructure: Invalid value [" + structure + "]. Must be json.");
        }
        return structured(message);
    }

    private static Map<String, String> structured(String message) {
        ObjectNode object =
                TopicJson.object(message)
                        .orElseThrow(() ->
                                TopicError.invalid(
                                        "Message Structure - JSON message body failed to parse"));
        if (!object.path(Notification.DEFAULT).isString()) {
            throw TopicError.invalid("Message Structure - No default entry in JSON message body");
        }
        var texts = new TreeMap<String, String>();
        for (var entry : object.properties()) {
            String name = entry.getKey();
            boolean known = name.equals(Notification.DEFAULT) || Protocol.find(name) != null;
            if (known && entry.getValue().isString()) {
                texts.put(name, entry.getValue().asString());
            }
        }
        return texts;
    }

    /**
     * Checks a subject.
     *
     * @throws ServiceException (InvalidParameter) unless it has 1 to 100 characters and neither
     *     line breaks nor control characters
     */
    public static @Nullable String subject(@Nullable String subject) {
        if (subject == null) {
            return null;
        }
        boolean plain = subject.codePoints().noneMatch(Character::isISOControl);
        if (subject.isEmpty()
                || subject.codePointCount(0, subject.length()) > TopicLimits.SUBJECT_LENGTH_MAX
                || !plain) {
            throw TopicError.invalid("Subject");
        }
        return subject;
    }
}
