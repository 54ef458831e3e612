package dev.hikyaku.queue;

import static dev.hikyaku.queue.QueueFixture.bodies;
import static dev.hikyaku.queue.QueueFixture.redrive;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private final QueueFixture fixture = new QueueFixture();
    private final long queue = fixture.create("q", Map.of("MessageRetentionPeriod", "60"));

    @Test
    void receivePassesOverWhatIsPastItsRetention() {
        fixture.send(queue, "old");
        fixture.advanceSeconds(30);
        fixture.send(queue, "young");
        fixture.advanceSeconds(30);

        assertThat(bodies(fixture.receive(queue))).containsExactly("young");
        assertThat(fixture.counts(queue)).containsExactly(0L, 1L, 0L);
    }

    @Test
    void messageIsThereUntilTheVeryMoment() {
        fixture.send(queue, "a");
        fixture.now += 59_999;

        assertThat(bodies(fixture.receive(queue))).containsExactly("a");
    }

    @Test
    void messageInFlightPastItsRetentionIsNotHandedOutAgain() {
        fixture.send(queue, "a");
        fixture.advanceSeconds(59);
        fixture.receiveOne(queue);
        fixture.advanceSeconds(30);

        assertThat(fixture.receive(queue)).isEmpty();
        assertThat(fixture.counts(queue)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void tickRemovesWithoutAReceive() {
        fixture.send(queue, "a");
        fixture.tick(queue);
        fixture.advanceSeconds(60);
        assertThat(fixture.machine.nextTick(queue)).isLessThanOrEqualTo(fixture.now);
        fixture.tick(queue);

        assertThat(fixture.counts(queue)).containsExactly(0L, 0L, 0L);
        assertThat(fixture.machine.nextTick(queue)).isEqualTo(QueueState.NEVER);
    }

    @Test
    void ticksRemoveMoreThanOneStepMoves() {
        fixture.sendMany(queue, Step.MOVES_MAX + 50, 0);
        fixture.advanceSeconds(60);
        fixture.send(queue, "young");
        fixture.tick(queue);

        assertThat(fixture.counts(queue)).containsExactly(1L, 0L, 0L);
    }

    @Test
    void removedMessageLeavesNothingInTheStore() {
        long before = fixture.store.sizeBytes();
        fixture.send(queue, "a");
        fixture.receive(queue, 1, 5);
        fixture.advanceSeconds(60);
        fixture.tick(queue);

        assertThat(fixture.counts(queue)).containsExactly(0L, 0L, 0L);
        assertThat(fixture.store.sizeBytes() - before)
                .as("only the queue's counters were added")
                .isLessThan(96);
    }

    @Test
    void shortenedRetentionHoldsForWhatIsThere() {
        long slow = fixture.create("slow");
        fixture.send(slow, "a");
        fixture.advanceSeconds(100);
        fixture.apply(new QueueCommand.SetAttributes(slow, Map.of("MessageRetentionPeriod", "60")));

        assertThat(fixture.receive(slow)).isEmpty();
    }

    @Test
    void deadLetterAgesFromItsFirstSending() {
        long dead = fixture.create("dead", Map.of("MessageRetentionPeriod", "60"));
        fixture.apply(
                new QueueCommand.SetAttributes(queue, Map.of("RedrivePolicy", redrive("dead", 1))));
        fixture.send(queue, "a");
        fixture.receive(queue, 1, 10);
        fixture.advanceSeconds(50);
        fixture.receive(queue);
        fixture.carry();
        assertThat(fixture.counts(dead)).containsExactly(1L, 0L, 0L);
        fixture.advanceSeconds(10);

        assertThat(fixture.receive(dead)).isEmpty();
    }
}
