package dev.hikyaku.pattern;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * How many patterns without {@code $or} a pattern stands for. Its compiler writes out each of them,
 * so a small text could ask for any amount of memory.
 */
final class Combinations {
    /** Source: the EventBridge user guide, on {@code $or}. */
    static final int MAX = 1000;

    private static final JsonMapper JSON = new JsonMapper();

    private Combinations() {}

    /**
     * Refuses too many.
     *
     * @throws IllegalArgumentException if there are
     */
    static void check(long combinations) {
        if (combinations > MAX) {
            throw new IllegalArgumentException(
                    "Rule is too complex - $or, and wildcards or equals-ignore-case beside"
                            + " others in a field, must not make over "
                            + MAX
                            + " combinations");
        }
    }

    /**
     * Counts them, up to just more than {@link #MAX}.
     *
     * @throws IllegalArgumentException if the text is not JSON
     */
    static long of(String pattern) {
        try (JsonParser parser = JSON.createParser(pattern)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? object(parser) : 1;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    /** Members are all to be met, so what they stand for multiplies, even if one comes twice. */
    private static long object(JsonParser parser) {
        long product = 1;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            boolean or = parser.currentName().equals("$or");
            parser.nextToken();
            product = Math.min(product * value(parser, or), MAX + 1);
        }
        return product;
    }

    private static long value(JsonParser parser, boolean or) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return object(parser);
        }
        if (parser.currentToken() == JsonToken.START_ARRAY && or) {
            return alternatives(parser);
        }
        parser.skipChildren();
        return 1;
    }

    private static long alternatives(JsonParser parser) {
        long sum = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            sum += value(parser, false);
        }
        return Math.clamp(sum, 1, MAX + 1);
    }
}
