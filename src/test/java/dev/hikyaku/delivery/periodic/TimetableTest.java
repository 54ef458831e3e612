package dev.hikyaku.delivery.periodic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final PeriodicTask HOURLY = task("hourly", "0 * * * *");
    private static final PeriodicTask EACH_MINUTE = task("each-minute", "* * * * *");

    private static PeriodicTask task(String name, String schedule) {
        return new PeriodicTask(name, "/" + name, Schedule.parse(schedule));
    }

    private static Timetable timetable(int graceMinutes, PeriodicTask... tasks) {
        return new Timetable(List.of(tasks), Duration.ofMinutes(graceMinutes));
    }

    private static Token token(PeriodicTask task, Instant at) {
        return new Token(Map.of(task.name(), at));
    }

    private static Instant noon(int seconds) {
        return NOON.plusSeconds(seconds);
    }

    @Test
    void aNewTaskHasMissedNothing() {
        Timetable.Due due = timetable(60, HOURLY).due(Token.EMPTY, noon(1));

        assertThat(due.runs()).isEmpty();
        assertThat(due.token()).isEqualTo(token(HOURLY, noon(1)));
    }

    @Test
    void aRunIsDueFromItsTimeOnUntilItWasSent() {
        Timetable timetable = timetable(5, HOURLY);
        Token before = token(HOURLY, noon(-3600));
        assertThat(timetable.due(before, noon(0).minusMillis(1)).runs()).isEmpty();

        Timetable.Due due = timetable.due(before, noon(2));

        assertThat(due.runs()).containsExactly(new Timetable.Run(HOURLY, NOON));
        assertThat(due.token()).isEqualTo(before);
        Token after = due.with(due.runs());
        assertThat(after).isEqualTo(token(HOURLY, NOON));
        assertThat(timetable.due(after, noon(3)).runs()).isEmpty();
    }

    @Test
    void aMissedRunIsSentWithinTheGracePeriodAndSkippedAfterwards() {
        Timetable timetable = timetable(5, HOURLY);
        Token before = token(HOURLY, noon(-3600));

        assertThat(timetable.due(before, noon(300)).runs()).hasSize(1);
        Timetable.Due late = timetable.due(before, noon(301));

        assertThat(late.runs()).isEmpty();
        assertThat(late.token()).isEqualTo(token(HOURLY, NOON));
    }

    @Test
    void withoutAGracePeriodARunMayBeSentInItsMinute() {
        Timetable timetable = timetable(0, HOURLY);
        Token before = token(HOURLY, noon(-3600));

        assertThat(timetable.due(before, noon(59)).runs()).hasSize(1);
        assertThat(timetable.due(before, noon(60)).runs()).isEmpty();
    }

    @Test
    void ofSeveralMissedRunsTheLastIsSent() {
        Timetable.Due due =
                timetable(60, EACH_MINUTE).due(token(EACH_MINUTE, noon(-600)), noon(10));

        assertThat(due.runs()).containsExactly(new Timetable.Run(EACH_MINUTE, NOON));
    }

    @Test
    void aClockThatWentBackRepeatsNothing() {
        Timetable timetable = timetable(60, EACH_MINUTE);
        Token token = token(EACH_MINUTE, NOON);

        Timetable.Due due = timetable.due(token, noon(-120));

        assertThat(due.runs()).isEmpty();
        assertThat(due.token()).isEqualTo(token);
    }

    @Test
    void whatAnotherVersionsFileHasIsRememberedForAWeek() {
        Instant weekAgo = NOON.minus(Timetable.OTHERS_KEPT);
        var token = new Token(Map.of("old", weekAgo, "other", weekAgo.plusSeconds(1)));

        assertThat(timetable(5).due(token, NOON).token().runs()).containsOnlyKeys("other");
    }

    @Test
    void theNextRunIsTheEarliest() {
        assertThat(timetable(5, HOURLY, EACH_MINUTE).next(noon(5))).isEqualTo(noon(60));
        assertThat(timetable(5).next(NOON)).isNull();
    }
}
