package dev.hikyaku.event.http;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An access token.
 *
 * @param until when it is not used any more, somewhat before it expires
 */
public record Token(String value, Instant until) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration DEFAULT_LIFE = Duration.ofHours(1);
    private static final Duration MARGIN = Duration.ofSeconds(10);

    /** Reads the answer of an authorization endpoint; null if there is no token in it. */
    public static @Nullable Token parse(String answer, Instant now) {
        try {
            JsonNode json = JSON.readTree(answer);
            JsonNode token = json.get("access_token");
            JsonNode life = json.get("expires_in");
            if (token == null || !token.isString()) {
                return null;
            }
            Duration lives =
                    life == null
                            ? DEFAULT_LIFE
                            : Duration.ofSeconds(life.asLong(DEFAULT_LIFE.toSeconds()));
            return new Token(token.stringValue(), now.plus(lives).minus(MARGIN));
        } catch (JacksonException e) {
            return null;
        }
    }
}
