package dev.hikyaku.engine;

import static dev.hikyaku.engine.Partitions.bodies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.store.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The partition's time, and how much it does at one moment. */
class TimeTest {
    private final Partitions partitions = new Partitions(new MemoryStore(), 1, Partitions.START);
    private final long queue = partitions.queue("q");

    @Test
    void clockThatJumpsBackDoesNotTakeTimeBack() {
        partitions.send(queue, "a");
        partitions.settle();
        partitions.clock -= 3_600_000;
        partitions.send(queue, "b");
        partitions.settle();

        assertThat(partitions.receiveNow(queue, 10, null))
                .allSatisfy(
                        m -> assertThat(m.message().sentAtMillis()).isEqualTo(Partitions.START));
    }

    @Test
    void clockThatJumpsBackOverARestartDoesNotTakeTimeBack() {
        partitions.send(queue, "a");
        partitions.settle();
        partitions.clock -= 3_600_000;
        Partitions after = partitions.restart();

        var received = after.receiveNow(queue, 1, 30).getFirst();
        assertThat(received.handle().visibleAtMillis()).isEqualTo(Partitions.START + 30_000);
    }

    @Test
    void visibilityEndsAtItsMomentThoughTheProcessWasDown() {
        partitions.send(queue, "a");
        partitions.settle();
        partitions.receiveNow(queue, 1, 30);
        partitions.clock += 29_999;
        Partitions after = partitions.restart();
        assertThat(after.receiveNow(queue, 1, null)).isEmpty();

        after.clock += 1;
        assertThat(after.receiveNow(queue, 1, null)).hasSize(1);
    }

    @Test
    void countsAreExactRightAfterARestart() {
        for (int i = 0; i < 30; i++) {
            partitions.submit(queue, Partitions.message(queue, "m" + i, i % 3 * 10));
        }
        partitions.settle();
        partitions.receiveNow(queue, 4, 60);
        assertThat(partitions.counts(queue)).containsExactly(6L, 4L, 20L);
        assertThat(partitions.restart().counts(queue)).containsExactly(6L, 4L, 20L);

        partitions.clock += 10_000;
        assertThat(partitions.restart().counts(queue)).containsExactly(16L, 4L, 10L);
    }

    @Test
    void messageWaitsForNoReceiverToBecomeCountedReady() {
        partitions.submit(queue, Partitions.message(queue, "a", 10));
        partitions.advanceSeconds(10);

        assertThat(partitions.partition(0).queues().receivable(queue)).isTrue();
    }

    @Test
    void partitionWithNothingToDoLooksForSchedulesOnceAMinute() {
        partitions.send(queue, "a");
        partitions.settle();
        var handle = partitions.receiveNow(queue, 1, 5).getFirst().handle();
        partitions.submit(queue, Partitions.deletion(handle));
        partitions.advanceSeconds(120);

        assertThat(partitions.partition(0).nextTimer() - partitions.clock).isBetween(1L, 60_001L);
    }

    @Test
    void manyDueAtOneMomentAreSpreadOverStepsWithRequestsInBetween() {
        int count = 10_000;
        for (int i = 0; i < count; i++) {
            partitions.submit(queue, Partitions.message(queue, "m", 60));
        }
        partitions.settle();
        partitions.clock += 60_000;
        partitions.step();

        assertThat(partitions.partition(0).nextTimer()).isLessThanOrEqualTo(partitions.clock);
        int steps = 1;
        while (partitions.partition(0).nextTimer() <= partitions.clock && steps < count) {
            partitions.step();
            steps++;
        }
        assertThat(partitions.counts(queue)).containsExactly((long) count, 0L, 0L);
    }

    @Test
    void queuesDueAtOneMomentAllGetTheirTurn() {
        var waiters = new ArrayList<Waiter>();
        for (int i = 0; i < 50; i++) {
            long each = partitions.queue("q" + i);
            waiters.add(partitions.receive(each, 20));
            partitions.submit(each, Partitions.message(each, "m", 10));
        }
        partitions.advanceSeconds(10);

        assertThat(waiters).allSatisfy(w -> assertThat(bodies(w.reply())).isEqualTo(List.of("m")));
    }
}
