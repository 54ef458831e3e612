package dev.hikyaku.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * By the calendar: AWS's six fields, minute, hour, day of month, month, day of week, year.
 *
 * <p>The fields speak of local time. A local time that the clocks skip in spring does not fire; one
 * that comes twice in autumn fires the first time only.
 *
 * @param minutes bit 0 is minute 0
 * @param hours bit 0 is midnight
 * @param months bit 1 is January
 * @param years bit 0 is the year 0
 */
record Cron(long minutes, long hours, Days days, long months, BitSet years) implements Expression {
    static final int YEAR_MIN = 1970;
    static final int YEAR_MAX = 2199;

    static Cron parse(String text) {
        return CronParser.parse(text);
    }

    @Override
    public long next(long after, ZoneId zone, long anchor) {
        ZoneRules rules = zone.getRules();
        LocalDateTime from = firstCandidate(after, rules);
        while (true) {
            LocalDateTime local = nextLocal(from);
            if (local == null) {
                return NEVER;
            }
            ZoneOffsetTransition shift = rules.getTransition(local);
            if (shift == null) {
                return local.toEpochSecond(rules.getOffset(local)) * 1000;
            }
            if (shift.isOverlap()) {
                long first = local.toEpochSecond(shift.getOffsetBefore()) * 1000;
                if (first > after) {
                    return first;
                }
                from = shift.getDateTimeBefore();
            } else {
                from = shift.getDateTimeAfter();
            }
        }
    }

    /** The whole minute from which on local times are tried. */
    private static LocalDateTime firstCandidate(long after, ZoneRules rules) {
        long second = Math.floorDiv(after, 1000);
        var offset = rules.getOffset(Instant.ofEpochSecond(second));
        long minute = Math.floorDiv(second + offset.getTotalSeconds(), 60) + 1;
        return LocalDateTime.ofEpochSecond(minute * 60, 0, ZoneOffset.UTC);
    }

    /** The first local time that matches, from this one on; null if there is none. */
    private @Nullable LocalDateTime nextLocal(LocalDateTime from) {
        int minute = from.getMinute();
        if (from.getSecond() > 0) {
            return nextLocal(from.withSecond(0).plusMinutes(1));
        }
        int first = from.getYear();
        for (int year = years.nextSetBit(first); year >= 0; year = years.nextSetBit(year + 1)) {
            int month = year == first ? from.getMonthValue() : 1;
            for (month = next(months, month); month < 64; month = next(months, month + 1)) {
                boolean sameMonth = year == first && month == from.getMonthValue();
                long mask = days.of(year, month);
                int day = next(mask, sameMonth ? from.getDayOfMonth() : 1);
                if (sameMonth && day == from.getDayOfMonth()) {
                    int time = nextTime(from.getHour(), minute);
                    if (time >= 0) {
                        return at(year, month, day, time);
                    }
                    day = next(mask, day + 1);
                }
                if (day < 64) {
                    return at(year, month, day, nextTime(0, 0));
                }
            }
        }
        return null;
    }

    private static LocalDateTime at(int year, int month, int day, int time) {
        return LocalDateTime.of(year, month, day, time / 60, time % 60);
    }

    /** The first minute of the day from this time on; negative if there is none that day. */
    private int nextTime(int fromHour, int fromMinute) {
        int hour = next(hours, fromHour);
        if (hour == fromHour) {
            int minute = next(minutes, fromMinute);
            if (minute < 64) {
                return hour * 60 + minute;
            }
            hour = next(hours, hour + 1);
        }
        return hour < 64 ? hour * 60 + next(minutes, 0) : -1;
    }

    /** The lowest bit that is set, from this one on; 64 if there is none. */
    static int next(long mask, int from) {
        return from > 63 ? 64 : Long.numberOfTrailingZeros(mask & (-1L << from));
    }
}
