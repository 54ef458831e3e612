package dev.hikyaku.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The counts are exact in every state, and after a restart. */
class CountsTest {
    private final QueueFixture fixture = new QueueFixture();
    private final long queue = fixture.create("q");

    private void assertCounts(long ready, long inFlight, long delayed) {
        assertThat(fixture.counts(queue)).containsExactly(ready, inFlight, delayed);
        fixture.restart();
        assertThat(fixture.counts(queue))
                .as("after a restart")
                .containsExactly(ready, inFlight, delayed);
    }

    @Test
    void throughTheLifeOfMessages() {
        assertCounts(0, 0, 0);
        fixture.send(queue, "a", "b", "c");
        fixture.sendDelayed(queue, 10, "d");
        assertCounts(3, 0, 1);
        List<ReceivedMessage> two = fixture.receive(queue, 2, 30);
        assertCounts(1, 2, 1);
        fixture.advanceSeconds(10);
        assertCounts(2, 2, 0);
        fixture.changeVisibility(queue, two.getFirst().handle(), 60);
        assertCounts(2, 2, 0);
        fixture.changeVisibility(queue, two.getLast().handle(), 0);
        assertCounts(3, 1, 0);
        fixture.delete(queue, two.getLast().handle());
        assertCounts(2, 1, 0);
        fixture.advanceSeconds(60);
        assertCounts(3, 0, 0);
        fixture.delete(queue, two.getFirst().handle());
        assertCounts(2, 0, 0);
    }

    @Test
    void ageIsThatOfTheOldestMessage() {
        assertThat(fixture.oldestSentAt(queue)).isZero();
        fixture.send(queue, "old");
        fixture.advanceSeconds(5);
        fixture.send(queue, "young");
        assertThat(fixture.oldestSentAt(queue)).isEqualTo(QueueFixture.START);

        fixture.delete(queue, fixture.receiveOne(queue).handle());
        assertThat(fixture.oldestSentAt(queue)).isEqualTo(QueueFixture.START + 5_000);

        fixture.delete(queue, fixture.receiveOne(queue).handle());
        assertThat(fixture.oldestSentAt(queue)).isZero();
    }

    @Test
    void manyDueAtOnceAreAllCountedReadyOnceTicked() {
        int count = 2 * Step.MOVES_MAX + 10;
        fixture.sendMany(queue, count, 60);
        fixture.advanceSeconds(60);
        fixture.tick(queue);

        assertCounts(count, 0, 0);
        assertThat(fixture.receiveAll(queue)).hasSize(count);
    }

    @Test
    void manyDueAtOnceAreAllReceivedWithoutATick() {
        int count = 2 * Step.MOVES_MAX + 10;
        fixture.sendMany(queue, count, 60);
        fixture.advanceSeconds(60);

        var bodies = fixture.receiveAll(queue).stream().map(m -> m.message().content().body());
        assertThat(bodies).hasSize(count).doesNotHaveDuplicates();
        assertCounts(0, count, 0);
    }

    @Test
    void statsSayWhatHappened() {
        fixture.send(queue, "a", "b");
        fixture.delete(queue, fixture.receiveOne(queue).handle());

        QueueStats stats = Objects.requireNonNull(fixture.machine.stats(queue));
        assertThat(stats.sent().sum()).isEqualTo(2);
        assertThat(stats.received().sum()).isEqualTo(1);
        assertThat(stats.deleted().sum()).isEqualTo(1);
        assertThat(fixture.machine.stats(99)).isNull();
    }
}
