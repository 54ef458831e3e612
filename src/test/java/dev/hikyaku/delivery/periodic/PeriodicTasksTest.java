package dev.hikyaku.delivery.periodic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.source.Outgoing;
import dev.hikyaku.delivery.source.Outlet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PeriodicTasksTest {
    private static final Instant START = Instant.parse("2026-11-22T11:59:30Z");
    private static final Duration GRACE = Duration.ofMinutes(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualTime time = new ManualTime(START);
    private final FakeLease lease = new FakeLease();
    private final Sent sent = new Sent();

    /** A queue that notes the names and times of the tasks sent to it. */
    private static final class Sent implements Outlet {
        final List<String> runs = new ArrayList<>();
        boolean fails;

        @Override
        public CompletableFuture<Void> send(Outgoing message) {
            if (fails) {
                return CompletableFuture.failedFuture(new IllegalStateException("no network"));
            }
            var name = Objects.requireNonNull(message.attributes().get("HikyakuTaskName"));
            var at = Objects.requireNonNull(message.attributes().get("HikyakuTaskScheduledAt"));
            runs.add(name.stringValue() + " " + at.stringValue());
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Boolean> isEmpty() {
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public CompletableFuture<Queue> fifoQueue(String name) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        public void close() {}
    }

    private PeriodicTasks tasks(FakeLease.Seat seat, String... schedules) {
        var tasks = new ArrayList<PeriodicTask>();
        for (String schedule : schedules) {
            String name = "t" + tasks.size();
            tasks.add(new PeriodicTask(name, "/" + name, Schedule.parse(schedule)));
        }
        return new PeriodicTasks(tasks, GRACE, "orders", seat, sent, time, time);
    }

    @Test
    void theLeaderSendsEachRunOnce() {
        tasks(lease.seat(), "0 * * * *", "*/2 * * * *").start();
        time.advance(Duration.ofMinutes(5));

        assertThat(sent.runs)
                .containsExactly(
                        "t0 2026-11-22T12:00:00Z",
                        "t1 2026-11-22T12:00:00Z",
                        "t1 2026-11-22T12:02:00Z",
                        "t1 2026-11-22T12:04:00Z");
        assertThat(lease.token.runs())
                .containsEntry("t1", Instant.parse("2026-11-22T12:04:00Z"))
                .hasSize(2);
    }

    @Test
    void ofTwoDaemonsOneLeadsAndTheOtherTakesOver() {
        FakeLease.Seat first = lease.seat();
        FakeLease.Seat second = lease.seat();
        tasks(first, "* * * * *").start();
        tasks(second, "* * * * *").start();
        time.advance(MINUTE);
        assertThat(sent.runs).containsExactly("t0 2026-11-22T12:00:00Z");
        assertThat(lease.holder).isSameAs(first);

        lease.fails = true; // the first is cut off until its lease is over
        time.advance(MINUTE);
        lease.fails = false;
        lease.expire();
        second.offer();
        time.advance(Duration.ofSeconds(20));

        assertThat(lease.holder).isSameAs(second);
        assertThat(sent.runs.getLast()).isEqualTo("t0 2026-11-22T12:01:00Z");
    }

    @Test
    void aWaitInVainIsFollowedByTheNextAndNotInAHurry() {
        FakeLease.Seat leader = lease.seat();
        tasks(leader, "0 0 * * *").start();
        FakeLease.Seat other = lease.seat();
        tasks(other, "0 0 * * *").start();
        int before = time.timers();

        other.giveUp();

        assertThat(time.timers()).isEqualTo(before + 1);
        lease.expire();
        time.advance(PeriodicTasks.RETRY);
        assertThat(lease.holder).isSameAs(other);
    }

    @Test
    void theLeaseIsExtendedWhileNothingIsDue() {
        tasks(lease.seat(), "0 0 * * *").start();
        time.advance(Duration.ofMinutes(10));

        assertThat(lease.extensions).isEqualTo(30);
        assertThat(lease.passes).isOne(); // with the time at which the task was first seen
        assertThat(sent.runs).isEmpty();
    }

    @Test
    void aTokenIsRenewedEachHour() {
        tasks(lease.seat(), "0 0 * * *").start();
        time.advance(Duration.ofHours(3).plusMinutes(1));

        assertThat(lease.passes).isEqualTo(1 + 3);
    }

    @Test
    void aLeaderThatStoodStillBeyondItsLeaseSendsNothing() {
        FakeLease.Seat first = lease.seat();
        tasks(first, "* * * * *").start();
        lease.expire();
        FakeLease.Seat second = lease.seat();
        second.acquire();

        time.standStill(Lease.LENGTH);

        assertThat(sent.runs).isEmpty();
        assertThat(lease.holder).isSameAs(second);
    }

    @Test
    void aLeaderWhoseLeaseIsTakenStandsBy() {
        FakeLease.Seat first = lease.seat();
        tasks(first, "0 * * * *").start();
        lease.expire();
        FakeLease.Seat second = lease.seat();
        second.acquire();

        time.advance(Duration.ofHours(1));

        assertThat(sent.runs).isEmpty();
        assertThat(lease.extensions).isOne();
    }

    @Test
    void aRunThatWasNotNotedIsSentAgain() {
        tasks(lease.seat(), "0 12 * * *").start();
        time.advance(Duration.ofSeconds(29));
        lease.fails = true;
        time.advance(Duration.ofSeconds(2));
        assertThat(sent.runs).hasSize(1);
        assertThat(lease.token.runs()).containsEntry("t0", START);

        lease.fails = false; // as after a crash: another daemon has the old token
        lease.expire();
        tasks(lease.seat(), "0 12 * * *").start();

        assertThat(sent.runs).containsExactly("t0 2026-11-22T12:00:00Z", "t0 2026-11-22T12:00:00Z");
    }

    @Test
    void aLeaderThatCannotNoteARunDoesNotSendItAgain() {
        tasks(lease.seat(), "0 12 * * *").start();
        time.advance(Duration.ofSeconds(29));
        lease.fails = true;
        time.advance(Duration.ofSeconds(10));
        lease.fails = false;
        time.advance(Duration.ofSeconds(10));

        assertThat(sent.runs).containsExactly("t0 2026-11-22T12:00:00Z");
        assertThat(lease.token.runs()).containsEntry("t0", Instant.parse("2026-11-22T12:00:00Z"));
    }

    @Test
    void aQueueThatCannotBeSentToGetsTheRunLater() {
        tasks(lease.seat(), "0 12 * * *").start();
        sent.fails = true;
        time.advance(Duration.ofSeconds(45));
        sent.fails = false;
        time.advance(PeriodicTasks.RETRY);

        assertThat(sent.runs).containsExactly("t0 2026-11-22T12:00:00Z");
    }

    @Test
    void whatWasMissedWhileNobodyLedIsSentOnce() {
        lease.token = new Token(Map.of("t0", START.minus(Duration.ofHours(1))));
        tasks(lease.seat(), "*/5 * * * *").start();

        assertThat(sent.runs).containsExactly("t0 2026-11-22T11:55:00Z");
    }

    @Test
    void aDaemonThatIsStoppedLetsTheNextOneLead() {
        FakeLease.Seat first = lease.seat();
        PeriodicTasks leading = tasks(first, "* * * * *");
        leading.start();
        FakeLease.Seat second = lease.seat();
        PeriodicTasks waiting = tasks(second, "* * * * *");
        waiting.start();

        assertThat(leading.stop().toCompletableFuture()).isCompleted();
        assertThat(lease.holder).isNull();
        second.offer();
        assertThat(lease.holder).isSameAs(second);
        assertThat(waiting.stop().toCompletableFuture()).isCompleted();
        assertThat(first.closed && second.closed).isTrue();
        assertThat(time.timers()).isZero();
        time.advance(MINUTE);
        assertThat(sent.runs).isEmpty();
    }

    @Test
    void aDaemonThatWaitsIsStoppedAtOnce() {
        tasks(lease.seat(), "* * * * *").start();
        FakeLease.Seat second = lease.seat();
        PeriodicTasks waiting = tasks(second, "* * * * *");
        waiting.start();

        assertThat(waiting.stop().toCompletableFuture()).isCompleted();
        assertThat(second.closed).isTrue();
    }

    @Test
    void oneThatIsStoppedWithoutANetworkEnds() {
        PeriodicTasks tasks = tasks(lease.seat(), "* * * * *");
        lease.fails = true;
        tasks.start();

        assertThat(tasks.stop().toCompletableFuture()).isCompleted();
        assertThat(time.timers()).isZero();
    }
}
