package dev.hikyaku.schedule;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;

/**
 * Once. A local time that the clocks skip in spring is taken as that much later; one that comes
 * twice in autumn is the first of the two.
 */
public record At(LocalDateTime time) implements Expression {
    private static final int LENGTH = "yyyy-mm-ddThh:mm:ss".length();

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss")
                    .withResolverStyle(ResolverStyle.STRICT);

    static At parse(String text) {
        try {
            if (text.length() != LENGTH) {
                throw new DateTimeParseException("years have four digits", text, 0);
            }
            return new At(LocalDateTime.parse(text, FORM));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("The time must be a date as yyyy-mm-ddThh:mm:ss.");
        }
    }

    /** The moment, in milliseconds since 1970. */
    public long moment(ZoneId zone) {
        return time.atZone(zone).toInstant().toEpochMilli();
    }

    @Override
    public long next(long after, ZoneId zone, long anchor) {
        long moment = moment(zone);
        return moment > after ? moment : NEVER;
    }

    @Override
    public boolean recurring() {
        return false;
    }
}
