package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.model.Limits;
import io.netty.handler.codec.DateFormatter;
import java.time.Duration;
import java.util.Date;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After} of RFC 9110, section 10.2.3: seconds, or a date. */
public final class RetryAfter {
    /** No message can be put off for longer. */
    static final Duration MAX = Duration.ofSeconds(Limits.VISIBILITY_TIMEOUT_SECONDS_MAX);

    /** The parser throws at what is longer. */
    private static final int DATE_CHARS_MAX = 64;

    private static final Pattern SECONDS = Pattern.compile("[0-9]+");

    private RetryAfter() {}

    /** From now, 0 to {@link #MAX}; null if it is not there or cannot be read. */
    public static @Nullable Duration parse(@Nullable String text, long nowMillis) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String trimmed = text.strip();
        if (SECONDS.matcher(trimmed).matches()) {
            return seconds(trimmed);
        }
        if (trimmed.length() > DATE_CHARS_MAX) {
            return null;
        }
        Date date = DateFormatter.parseHttpDate(trimmed);
        return date == null
                ? null
                : bounded(Duration.ofMillis(date.toInstant().toEpochMilli() - nowMillis));
    }

    /** Of digits, however many they are. */
    static Duration seconds(String digits) {
        return digits.length() > 9 ? MAX : bounded(Duration.ofSeconds(Long.parseLong(digits)));
    }

    private static Duration bounded(Duration duration) {
        if (duration.isNegative()) {
            return Duration.ZERO;
        }
        return duration.compareTo(MAX) > 0 ? MAX : duration;
    }
}
