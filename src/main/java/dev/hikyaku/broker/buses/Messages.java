package dev.hikyaku.broker.buses;

import dev.hikyaku.model.Digests;
import dev.hikyaku.model.MessageAttribute;
import dev.hikyaku.model.MessageContent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Messages as buses send them into queues. */
final class Messages {
    private static final String TRACE = "AWSTraceHeader";

    private Messages() {}

    static MessageContent of(String body, @Nullable String group, @Nullable String trace) {
        Map<String, String> system = new HashMap<>();
        if (group != null) {
            system.put(MessageContent.GROUP_ID, group);
        }
        if (trace != null) {
            system.put(TRACE, trace);
        }
        return MessageContent.of(body, new TreeMap<>(), system, null);
    }

    static MessageContent of(String body, Map<String, String> texts) {
        SortedMap<String, MessageAttribute> attributes = new TreeMap<>();
        texts.forEach(
                (name, text) -> attributes.put(name, new MessageAttribute("String", text, null)));
        return MessageContent.of(body, attributes, Map.of(), null);
    }

    /** The same for the same name, of 64 hexadecimal digits. */
    static String digest(String name) {
        return HexFormat.of()
                .formatHex(Digests.sha256().digest(name.getBytes(StandardCharsets.UTF_8)));
    }
}
