package dev.hikyaku.delivery.source;

import dev.hikyaku.model.MessageAttribute;
import dev.hikyaku.model.MessageContent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A received message.
 *
 * @param queue the queue's name
 * @param queueArn its ARN
 * @param body UTF-8, as the sender gave it; not changed by anyone
 * @param bodyMd5 32 lower-case hex digits
 * @param receiveCount 1 for the first time
 * @param firstReceivedAtMillis milliseconds since 1970
 * @param sentAtMillis milliseconds since 1970
 * @param system the system attributes of the message that no other component has, by AWS's names:
 *     {@code MessageGroupId}, {@code SequenceNumber}, {@code AWSTraceHeader} and so on
 */
public record Message(
        String id,
        String queue,
        String queueArn,
        Handle handle,
        byte[] body,
        String bodyMd5,
        Map<String, MessageAttribute> attributes,
        int receiveCount,
        long firstReceivedAtMillis,
        long sentAtMillis,
        @Nullable String senderId,
        Map<String, String> system) {
    /** What it takes in memory, about. */
    public long bytes() {
        long bytes = body.length;
        for (var attribute : attributes.entrySet()) {
            bytes += attribute.getValue().sizeBytes(attribute.getKey());
        }
        return bytes;
    }

    /** The message group; null for none. */
    public @Nullable String groupId() {
        return system.get(MessageContent.GROUP_ID);
    }
}
