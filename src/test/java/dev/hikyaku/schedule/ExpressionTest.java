package dev.hikyaku.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.model.ServiceException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions as AWS documents them, and their texts when they are wrong. */
class ExpressionTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private static List<String> next(String expression, ZoneId zone, String after, int count) {
        Expression parsed = Expression.parse(expression);
        var found = new ArrayList<String>();
        long moment = Instant.parse(after).toEpochMilli();
        for (int i = 0; i < count; i++) {
            moment = parsed.next(moment, zone, 0);
            if (moment == Expression.NEVER) {
                found.add("never");
                return found;
            }
            found.add(
                    LocalDateTime.ofInstant(Instant.ofEpochMilli(moment), ZoneOffset.UTC)
                            .toString());
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    cron(0 10 * * ? *)              | 2026-01-01T10:00 2026-01-02T10:00 2026-01-03T10:00
                    cron(15 12 * * ? *)             | 2026-01-01T12:15 2026-01-02T12:15 2026-01-03T12:15
                    cron(0 18 ? * MON-FRI *)        | 2026-01-01T18:00 2026-01-02T18:00 2026-01-05T18:00
                    cron(0 8 1 * ? *)               | 2026-01-01T08:00 2026-02-01T08:00 2026-03-01T08:00
                    cron(0/15 * * * ? *)            | 2026-01-01T00:15 2026-01-01T00:30 2026-01-01T00:45
                    cron(0/10 * ? * MON-FRI *)      | 2026-01-01T00:10 2026-01-01T00:20 2026-01-01T00:30
                    cron(0/5 8-17 ? * MON-FRI *)    | 2026-01-01T08:00 2026-01-01T08:05 2026-01-01T08:10
                    cron(0/30 20-2 ? * MON-FRI *)   | 2026-01-01T00:30 2026-01-01T01:00 2026-01-01T01:30 2026-01-01T02:00 2026-01-01T02:30 2026-01-01T20:00
                    cron(15 10 ? * 6L 2026-2027)    | 2026-01-30T10:15 2026-02-27T10:15 2026-03-27T10:15
                    cron(0 0 L * ? *)               | 2026-01-31T00:00 2026-02-28T00:00 2026-03-31T00:00
                    cron(0 9 15W * ? *)             | 2026-01-15T09:00 2026-02-16T09:00 2026-03-16T09:00
                    cron(0 9 1W * ? *)              | 2026-01-01T09:00 2026-02-02T09:00 2026-03-02T09:00
                    cron(0 9 31W * ? *)             | 2026-01-30T09:00 2026-03-31T09:00 2026-05-29T09:00
                    cron(0 9 ? * 3#2 *)             | 2026-01-13T09:00 2026-02-10T09:00 2026-03-10T09:00
                    cron(0 9 ? * MON#5 *)           | 2026-03-30T09:00 2026-06-29T09:00 2026-08-31T09:00
                    cron(0 9 ? * L *)               | 2026-01-03T09:00 2026-01-10T09:00 2026-01-17T09:00
                    cron(0 0 29 2 ? *)              | 2028-02-29T00:00 2032-02-29T00:00 2036-02-29T00:00
                    cron(0 0 1 JAN ? 2026)          | never
                    cron(0 0 30 2 ? *)              | never
                    cron(5,10 3,4 1-2 APR,jun ? *)  | 2026-04-01T03:05 2026-04-01T03:10 2026-04-01T04:05
                    cron(0 0 ? * FRI-MON *)         | 2026-01-02T00:00 2026-01-03T00:00 2026-01-04T00:00 2026-01-05T00:00 2026-01-09T00:00
                    rate(5 minutes)                 | 2026-01-01T00:05 2026-01-01T00:10
                    rate(1 hour)                    | 2026-01-01T01:00 2026-01-01T02:00
                    rate(1 days)                    | 2026-01-02T00:00 2026-01-03T00:00
                    at(2026-11-20T13:00:00)         | 2026-11-20T13:00 never
                    at(2025-11-20T13:00:00)         | never
                    """)
    void firesAsDocumented(String expression, String times) {
        List<String> expected = List.of(times.split(" "));
        assertThat(next(expression, ZoneOffset.UTC, "2026-01-01T00:00:00Z", expected.size()))
                .isEqualTo(expected);
    }

    @Test
    void whatTheClocksSkipIsSkippedAndWhatComesTwiceFiresOnce() {
        assertThat(next("cron(30 2 * * ? *)", NEW_YORK, "2026-03-07T00:00:00Z", 3))
                .containsExactly("2026-03-07T07:30", "2026-03-09T06:30", "2026-03-10T06:30");
        assertThat(next("cron(30 1 * * ? *)", NEW_YORK, "2026-10-31T00:00:00Z", 3))
                .containsExactly("2026-10-31T05:30", "2026-11-01T05:30", "2026-11-02T06:30");
        assertThat(next("cron(30 1 * * ? *)", NEW_YORK, "2026-11-01T06:00:00Z", 1))
                .containsExactly("2026-11-02T06:30");
        assertThat(next("cron(0/30 * * * ? *)", NEW_YORK, "2026-11-01T05:00:00Z", 2))
                .containsExactly("2026-11-01T05:30", "2026-11-01T07:00");
    }

    @Test
    void oneTimeSchedulesAlwaysHaveTheirMoment() {
        assertThat(next("at(2026-03-08T02:30:00)", NEW_YORK, "2026-03-01T00:00:00Z", 1))
                .containsExactly("2026-03-08T07:30");
        assertThat(next("at(2026-11-01T01:30:00)", NEW_YORK, "2026-03-01T00:00:00Z", 1))
                .containsExactly("2026-11-01T05:30");
    }

    @Test
    void aRateKeepsItsDistanceFromItsFirstMoment() {
        Expression rate = Expression.parse("rate(7 minutes)");
        assertThat(rate.next(0, ZoneOffset.UTC, 1_000)).isEqualTo(1_000);
        assertThat(rate.next(1_000, ZoneOffset.UTC, 1_000)).isEqualTo(421_000);
        assertThat(rate.next(1_000_000, ZoneOffset.UTC, 1_000)).isEqualTo(1_261_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cron",
                "every(5 minutes)",
                "cron(0 10 * * ? *",
                "at(2026-02-30T00:00:00)",
                "at(2026-01-01 00:00:00)",
                "at(2026-01-01T00:00:00Z)",
                "at(2026-01-01T24:00:00)",
                "rate(0 minutes)",
                "rate(-1 minutes)",
                "rate(1.5 hours)",
                "rate(5 seconds)",
                "rate(5minutes)",
                "rate(5 weeks)",
                "rate(99999999999 days)",
                "cron(0 10 * * ?)",
                "cron(0 10 * * ? * *)",
                "cron(0 10 * * * *)",
                "cron(0 10 ? * ? *)",
                "cron(0 10 1 * MON *)",
                "cron(60 10 * * ? *)",
                "cron(0 24 * * ? *)",
                "cron(0 10 0 * ? *)",
                "cron(0 10 32 * ? *)",
                "cron(0 10 * 13 ? *)",
                "cron(0 10 ? * 0 *)",
                "cron(0 10 ? * 8 *)",
                "cron(0 10 * * ? 1969)",
                "cron(0 10 * * ? 2200)",
                "cron(0 10 L-3 * ? *)",
                "cron(0 10 LW * ? *)",
                "cron(0 10 1,L * ? *)",
                "cron(0 10 32W * ? *)",
                "cron(0 10 ? * 3#6 *)",
                "cron(0 10 ? * 3#1,6#3 *)",
                "cron(0/0 10 * * ? *)",
                "cron(L 10 * * ? *)",
                "cron(? 10 * * ? *)",
                "cron(0 10 ? * FUN *)",
                "cron(1,,2 10 * * ? *)",
                "cron(0 10 * * ? 2030-2029)"
            })
    void whatIsWrongIsSaid(String expression) {
        assertThatThrownBy(() -> Expression.parse(expression))
                .isInstanceOf(ServiceException.class)
                .hasMessageStartingWith("Invalid Schedule Expression " + expression + ". ")
                .extracting(thrown -> ((ServiceException) thrown).code())
                .isEqualTo(ScheduleError.VALIDATION);
    }
}
