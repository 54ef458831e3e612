package dev.hikyaku.model;

import java.time.Duration;
import java.util.regex.Pattern;

/** Durations as people write them. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    private Durations() {}

    /**
     * Reads a number and a unit, such as {@code 500ms}, {@code 30s}, {@code 5m}, {@code 12h} or
     * {@code 4d}.
     *
     * @throws IllegalArgumentException if it is something else, with a sentence that says so
     */
    public static Duration parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "must be a number and a unit: 500ms, 30s, 5m, 12h or 4d");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
