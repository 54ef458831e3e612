package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.model.MessageAttribute;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Received messages to deliver. */
final class Messages {
    private Messages() {}

    static Message of(String id, String body) {
        return of(id, body, Map.of(), Map.of());
    }

    static Message of(
            String id,
            String body,
            Map<String, MessageAttribute> attributes,
            Map<String, String> system) {
        return new Message(
                id,
                "orders",
                "arn:aws:sqs:eu-central-1:123456789012:orders",
                () -> "handle-" + id,
                body.getBytes(StandardCharsets.UTF_8),
                "0123456789abcdef0123456789abcdef",
                attributes,
                3,
                1_700_000_001_000L,
                1_700_000_000_000L,
                "AIDASENDER",
                system);
    }

    static MessageAttribute string(String value) {
        return new MessageAttribute("String", value, null);
    }
}
