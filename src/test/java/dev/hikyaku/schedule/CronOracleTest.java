package dev.hikyaku.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of a field, in twenty time zones over ten years, against java.time day by day. */
class CronOracleTest {
    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);
    private static final LocalDate TO = LocalDate.of(2034, 1, 1);
    private static final List<ZoneId> ZONES =
            Stream.of(
                            "UTC",
                            "America/New_York",
                            "America/Los_Angeles",
                            "America/Sao_Paulo",
                            "America/St_Johns",
                            "America/Havana",
                            "America/Santiago",
                            "America/Nuuk",
                            "Europe/London",
                            "Europe/Berlin",
                            "Europe/Moscow",
                            "Africa/Cairo",
                            "Africa/Casablanca",
                            "Asia/Beirut",
                            "Asia/Kolkata",
                            "Asia/Kathmandu",
                            "Asia/Tokyo",
                            "Australia/Lord_Howe",
                            "Australia/Sydney",
                            "Pacific/Chatham")
                    .map(ZoneId::of)
                    .toList();

    /** An expression, and the same in java.time's words. */
    record Form(
            String text, Predicate<LocalDate> days, List<Integer> hours, List<Integer> minutes) {
        @Override
        public String toString() {
            return text;
        }
    }

    private static Form form(String text, Predicate<LocalDate> days) {
        return new Form(text, days, List.of(2), List.of(30));
    }

    private static boolean isNearestWeekday(LocalDate date, int wanted) {
        if (date.lengthOfMonth() < wanted) {
            return false;
        }
        LocalDate day = date.withDayOfMonth(wanted);
        LocalDate near =
                switch (day.getDayOfWeek()) {
                    case SATURDAY -> wanted == 1 ? day.plusDays(2) : day.minusDays(1);
                    case SUNDAY ->
                            wanted == date.lengthOfMonth() ? day.minusDays(2) : day.plusDays(1);
                    default -> day;
                };
        return near.equals(date);
    }

    static Stream<Form> forms() {
        List<Integer> allHours = IntStream.range(0, 24).boxed().toList();
        return Stream.of(
                form("cron(30 2 * * ? *)", day -> true),
                form("cron(30 2 13 * ? *)", day -> day.getDayOfMonth() == 13),
                form(
                        "cron(30 2 1-10/4,20 * ? *)",
                        day -> List.of(1, 5, 9, 20).contains(day.getDayOfMonth())),
                form("cron(30 2 */10 * ? *)", day -> day.getDayOfMonth() % 10 == 1),
                form(
                        "cron(30 2 25/3 * ? *)",
                        day -> List.of(25, 28, 31).contains(day.getDayOfMonth())),
                form("cron(30 2 L * ? *)", day -> day.getDayOfMonth() == day.lengthOfMonth()),
                form("cron(30 2 15W * ? *)", day -> isNearestWeekday(day, 15)),
                form("cron(30 2 1W * ? *)", day -> isNearestWeekday(day, 1)),
                form("cron(30 2 31W * ? *)", day -> isNearestWeekday(day, 31)),
                form(
                        "cron(30 2 * FEB,7-9 ? *)",
                        day -> List.of(2, 7, 8, 9).contains(day.getMonthValue())),
                form("cron(30 2 * 3/5 ? *)", day -> List.of(3, 8).contains(day.getMonthValue())),
                form(
                        "cron(30 2 * 11-2 ? *)",
                        day -> List.of(11, 12, 1, 2).contains(day.getMonthValue())),
                form("cron(30 2 ? * MON-FRI *)", day -> day.getDayOfWeek().getValue() < 6),
                form(
                        "cron(30 2 ? * 1,WED *)",
                        day ->
                                day.getDayOfWeek() == DayOfWeek.SUNDAY
                                        || day.getDayOfWeek() == DayOfWeek.WEDNESDAY),
                form(
                        "cron(30 2 ? * SUNL *)",
                        day ->
                                day.equals(
                                        day.with(TemporalAdjusters.lastInMonth(DayOfWeek.SUNDAY)))),
                form(
                        "cron(30 2 ? * 1#2 *)",
                        day ->
                                day.equals(
                                        day.with(
                                                TemporalAdjusters.dayOfWeekInMonth(
                                                        2, DayOfWeek.SUNDAY)))),
                form(
                        "cron(30 2 ? * 7#5 *)",
                        day ->
                                day.equals(
                                        day.with(
                                                TemporalAdjusters.dayOfWeekInMonth(
                                                        5, DayOfWeek.SATURDAY)))),
                form(
                        "cron(30 2 * * ? 2025,2027-2029)",
                        day -> List.of(2025, 2027, 2028, 2029).contains(day.getYear())),
                form(
                        "cron(30 2 29 2 ? *)",
                        day -> day.getMonthValue() == 2 && day.getDayOfMonth() == 29),
                new Form(
                        "cron(0/20 * ? * SUN *)",
                        day -> day.getDayOfWeek() == DayOfWeek.SUNDAY,
                        allHours,
                        List.of(0, 20, 40)),
                new Form(
                        "cron(5,15-17 22-3 * 3,4,9-11 ? *)",
                        day -> List.of(3, 4, 9, 10, 11).contains(day.getMonthValue()),
                        List.of(0, 1, 2, 3, 22, 23),
                        List.of(5, 15, 16, 17)),
                new Form("cron(45 */6 * * ? *)", day -> true, List.of(0, 6, 12, 18), List.of(45)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void agreesWithTheCalendar(Form form) {
        Expression cron = Expression.parse(form.text);
        for (ZoneId zone : ZONES) {
            long moment = FROM.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli() - 1;
            for (LocalDate day = FROM.minusDays(1); day.isBefore(TO); day = day.plusDays(1)) {
                if (form.days.test(day)) {
                    moment = checkDay(form, cron, zone, day, moment);
                }
            }
        }
    }

    private static long checkDay(
            Form form, Expression cron, ZoneId zone, LocalDate day, long before) {
        long moment = before;
        for (int hour : form.hours) {
            for (int minute : form.minutes) {
                LocalDateTime local = day.atTime(hour, minute);
                var offsets = zone.getRules().getValidOffsets(local);
                long expected =
                        offsets.isEmpty() ? 0 : local.toInstant(offsets.getFirst()).toEpochMilli();
                if (expected > moment) {
                    assertThat(cron.next(moment, zone, 0))
                            .as("%s in %s: %s", form.text, zone, local)
                            .isEqualTo(expected);
                    moment = expected;
                }
            }
        }
        return moment;
    }

    @Test
    void theNextMomentIsFoundAtLeastFiftyThousandTimesASecond() {
        List<Expression> crons = forms().map(form -> Expression.parse(form.text)).toList();
        long best = Long.MAX_VALUE;
        int rounds = 2_000;
        for (int i = 0; i < 5; i++) {
            best = Math.min(best, nanos(crons, rounds));
        }
        long each = best / ((long) rounds * crons.size());
        System.out.println("next of a cron: " + each + " ns");
        assertThat(each).isLessThan(20_000);
    }

    private static long nanos(List<Expression> crons, int rounds) {
        long start = System.nanoTime();
        long moment = 1_700_000_000_000L;
        long never = 0;
        for (int i = 0; i < rounds; i++) {
            moment += 3_600_000;
            for (Expression cron : crons) {
                never += cron.next(moment, ZONES.get(i % ZONES.size()), 0) == 0 ? 1 : 0;
            }
        }
        assertThat(never).isZero();
        return System.nanoTime() - start;
    }
}
