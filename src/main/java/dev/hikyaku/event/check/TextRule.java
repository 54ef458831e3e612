package dev.hikyaku.event.check;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the service model demands of a text.
 *
 * @param minLength in characters
 * @param maxLength in characters
 * @param secret whether its value is kept out of messages
 */
public record TextRule(int minLength, int maxLength, @Nullable Pattern pattern, boolean secret) {
    static TextRule of(int minLength, int maxLength) {
        return new TextRule(minLength, maxLength, null, false);
    }

    static TextRule of(int minLength, int maxLength, String pattern) {
        return new TextRule(minLength, maxLength, Pattern.compile(pattern), false);
    }

    /** The same for a text that nobody else may read. */
    public TextRule keptSecret() {
        return new TextRule(minLength, maxLength, pattern, true);
    }
}
