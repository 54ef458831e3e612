package dev.hikyaku.queue;

import static dev.hikyaku.queue.QueueFixture.bodies;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DelayTest {
    private final QueueFixture fixture = new QueueFixture();
    private final long queue = fixture.create("q");

    @Test
    void delayedMessageIsNotHandedOutBeforeTheVeryMoment() {
        fixture.sendDelayed(queue, 10, "a");
        fixture.now += 9_999;
        assertThat(fixture.receive(queue)).isEmpty();

        fixture.now += 1;
        assertThat(fixture.receiveOne(queue).receiveCount()).isEqualTo(1);
    }

    @Test
    void messagesComeInTheOrderOfBecomingVisible() {
        fixture.sendDelayed(queue, 20, "third");
        fixture.sendDelayed(queue, 10, "second");
        fixture.send(queue, "first");
        fixture.advanceSeconds(30);

        assertThat(bodies(fixture.receive(queue))).containsExactly("first", "second", "third");
    }

    @Test
    void machineAsksForATickNoLaterThanTheDelaysEnd() {
        fixture.sendDelayed(queue, 900, "a");
        long end = fixture.now + 900_000;
        int ticks = 0;
        while (fixture.counts(queue).getFirst() == 0) {
            long next = fixture.machine.nextTick(queue);
            assertThat(next).isGreaterThan(fixture.now).isLessThanOrEqualTo(end);
            fixture.now = next;
            fixture.tick(queue);
            ticks++;
        }

        assertThat(fixture.now).isEqualTo(end);
        assertThat(ticks).isLessThanOrEqualTo(901);
    }

    @Test
    void delayGoesOnOverARestart() {
        fixture.sendDelayed(queue, 10, "a");
        fixture.advanceSeconds(9);
        fixture.restart();
        assertThat(fixture.counts(queue)).containsExactly(0L, 0L, 1L);

        fixture.advanceSeconds(1);
        assertThat(fixture.counts(queue)).containsExactly(1L, 0L, 0L);
    }
}
