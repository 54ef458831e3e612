package dev.hikyaku.delivery.source;

import dev.hikyaku.model.MessageAttribute;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message that the daemon itself sends.
 *
 * @param groupId always there for a FIFO queue, as the deduplication id is
 */
public record Outgoing(
        String body,
        Map<String, MessageAttribute> attributes,
        @Nullable String groupId,
        @Nullable String deduplicationId) {}
