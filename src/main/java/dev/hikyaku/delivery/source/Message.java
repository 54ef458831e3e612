package dev.hikyaku.delivery.source;

import dev.hikyaku.model.MessageAttribute;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A received message.
 *
 * @param body UTF-8, as the sender gave it; not changed by anyone
 * @param receiveCount 1 for the first time
 * @param firstReceivedAtMillis milliseconds since 1970
 * @param sentAtMillis milliseconds since 1970
 */
public record Message(
        String id,
        String queue,
        Handle handle,
        byte[] body,
        Map<String, MessageAttribute> attributes,
        int receiveCount,
        long firstReceivedAtMillis,
        long sentAtMillis,
        @Nullable String senderId) {}
