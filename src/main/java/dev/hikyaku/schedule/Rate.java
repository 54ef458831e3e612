package dev.hikyaku.schedule;

import java.time.ZoneId;
import java.util.regex.Pattern;

/**
 * At equal distances from its first moment, whatever the clocks do: a day is 24 hours.
 *
 * @param period milliseconds, a minute or more
 */
public record Rate(long period) implements Expression {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}) (minutes?|hours?|days?)");
    private static final long MINUTE = 60_000;

    static Rate parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "The rate must be a positive whole number and minutes, hours or days.");
        }
        long value = Long.parseLong(matcher.group(1));
        if (value == 0) {
            throw new IllegalArgumentException("The value must be at least 1.");
        }
        return new Rate(value * millis(matcher.group(2).charAt(0)));
    }

    private static long millis(char unit) {
        return switch (unit) {
            case 'm' -> MINUTE;
            case 'h' -> 60 * MINUTE;
            default -> 24 * 60 * MINUTE;
        };
    }

    @Override
    public long next(long after, ZoneId zone, long anchor) {
        if (after < anchor) {
            return anchor;
        }
        return anchor + ((after - anchor) / period + 1) * period;
    }
}
