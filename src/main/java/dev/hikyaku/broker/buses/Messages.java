package dev.hikyaku.broker.buses;

import dev.hikyaku.model.MessageAttribute;
import dev.hikyaku.model.MessageContent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
        return new MessageContent(body, md5(body), new TreeMap<>(), system, null);
    }

    static MessageContent of(String body, Map<String, String> texts) {
        SortedMap<String, MessageAttribute> attributes = new TreeMap<>();
        texts.forEach(
                (name, text) -> attributes.put(name, new MessageAttribute("String", text, null)));
        return new MessageContent(body, md5(body), attributes, Map.of(), null);
    }

    private static String md5(String body) {
        return digest("MD5", body);
    }

    static String digest(String algorithm, String text) {
        try {
            byte[] bytes =
                    MessageDigest.getInstance(algorithm)
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a digest that each JVM has", e);
        }
    }
}
