package dev.hikyaku.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.store.RocksStore;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A million schedules on disk: they cost space, and nothing else until they are due. */
@Timeout(300)
class MillionTest {
    private static final int SCHEDULES = 1_000_000;
    private static final int GROUP = 500;
    private static final int DUE = 5_000;
    private static final int BYTES_MAX = 300;
    private static final String DUE_AT = "2027-01-01T09:00:00";

    @Test
    void whatIsNotDueCostsNothing(@TempDir Path folder) {
        try (var store = RocksStore.open(folder)) {
            make(new ScheduleFixture(store, MissedFirings.ONCE));
        }
        try (var store = RocksStore.open(folder)) {
            assertThat(store.sizeBytes() / SCHEDULES).isBetween(10L, (long) BYTES_MAX);
            System.out.println("a schedule on disk: " + store.sizeBytes() / SCHEDULES + " bytes");
            fire(new ScheduleFixture(store, MissedFirings.ONCE));
        }
    }

    private static void make(ScheduleFixture fixture) {
        for (int i = 0; i < SCHEDULES; i++) {
            String time = i < DUE ? DUE_AT : "2027-" + twoDigits(2 + i % 11) + "-05T09:00:00";
            var target =
                    ScheduleFixture.target(
                            ScheduleFixture.QUEUE, "{\"customer\":" + i + ",\"do\":\"renew\"}");
            fixture.machine.apply(
                    fixture.kv,
                    new ScheduleCommand.Put(
                            ScheduleFixture.name("customers", "customer-" + i),
                            ScheduleFixture.schedule("at(" + time + ")", target),
                            ScheduleCommand.Expecting.NONE,
                            "token-" + i),
                    ++fixture.sequence,
                    fixture.now);
            if (i % GROUP == GROUP - 1) {
                fixture.kv.flush();
            }
        }
        fixture.kv.flush();
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }

    private static void fire(ScheduleFixture fixture) {
        long due = Instant.parse(DUE_AT + "Z").toEpochMilli();
        fixture.now = due - 3_600_000;
        int ticks = 0;
        while (fixture.machine.nextTick() < due) {
            fixture.now = Math.max(fixture.now, fixture.machine.nextTick());
            fixture.apply(new ScheduleCommand.Tick());
            ticks++;
        }
        assertThat(fixture.posted).isEmpty();
        assertThat(ticks).as("looks in an hour").isLessThan(70);
        long start = System.nanoTime();
        fixture.advanceTo(due);
        System.out.println("5,000 firings: " + (System.nanoTime() - start) / 1_000_000 + " ms");
        assertThat(fixture.posted).hasSize(DUE);
    }
}
