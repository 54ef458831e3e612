package dev.hikyaku.schedule;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as its owner wants it.
 *
 * @param timezone null for UTC
 * @param start milliseconds since 1970 before which it does not fire; null for none, and without
 *     effect on one-time schedules, as the end is
 * @param end milliseconds since 1970 after which it does not fire; null for none
 * @param windowMinutes how late a firing may be, 1 to 1,440; 0 for not at all
 * @param deleteAfterCompletion whether it goes away when it will not fire any more
 */
public record Schedule(
        String expression,
        @Nullable String timezone,
        @Nullable Long start,
        @Nullable Long end,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int windowMinutes,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean disabled,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean deleteAfterCompletion,
        @Nullable String description,
        @Nullable String kmsKeyArn,
        Target target) {
    /**
     * Where its expression's times are meant.
     *
     * @throws dev.hikyaku.model.ServiceException (ValidationException) if there is no such zone
     */
    @JsonIgnore
    public ZoneId zone() {
        if (timezone == null) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(timezone);
        } catch (DateTimeException e) {
            throw ScheduleError.invalid("Invalid Schedule Expression Timezone " + timezone + ".");
        }
    }

    /** Whether it fires at the same times as another, apart from being enabled. */
    boolean sameTimes(Schedule other) {
        return expression.equals(other.expression)
                && Objects.equals(timezone, other.timezone)
                && Objects.equals(start, other.start);
    }
}
