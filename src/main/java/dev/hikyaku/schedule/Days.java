package dev.hikyaku.schedule;

import java.time.LocalDate;
import java.time.YearMonth;

/** Which days of a month. Days of the week are counted from 1, Sunday, to 7. */
sealed interface Days {
    int SATURDAY = 7;

    /** The days of a month, as bits; bit 1 is the first. */
    long of(int year, int month);

    /** Days of the month by number. */
    record OfMonth(long mask) implements Days {
        @Override
        public long of(int year, int month) {
            return mask & all(lengthOf(year, month));
        }
    }

    /** {@code L}: the last one. */
    record Last() implements Days {
        @Override
        public long of(int year, int month) {
            return 1L << lengthOf(year, month);
        }
    }

    /** {@code 15W}: the day from Monday to Friday that is nearest, in the same month. */
    record NearestWeekday(int day) implements Days {
        @Override
        public long of(int year, int month) {
            int length = lengthOf(year, month);
            if (day > length) {
                return 0;
            }
            int week = weekday(year, month, day);
            if (week == SATURDAY) {
                return 1L << (day == 1 ? 3 : day - 1);
            }
            if (week == 1) {
                return 1L << (day == length ? day - 2 : day + 1);
            }
            return 1L << day;
        }
    }

    /** Days of the week by number; bit 1 is Sunday. */
    record OfWeek(long mask) implements Days {
        @Override
        public long of(int year, int month) {
            long days = 0;
            int week = weekday(year, month, 1);
            for (int day = 1; day <= lengthOf(year, month); day++) {
                if ((mask >> week & 1) != 0) {
                    days |= 1L << day;
                }
                week = week % 7 + 1;
            }
            return days;
        }
    }

    /** {@code 6#3}: the third Friday; none if there are fewer. */
    record Nth(int weekday, int n) implements Days {
        @Override
        public long of(int year, int month) {
            int day = firstOf(year, month, weekday) + 7 * (n - 1);
            return day > lengthOf(year, month) ? 0 : 1L << day;
        }
    }

    /** {@code 6L}: the last Friday. */
    record LastOfWeek(int weekday) implements Days {
        @Override
        public long of(int year, int month) {
            int first = firstOf(year, month, weekday);
            return 1L << (first + (lengthOf(year, month) - first) / 7 * 7);
        }
    }

    private static long all(int length) {
        return (1L << (length + 1)) - 1;
    }

    private static int lengthOf(int year, int month) {
        return YearMonth.of(year, month).lengthOfMonth();
    }

    private static int weekday(int year, int month, int day) {
        return LocalDate.of(year, month, day).getDayOfWeek().getValue() % 7 + 1;
    }

    private static int firstOf(int year, int month, int weekday) {
        return 1 + Math.floorMod(weekday - weekday(year, month, 1), 7);
    }
}
