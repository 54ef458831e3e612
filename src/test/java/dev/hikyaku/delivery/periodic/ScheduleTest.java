package dev.hikyaku.delivery.periodic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    /** A Sunday. */
    private static final Instant NOW = Instant.parse("2026-11-22T13:07:31.5Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* * * * *        | 2026-11-22T13:08:00Z | 2026-11-22T13:07:00Z",
                "*/15 * * * *     | 2026-11-22T13:15:00Z | 2026-11-22T13:00:00Z",
                "7 13 * * *       | 2026-11-23T13:07:00Z | 2026-11-22T13:07:00Z",
                "0 23 * * *       | 2026-11-22T23:00:00Z | 2026-11-21T23:00:00Z",
                "30 4 1,15 * *    | 2026-12-01T04:30:00Z | 2026-11-15T04:30:00Z",
                "0 9-17/4 * * 1-5 | 2026-11-23T09:00:00Z | 2026-11-20T17:00:00Z",
                "0 0 * * 0        | 2026-11-29T00:00:00Z | 2026-11-22T00:00:00Z",
                "0 0 * * 7        | 2026-11-29T00:00:00Z | 2026-11-22T00:00:00Z",
                "0 0 * * SUN      | 2026-11-29T00:00:00Z | 2026-11-22T00:00:00Z",
                "0 0 * JAN *      | 2027-01-01T00:00:00Z | 2026-01-31T00:00:00Z",
                "0 0 29 2 *       | 2028-02-29T00:00:00Z | 2024-02-29T00:00:00Z",
                "0 0 13 * 5       | 2026-11-27T00:00:00Z | 2026-11-20T00:00:00Z",
            })
    void nextRunAndLastRun(String text, Instant next, Instant last) {
        Schedule schedule = Schedule.parse(text);
        assertThat(schedule.after(NOW)).isEqualTo(next);
        assertThat(schedule.upTo(NOW)).isEqualTo(last);
        assertThat(schedule).hasToString(text);
    }

    @Test
    void aRunIsAtTheStartOfItsMinute() {
        Schedule schedule = Schedule.parse("7 13 * * *");
        Instant run = Instant.parse("2026-11-22T13:07:00Z");
        assertThat(schedule.upTo(run)).isEqualTo(run);
        assertThat(schedule.upTo(run.minusMillis(1))).isEqualTo(run.minusSeconds(86_400));
        assertThat(schedule.after(run)).isEqualTo(run.plusSeconds(86_400));
        assertThat(schedule.after(run.minusMillis(1))).isEqualTo(run);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "0 0 0 * *",
                "* * * 13 *",
                "* * * * 8",
                "5-1 * * * *",
                "*/0 * * * *",
                "a b c d e",
                "0 0 31 2 *"
            })
    void refusesWhatIsNoSchedule(String text) {
        assertThatThrownBy(() -> Schedule.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
