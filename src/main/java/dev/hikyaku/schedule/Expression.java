package dev.hikyaku.schedule;

import dev.hikyaku.model.ServiceException;
import java.time.ZoneId;

/** When a schedule fires: once, at a rate, or by the calendar. */
public sealed interface Expression permits At, Rate, Cron {
    /** No moment. */
    long NEVER = Long.MAX_VALUE;

    int LENGTH_MAX = 256;

    /**
     * The first moment strictly after another, in milliseconds since 1970.
     *
     * @param zone where the times of the expression are meant
     * @param anchor the first moment of a rate, in milliseconds since 1970
     * @return {@link #NEVER} if there is none
     */
    long next(long after, ZoneId zone, long anchor);

    /** Whether there is more than one moment. */
    default boolean recurring() {
        return true;
    }

    /**
     * Reads {@code at(yyyy-mm-ddThh:mm:ss)}, {@code rate(value unit)} or {@code cron(fields)}.
     *
     * @throws ServiceException (ValidationException) that says what is wrong with it
     */
    static Expression parse(String text) {
        int open = text.indexOf('(');
        if (open < 0 || !text.endsWith(")") || text.length() > LENGTH_MAX) {
            throw invalid(text, "It must be at(...), rate(...) or cron(...).");
        }
        String inner = text.substring(open + 1, text.length() - 1);
        try {
            return switch (text.substring(0, open)) {
                case "at" -> At.parse(inner);
                case "rate" -> Rate.parse(inner);
                case "cron" -> Cron.parse(inner);
                default -> throw invalid(text, "It must be at(...), rate(...) or cron(...).");
            };
        } catch (IllegalArgumentException e) {
            throw invalid(text, String.valueOf(e.getMessage()));
        }
    }

    private static ServiceException invalid(String text, String reason) {
        return ScheduleError.invalid("Invalid Schedule Expression " + text + ". " + reason);
    }
}
