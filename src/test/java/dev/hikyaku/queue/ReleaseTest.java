package dev.hikyaku.queue;

import static dev.hikyaku.queue.QueueFixture.bodies;
import static dev.hikyaku.queue.QueueFixture.redrive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.model.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReleaseTest {
    private final QueueFixture fixture = new QueueFixture();
    private final long dead = fixture.create("dead");
    private final long queue =
            fixture.create(
                    "q", Map.of("RedrivePolicy", redrive("dead", 2), "VisibilityTimeout", "30"));

    @Test
    void aReleasedMessageIsVisibleAtOnce() {
        fixture.send(queue, "a");
        var handle = fixture.receiveOne(queue).handle();

        assertThat(fixture.release(queue, handle)).isNull();

        assertThat(fixture.counts(queue)).containsExactly(1L, 0L, 0L);
        assertThat(bodies(fixture.receive(queue))).containsExactly("a");
    }

    @Test
    void whatIsReleasedDoesNotCountForTheRedrivePolicyAndTheReceiveCountStillGrows() {
        fixture.send(queue, "a");
        for (int i = 1; i <= 5; i++) {
            ReceivedMessage message = fixture.receiveOne(queue);
            assertThat(message.receiveCount()).isEqualTo(i);
            fixture.release(queue, message.handle());
        }
        assertThat(fixture.receiveOne(queue).receiveCount()).isEqualTo(6);
        fixture.advanceSeconds(31);
        assertThat(fixture.receiveOne(queue).receiveCount()).isEqualTo(7);
        fixture.advanceSeconds(31);

        assertThat(fixture.receive(queue)).isEmpty();
        fixture.carry();

        assertThat(fixture.receiveOne(dead).receiveCount()).isEqualTo(8);
    }

    @Test
    void aReceiveIsReleasedOnce() {
        fixture.send(queue, "a");
        var handle = fixture.receiveOne(queue).handle();
        fixture.release(queue, handle);

        var error = Objects.requireNonNull(fixture.release(queue, handle));

        assertThat(error.code()).isEqualTo(ErrorCode.MESSAGE_NOT_INFLIGHT);
    }

    @Test
    void aStaleHandleReleasesNothing() {
        fixture.send(queue, "a");
        var first = fixture.receiveOne(queue).handle();
        fixture.advanceSeconds(31);
        fixture.receiveOne(queue);

        var error = Objects.requireNonNull(fixture.release(queue, first));

        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE);
        assertThat(fixture.counts(queue)).containsExactly(0L, 1L, 0L);
    }

    @Test
    void inAFifoQueueItIsBackInItsOldPlace() {
        long fifo = fixture.createFifo("q.fifo", Map.of());
        fixture.sendTo(fifo, "g", "1", "2", "3");
        List<ReceivedMessage> taken = fixture.receive(fifo, 2, null);
        fixture.delete(fifo, taken.getFirst().handle());

        fixture.release(fifo, taken.getLast().handle());

        assertThat(bodies(fixture.receive(fifo))).containsExactly("2", "3");
    }

    @Test
    void releasesAreKnownAfterARestart() {
        fixture.send(queue, "a");
        for (int i = 0; i < 3; i++) {
            fixture.release(queue, fixture.receiveOne(queue).handle());
            fixture.restart();
        }

        assertThat(fixture.receiveOne(queue).receiveCount()).isEqualTo(4);
    }
}
