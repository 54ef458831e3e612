package dev.hikyaku.schedule;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the six fields of AWS's cron expressions. Steps, ranges and lists go everywhere; {@code L},
 * {@code W}, {@code #} and {@code ?} only with days, and {@code L}, {@code W} and {@code #} alone.
 * A range such as {@code 20-2} goes over the end of its field.
 */
final class CronParser {
    private static final List<String> MONTHS =
            List.of(
                    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV",
                    "DEC");
    private static final List<String> DAYS =
            List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    private static final Field MINUTES = new Field("Minutes", 0, 59, List.of());
    private static final Field HOURS = new Field("Hours", 0, 23, List.of());
    private static final Field DAY_OF_MONTH = new Field("Day-of-month", 1, 31, List.of());
    private static final Field MONTH = new Field("Month", 1, 12, MONTHS);
    private static final Field DAY_OF_WEEK = new Field("Day-of-week", 1, 7, DAYS);
    private static final Field YEAR = new Field("Year", Cron.YEAR_MIN, Cron.YEAR_MAX, List.of());

    private static final Pattern WEEKDAY = Pattern.compile("([0-9]{1,2})W");
    private static final Pattern LAST = Pattern.compile("([0-9]|[A-Z]{3})L");
    private static final Pattern NTH = Pattern.compile("([0-9]|[A-Z]{3})#([0-9])");
    private static final Pattern PART =
            Pattern.compile("(\\*|([0-9A-Z]+)(?:-([0-9A-Z]+))?)(?:/([0-9]{1,4}))?");

    private CronParser() {}

    static Cron parse(String text) {
        String[] fields = text.trim().toUpperCase(Locale.ROOT).split(" +", -1);
        if (fields.length != 6) {
            throw new IllegalArgumentException(
                    "It must have six fields: minutes, hours, day of month, month, day of week and"
                            + " year; it has "
                            + fields.length
                            + ".");
        }
        return new Cron(
                bits(MINUTES.of(fields[0])),
                bits(HOURS.of(fields[1])),
                days(fields[2], fields[4]),
                bits(MONTH.of(fields[3])),
                YEAR.of(fields[5]));
    }

    private static Days days(String ofMonth, String ofWeek) {
        boolean anyOfMonth = ofMonth.equals("?");
        if (anyOfMonth == ofWeek.equals("?")) {
            throw new IllegalArgumentException(
                    "Exactly one of the day of month and the day of week must be ?.");
        }
        return anyOfMonth ? ofWeek(ofWeek) : ofMonth(ofMonth);
    }

    private static Days ofMonth(String text) {
        Matcher weekday = WEEKDAY.matcher(text);
        if (text.equals("L")) {
            return new Days.Last();
        }
        if (weekday.matches()) {
            return new Days.NearestWeekday(DAY_OF_MONTH.value(weekday.group(1)));
        }
        return new Days.OfMonth(bits(DAY_OF_MONTH.of(text)));
    }

    private static Days ofWeek(String text) {
        Matcher last = LAST.matcher(text);
        Matcher nth = NTH.matcher(text);
        if (text.equals("L")) {
            return new Days.OfWeek(1L << Days.SATURDAY);
        }
        if (last.matches()) {
            return new Days.LastOfWeek(DAY_OF_WEEK.value(last.group(1)));
        }
        if (nth.matches()) {
            int n = Integer.parseInt(nth.group(2));
            if (n < 1 || n > 5) {
                throw new IllegalArgumentException("The number behind # must be from 1 to 5.");
            }
            return new Days.Nth(DAY_OF_WEEK.value(nth.group(1)), n);
        }
        return new Days.OfWeek(bits(DAY_OF_WEEK.of(text)));
    }

    private static long bits(BitSet set) {
        return set.toLongArray()[0];
    }

    /** One field with its bounds and the names of its values, the first of which is {@code min}. */
    private record Field(String name, int min, int max, List<String> names) {
        BitSet of(String text) {
            var values = new BitSet();
            for (String part : text.split(",", -1)) {
                Matcher matcher = PART.matcher(part);
                if (!matcher.matches()) {
                    throw wrong(part);
                }
                add(values, matcher);
            }
            return values;
        }

        private void add(BitSet values, Matcher part) {
            boolean every = part.group(1).equals("*");
            boolean stepped = part.group(4) != null;
            int step = stepped ? Integer.parseInt(part.group(4)) : 1;
            int from = every ? min : value(part.group(2));
            int to = every ? max : last(part.group(3), stepped, from);
            boolean wraps = to < from;
            if (step == 0 || (wraps && min == Cron.YEAR_MIN)) {
                throw wrong(part.group());
            }
            int end = wraps ? to + max - min + 1 : to;
            for (int value = from; value <= end; value += step) {
                values.set(value > max ? value - (max - min + 1) : value);
            }
        }

        private int last(@Nullable String range, boolean stepped, int from) {
            if (range != null) {
                return value(range);
            }
            return stepped ? max : from;
        }

        int value(String text) {
            int name = names.indexOf(text);
            if (name >= 0) {
                return min + name;
            }
            if (!text.matches("[0-9]{1,4}")) {
                throw wrong(text);
            }
            int value = Integer.parseInt(text);
            if (value < min || value > max) {
                throw wrong(text);
            }
            return value;
        }

        private IllegalArgumentException wrong(String text) {
            return new IllegalArgumentException(
                    "The value "
                            + text
                            + " of "
                            + name
                            + " is not allowed; it takes "
                            + min
                            + " to "
                            + max
                            + (names.isEmpty()
                                    ? ""
                                    : " or " + names.getFirst() + " to " + names.getLast())
                            + ", ranges, lists and steps.");
        }
    }
}
