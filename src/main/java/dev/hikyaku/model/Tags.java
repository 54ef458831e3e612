package dev.hikyaku.model;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A queue's tags: words for its owner that mean nothing to the queue. Case counts. */
public final class Tags {
    private static final String RESERVED_PREFIX = "aws:";

    private Tags() {}

    /**
     * Checks tags that are to be set.
     *
     * @throws ServiceException (InvalidParameterValue) if a key has not 1 to 128 characters, a
     *     value more than 256, or a key begins with {@code aws:}
     */
    public static void check(Map<String, String> tags) {
        tags.forEach((key, value) -> {
            checkLength("A tag's key", key, 1, Limits.TAG_KEY_LENGTH_MAX, key);
            checkLength("The value of the tag", value, 0, Limits.TAG_VALUE_LENGTH_MAX, key);
            if (key.toLowerCase(Locale.ROOT).startsWith(RESERVED_PREFIX)) {
                throw ServiceException.invalidParameter(
                        "A tag's key cannot begin with '"
                                + RESERVED_PREFIX
                                + "', which is reserved; a key was '"
                                + key
                                + "'.");
            }
        });
    }

    private static void checkLength(String what, String text, int min, int max, String key) {
        int length = text.codePointCount(0, text.length());
        if (length < min || length > max) {
            throw ServiceException.invalidParameter(
                    what
                            + " must have "
                            + min
                            + " to "
                            + max
                            + " characters; it has "
                            + length
                            + ", the key is '"
                            + key
                            + "'.");
        }
    }

    /**
     * Tags with others added; those of the same key are replaced.
     *
     * @throws ServiceException (InvalidParameterValue) if they would be more than 50
     */
    public static Map<String, String> with(Map<String, String> tags, Map<String, String> more) {
        var all = new TreeMap<>(tags);
        all.putAll(more);
        if (all.size() > Limits.TAGS_MAX) {
            throw ServiceException.invalidParameter(
                    "A queue can have "
                            + Limits.TAGS_MAX
                            + " tags; with these it would have "
                            + all.size()
                            + ".");
        }
        return all;
    }

    /** Tags without those of these keys; keys that are not there are no error. */
    public static Map<String, String> without(Map<String, String> tags, Collection<String> keys) {
        var left = new TreeMap<>(tags);
        left.keySet().removeAll(keys);
        return left;
    }
}
