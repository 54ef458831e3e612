package dev.hikyaku.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.model.ServiceException;
import dev.hikyaku.store.MemoryStore;
import dev.hikyaku.store.Transaction;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random schedules, changes, stops and groups of commands that are lost, against what should have
 * fired: every slot exactly once.
 */
class ScheduleSimulationTest {
    private static final long MINUTE = 60_000;

    static List<Long> seeds() {
        return new Random(7).longs(60, 0, 1_000_000).boxed().toList();
    }

    /** What the model knows of a schedule: the first slot that is yet to fire. */
    private static final class Expected {
        private final Expression expression;
        private final boolean deleted;
        private final long anchor;
        private final int window;
        private long slot;

        Expected(Schedule schedule, long now) {
            expression = Expression.parse(schedule.expression());
            deleted = schedule.deleteAfterCompletion();
            window = schedule.windowMinutes();
            anchor = now;
            slot = expression.next(now - 1, ZoneOffset.UTC, anchor);
        }
    }

    private final Map<String, Expected> expected = new TreeMap<>();
    private final List<String> posted = new ArrayList<>();
    private MissedFirings missed = MissedFirings.ONCE;
    private Random random = new Random();
    private MemoryStore store = new MemoryStore();
    private Transaction kv = new Transaction(store);
    private List<String> uncommitted = new ArrayList<>();
    private @Nullable ScheduleMachine machine;
    private long sequence;
    private long now;

    @ParameterizedTest
    @MethodSource("seeds")
    void everySlotFiresExactlyOnce(long seed) {
        random = new Random(seed);
        missed = random.nextBoolean() ? MissedFirings.ONCE : MissedFirings.ALL;
        store = new MemoryStore();
        kv = new Transaction(store);
        now = ScheduleFixture.START;
        restart();
        for (int step = 0; step < 400; step++) {
            act("seed " + seed + " step " + step);
        }
    }

    private void restart() {
        uncommitted = new ArrayList<>();
        machine =
                new ScheduleMachine(
                        1, (state, position, out) -> uncommitted.add(out.content().body()), missed);
        machine.load();
    }

    private void act(String where) {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> create();
            case 3 -> remove();
            case 4 -> lose(where);
            case 5 -> stop(where);
            default -> pass(where, random.nextInt(3 * 60_000));
        }
    }

    private ScheduleReply apply(ScheduleCommand command) {
        return Objects.requireNonNull(machine).apply(kv, command, ++sequence, now);
    }

    private void commit() {
        kv.flush();
        posted.addAll(uncommitted);
        uncommitted.clear();
    }

    private void create() {
        String name = "s" + random.nextInt(40);
        Schedule schedule = anySchedule(name);
        var put =
                new ScheduleCommand.Put(
                        ScheduleFixture.name(name), schedule, ScheduleCommand.Expecting.NONE, null);
        try {
            apply(put);
            assertThat(expected.put(name, new Expected(schedule, now))).isNull();
        } catch (ServiceException e) {
            assertThat(expected).containsKey(name);
        }
        commit();
    }

    private Schedule anySchedule(String name) {
        String text =
                switch (random.nextInt(3)) {
                    case 0 -> "rate(" + (1 + random.nextInt(7)) + " minutes)";
                    case 1 ->
                            "cron("
                                    + random.nextInt(60)
                                    + "/"
                                    + (1 + random.nextInt(9))
                                    + " * * * ? *)";
                    default ->
                            "at("
                                    + Instant.ofEpochMilli(
                                                    now / 1000 * 1000
                                                            + 1000
                                                            + random.nextInt(600) * 1000L)
                                            .toString()
                                            .substring(0, 19)
                                    + ")";
                };
        return new Schedule(
                text,
                null,
                null,
                null,
                random.nextInt(4) == 0 ? 1 + random.nextInt(5) : 0,
                false,
                random.nextBoolean(),
                null,
                null,
                ScheduleFixture.target(
                        ScheduleFixture.QUEUE, name + " <aws.scheduler.scheduled-time>"));
    }

    private void remove() {
        String name = "s" + random.nextInt(40);
        try {
            apply(new ScheduleCommand.Remove(ScheduleFixture.name(name)));
            assertThat(expected.remove(name)).isNotNull();
        } catch (ServiceException e) {
            assertThat(expected).doesNotContainKey(name);
        }
        commit();
    }

    /** A group of commands is dropped before it is written; then the process begins anew. */
    private void lose(String where) {
        now += random.nextInt(60_000);
        apply(new ScheduleCommand.Tick());
        kv.discard();
        restart();
        pass(where, 0);
    }

    private void stop(String where) {
        restart();
        now += random.nextInt(30) * MINUTE;
        pass(where, 0);
    }

    private void pass(String where, long millis) {
        long end = now + millis;
        var ticking = Objects.requireNonNull(machine);
        while (ticking.nextTick() <= end) {
            long late = random.nextInt(5) == 0 ? random.nextInt(200) : 0;
            now = Math.min(end, Math.max(now, ticking.nextTick()) + late);
            apply(new ScheduleCommand.Tick());
            commit();
            check(where);
        }
        now = end;
        checkNothingIsLate(where);
    }

    /** What was posted is what the model waits for, slot by slot. */
    private void check(String where) {
        for (String body : posted) {
            String name = body.substring(0, body.indexOf(' '));
            Expected schedule = expected.get(name);
            if (schedule == null) {
                throw new AssertionError(where + ": " + body + " of nobody");
            }
            assertThat(body)
                    .as(where)
                    .isEqualTo(name + " " + Instant.ofEpochMilli(schedule.slot / 1000 * 1000));
            assertThat(schedule.slot).as(where).isLessThanOrEqualTo(now);
            advance(name, schedule);
        }
        posted.clear();
    }

    /** Nothing waits whose window is over. */
    private void checkNothingIsLate(String where) {
        expected.forEach((name, schedule) ->
                assertThat(schedule.slot + schedule.window * MINUTE)
                        .as("%s: %s has not fired", where, name)
                        .isGreaterThan(now));
    }

    private void advance(String name, Expected schedule) {
        long after = missed == MissedFirings.ALL ? schedule.slot : Math.max(schedule.slot, now);
        schedule.slot = schedule.expression.next(after, ZoneOffset.UTC, schedule.anchor);
        if (schedule.slot == Expression.NEVER && schedule.deleted) {
            expected.remove(name);
        } else if (schedule.slot == Expression.NEVER) {
            schedule.slot = Expression.NEVER / 2;
        }
    }
}
