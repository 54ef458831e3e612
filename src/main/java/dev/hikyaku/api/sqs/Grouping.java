package dev.hikyaku.api.sqs;

import dev.hikyaku.api.Checks;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueAttributes;
import dev.hikyaku.model.ServiceException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A message's group, and what it is a duplicate by. In a FIFO queue every message has both, in a
 * standard queue it may have a group.
 */
record Grouping(@Nullable String groupId, @Nullable String deduplicationId) {
    /**
     * Reads the two parameters.
     *
     * @param body what content-based deduplication goes by
     * @throws ServiceException MissingParameter or InvalidParameterValue
     */
    static Grouping of(OutgoingMessage.Parameters parameters, QueueAttributes queue, byte[] body) {
        String group = QueueChecks.token("MessageGroupId", parameters.messageGroupId());
        String id =
                QueueChecks.token("MessageDeduplicationId", parameters.messageDeduplicationId());
        if (queue.fifo()) {
            Checks.required("MessageGroupId", group);
            return new Grouping(group, id == null ? contentBased(queue, body) : id);
        }
        if (id != null) {
            throw QueueChecks.notForQueueType("MessageDeduplicationId", id);
        }
        return new Grouping(group, null);
    }

    private static String contentBased(QueueAttributes queue, byte[] body) {
        if (!queue.contentBasedDeduplication()) {
            throw ServiceException.invalidParameter(
                    "The queue should either have ContentBasedDeduplication enabled or"
                            + " MessageDeduplicationId provided explicitly");
        }
        return QueueAttributes.contentId(body);
    }

    /** The system attributes with these among them. */
    Map<String, String> with(Map<String, String> systemAttributes) {
        if (groupId == null) {
            return systemAttributes;
        }
        var all = new TreeMap<>(systemAttributes);
        all.put(MessageContent.GROUP_ID, groupId);
        if (deduplicationId != null) {
            all.put(MessageContent.DEDUPLICATION_ID, deduplicationId);
        }
        return all;
    }
}
