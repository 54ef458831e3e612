package dev.hikyaku.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Schedules as bytes. */
class ScheduleCodecTest {
    private static final ScheduleName NAME = ScheduleFixture.name("a");

    private static StoredSchedule stored(Schedule schedule) {
        return new StoredSchedule(NAME, schedule, 1, 2, 3, 4, 5, 6, 7, -8);
    }

    @Test
    void everythingComesBack() {
        Schedule schedule =
                new Schedule(
                        "rate(1 hour)",
                        "Europe/Berlin",
                        0L,
                        1L,
                        15,
                        true,
                        true,
                        "",
                        "key",
                        new Target("arn", "role", "input", "dead", 60, 0, "g", "type", "source"));
        StoredSchedule stored = stored(schedule);
        assertThat(ScheduleCodec.decode(NAME, ScheduleCodec.encode(stored))).isEqualTo(stored);
    }

    @Test
    void whatWasNotSaidTakesNoPlace() {
        Schedule schedule = ScheduleFixture.schedule("rate(1 hour)");
        byte[] bytes = ScheduleCodec.encode(stored(schedule));
        assertThat(new String(bytes, 65, bytes.length - 65, StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"expression\":\"rate(1 hour)\",\"target\":{\"arn\":\""
                                + ScheduleFixture.QUEUE
                                + "\",\"roleArn\":\""
                                + ScheduleFixture.ROLE
                                + "\",\"input\":\"<aws.scheduler.scheduled-time>\"}}");
    }

    @Test
    void membersOfNewerVersionsArePassedOver() {
        Schedule schedule = ScheduleFixture.schedule("rate(1 hour)");
        byte[] bytes = ScheduleCodec.encode(stored(schedule));
        String newer =
                new String(bytes, StandardCharsets.ISO_8859_1)
                        .replace("{\"expression\"", "{\"newer\":{\"a\":[1]},\"expression\"");
        assertThat(ScheduleCodec.decode(NAME, newer.getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(stored(schedule));
    }
}
