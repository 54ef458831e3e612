package dev.hikyaku.api.sns;

import dev.hikyaku.broker.topics.Draft;
import dev.hikyaku.model.MessageAttribute;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.topic.PublishedAttributes;
import dev.hikyaku.topic.Texts;
import dev.hikyaku.topic.Topic;
import dev.hikyaku.topic.TopicError;
import dev.hikyaku.topic.TopicLimits;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Messages of requests, checked against SNS's limits and the topic's type. */
final class Drafts {
    private static final int TOKEN_MAX = 128;

    /** What Publish and an entry of PublishBatch have in common. */
    interface Parameters {
        @Nullable String message();

        @Nullable String subject();

        @Nullable String messageStructure();

        @Nullable Map<String, MessageAttributeValue> messageAttributes();

        @Nullable String messageDeduplicationId();

        @Nullable String messageGroupId();
    }

    private Drafts() {}

    /**
     * A message for a topic.
     *
     * @throws ServiceException InvalidParameter or ParameterValueInvalid
     */
    static Draft of(Topic topic, Parameters parameters) {
        String structure = parameters.messageStructure();
        String message = parameters.message() == null ? "" : parameters.message();
        Texts.of(message, structure);
        var draft =
                new Draft(
                        message,
                        structure == null || structure.isEmpty() ? null : structure,
                        Texts.subject(parameters.subject()),
                        attributes(parameters.messageAttributes()),
                        groupId(topic, parameters.messageGroupId()),
                        deduplicationId(topic, parameters.messageDeduplicationId(), message));
        if (bytes(draft) > TopicLimits.MESSAGE_BYTES_MAX) {
            throw TopicError.invalid("Message too long");
        }
        return draft;
    }

    /** What a message counts: its text and its attributes. */
    static int bytes(Draft draft) {
        int bytes = draft.message().getBytes(StandardCharsets.UTF_8).length;
        for (var attribute : draft.attributes().entrySet()) {
            bytes += attribute.getValue().sizeBytes(attribute.getKey());
        }
        return bytes;
    }

    private static SortedMap<String, MessageAttribute> attributes(
            @Nullable Map<String, MessageAttributeValue> given) {
        var attributes = new TreeMap<String, MessageAttribute>();
        if (given != null) {
            given.forEach((name, value) ->
                    attributes.put(
                            name,
                            PublishedAttributes.checked(
                                    name,
                                    value.dataType(),
                                    value.stringValue(),
                                    value.binaryValue())));
        }
        return attributes;
    }

    private static @Nullable String groupId(Topic topic, @Nullable String id) {
        if (id == null && topic.fifo()) {
            throw TopicError.invalid("The MessageGroupId parameter is required for FIFO topics");
        }
        return token("MessageGroupId", id);
    }

    private static @Nullable String deduplicationId(
            Topic topic, @Nullable String id, String message) {
        if (!topic.fifo()) {
            if (id != null) {
                throw TopicError.invalid(
                        "MessageDeduplicationId Reason: The request includes"
                                + " MessageDeduplicationId parameter that is not valid for this"
                                + " topic type");
            }
            return null;
        }
        if (id == null && !topic.contentBasedDeduplication()) {
            throw TopicError.invalid(
                    "The topic should either have ContentBasedDeduplication enabled or"
                            + " MessageDeduplicationId provided explicitly");
        }
        return id == null ? Draft.digest(message) : token("MessageDeduplicationId", id);
    }

    private static @Nullable String token(String name, @Nullable String id) {
        if (id != null
                && (id.isEmpty()
                        || id.length() > TOKEN_MAX
                        || id.chars().anyMatch(c -> c < '!' || c > '~'))) {
            throw TopicError.invalid(
                    name
                            + " Reason: can only include alphanumeric and punctuation characters,"
                            + " 1 to "
                            + TOKEN_MAX
                            + " in length");
        }
        return id;
    }
}
