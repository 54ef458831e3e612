package dev.hikyaku.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hikyaku.FuzzInput;
import dev.hikyaku.model.ServiceException;
import java.nio.BufferUnderflowException;
import java.time.ZoneId;
import java.util.List;
import tools.jackson.core.JacksonException;

/** Expressions of schedules, and schedules as the store gives them back. */
final class ScheduleFuzzTest {
    private static final List<ZoneId> ZONES =
            List.of(ZoneId.of("UTC"), ZoneId.of("Europe/Berlin"), ZoneId.of("Pacific/Apia"));
    private static final ScheduleName NAME =
            new ScheduleName("eu-west-1", "123456789012", "default", "s");

    @FuzzTest
    @DictionaryEntries({
        "cron(", "rate(", "at(", ")", "?", "L", "W", "#", "MON", "JAN", "/", " ", "*"
    })
    void expressions(byte[] input) {
        Expression expression;
        try {
            expression = Expression.parse(FuzzInput.text(input));
        } catch (ServiceException e) {
            assertThat(e.code()).isEqualTo(ScheduleError.VALIDATION);
            return;
        }
        for (ZoneId zone : ZONES) {
            long after = 1_700_000_000_000L;
            for (int i = 0; i < 3; i++) {
                long next = expression.next(after, zone, 1_700_000_000_000L);
                assertThat(next).isGreaterThan(after);
                after = next == Expression.NEVER ? after : next;
            }
        }
    }

    @FuzzTest
    void stored(byte[] input) {
        try {
            StoredSchedule stored = ScheduleCodec.decode(NAME, input);
            byte[] encoded = ScheduleCodec.encode(stored);
            assertThat(ScheduleCodec.encode(ScheduleCodec.decode(NAME, encoded)))
                    .isEqualTo(encoded);
        } catch (IllegalStateException | BufferUnderflowException | JacksonException e) {
            assertThat(e.toString()).isNotEmpty();
        }
    }
}
