package dev.hikyaku.model;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a message was buried: a message attribute of the dead letter, as far as SQS's limits leave
 * room for one more.
 */
public final class DeadReason {
    /** The attribute's name; its type is String. */
    public static final String NAME = "HikyakuDeadReason";

    /** In characters; what is beyond is cut off. */
    public static final int LENGTH_MAX = 1_000;

    private static final Pattern NOT_ALLOWED =
            Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

    private DeadReason() {}

    /**
     * The attributes of a message with the reason among them, in place of an older one.
     *
     * @param bodyBytes the body's length in UTF-8
     * @return null if it would be the eleventh attribute or the message would have more than 1 MiB
     */
    public static @Nullable SortedMap<String, MessageAttribute> addedTo(
            Map<String, MessageAttribute> attributes, int bodyBytes, String reason) {
        var all = new TreeMap<>(attributes);
        all.put(NAME, new MessageAttribute("String", text(reason), null));
        int size = bodyBytes;
        for (var attribute : all.entrySet()) {
            size += attribute.getValue().sizeBytes(attribute.getKey());
        }
        boolean room =
                all.size() <= Limits.MESSAGE_ATTRIBUTES_MAX && size <= Limits.MESSAGE_BYTES_MAX;
        return room ? all : null;
    }

    /** What an attribute may hold: not empty, and only characters that SQS takes. */
    private static String text(String reason) {
        int end = Math.min(reason.length(), LENGTH_MAX);
        String text = NOT_ALLOWED.matcher(reason.substring(0, end)).replaceAll("?");
        return text.isEmpty() ? "none given" : text;
    }
}
