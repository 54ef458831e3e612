package dev.hikyaku.delivery.periodic;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Five cron fields in UTC: minute, hour, day of month, month, day of week. If both days are
 * restricted, either will do.
 */
public final class Schedule {
    private static final CronParser PARSER =
            new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    private final String text;
    private final ExecutionTime times;

    private Schedule(String text, ExecutionTime times) {
        this.text = text;
        this.times = times;
    }

    /**
     * Reads a schedule.
     *
     * @throws IllegalArgumentException that says what is wrong with it
     */
    public static Schedule parse(String text) {
        var schedule = new Schedule(text, ExecutionTime.forCron(cron(text)));
        if (schedule.after(Instant.EPOCH) == null) {
            throw new IllegalArgumentException("there is no such day");
        }
        return schedule;
    }

    private static Cron cron(String text) {
        try {
            return PARSER.parse(text).validate();
        } catch (IndexOutOfBoundsException e) { // the parser takes "1-5/" for complete
            throw new IllegalArgumentException("a field ends too early", e);
        }
    }

    /** The next run after a moment; null if there is none. */
    public @Nullable Instant after(Instant moment) {
        return times.nextExecution(utc(moment)).map(ZonedDateTime::toInstant).orElse(null);
    }

    /** The last run up to a moment, which may be that moment's minute; null if there was none. */
    public @Nullable Instant upTo(Instant moment) {
        ZonedDateTime within = utc(moment).truncatedTo(ChronoUnit.MINUTES).plusSeconds(1);
        return times.lastExecution(within).map(ZonedDateTime::toInstant).orElse(null);
    }

    private static ZonedDateTime utc(Instant moment) {
        return moment.atZone(ZoneOffset.UTC);
    }

    @Override
    public String toString() {
        return text;
    }
}
