package dev.hikyaku.definition;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * What a definition is found by.
 *
 * @param kind what it is, such as {@code topic} or {@code subscription}
 * @param home the ARN of the resource that it belongs to, or is; says the partition
 * @param name what tells it from others of its kind there; may be empty
 */
public record DefinitionKey(String kind, String home, String name)
        implements Comparable<DefinitionKey> {
    private static final Comparator<DefinitionKey> ORDER =
            Comparator.comparing(DefinitionKey::kind)
                    .thenComparing(DefinitionKey::home)
                    .thenComparing(DefinitionKey::name);
    private static final String SEPARATOR = "\0";

    /** By kind, then home, then name. */
    @Override
    public int compareTo(DefinitionKey other) {
        return ORDER.compare(this, other);
    }

    /** In the store all of one home stands together. */
    byte[] bytes() {
        return (home + SEPARATOR + kind + SEPARATOR + name).getBytes(StandardCharsets.UTF_8);
    }

    /** What the keys of a home begin with. */
    static byte[] prefix(String home) {
        return (home + SEPARATOR).getBytes(StandardCharsets.UTF_8);
    }

    static DefinitionKey of(byte[] bytes, int from) {
        String text = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        int home = text.indexOf(SEPARATOR);
        int kind = text.indexOf(SEPARATOR, home + 1);
        return new DefinitionKey(
                text.substring(home + 1, kind), text.substring(0, home), text.substring(kind + 1));
    }
}
