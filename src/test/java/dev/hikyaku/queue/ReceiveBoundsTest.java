package dev.hikyaku.queue;

import static dev.hikyaku.queue.QueueFixture.bodies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.Limits;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.store.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much a receive takes, and the window of ready entries that it takes from. */
class ReceiveBoundsTest {
    private static final int BEYOND_THE_WINDOW = 3 * LineWindow.SIZE_MAX + 5;

    private final QueueFixture fixture = new QueueFixture();
    private final long queue = fixture.create("q");

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    @Test
    void receiveAnswersAboutOneMebibyteAtTheMost() {
        String third = "x".repeat(Limits.MESSAGE_BYTES_MAX / 3);
        fixture.send(queue, third, third, third, third);

        assertThat(fixture.receive(queue)).hasSize(2);
        assertThat(fixture.receive(queue)).hasSize(2);
    }

    @Test
    void largestMessageAlwaysGoes() {
        fixture.send(queue, "x".repeat(Limits.MESSAGE_BYTES_MAX), "small");

        assertThat(fixture.receive(queue)).hasSize(1);
        assertThat(bodies(fixture.receive(queue))).containsExactly("small");
    }

    @Test
    void moreThanTheWindowComesInOrder() {
        fixture.sendMany(queue, BEYOND_THE_WINDOW, 0);

        assertThat(bodies(fixture.receiveAll(queue))).isEqualTo(numbers(0, BEYOND_THE_WINDOW));
    }

    @Test
    void messagesSentWhileTheWindowIsPartlyTakenComeInOrder() {
        fixture.sendMany(queue, LineWindow.SIZE_MAX + 1, 0);
        var received = new ArrayList<>(bodies(fixture.receive(queue, 10, 100)));
        fixture.send(queue, "late");
        received.addAll(bodies(fixture.receiveAll(queue)));

        var expected = new ArrayList<>(numbers(0, LineWindow.SIZE_MAX + 1));
        expected.add("late");
        assertThat(received).isEqualTo(expected);
    }

    @Test
    void exactlyTheWindowIsNotTheEnd() {
        fixture.sendMany(queue, LineWindow.SIZE_MAX, 0);
        fixture.restart();
        fixture.receive(queue, 1, 100);
        fixture.send(queue, "late");

        assertThat(bodies(fixture.receiveAll(queue))).hasSize(LineWindow.SIZE_MAX).endsWith("late");
    }

    @Test
    void messageDeletedFromTheMiddleIsPassedOver() {
        fixture.sendMany(queue, BEYOND_THE_WINDOW, 0);
        List<ReceivedMessage> all = fixture.receiveAll(queue);
        fixture.advanceSeconds(31);
        fixture.tick(queue);
        assertThat(fixture.receive(queue, 1, 1)).hasSize(1);
        for (int i : new int[] {1, 30, 63, 64, 100, BEYOND_THE_WINDOW - 1}) {
            fixture.delete(queue, all.get(i).handle());
        }
        fixture.advanceSeconds(1);

        var left = new ArrayList<>(numbers(0, BEYOND_THE_WINDOW));
        left.removeAll(List.of("1", "30", "63", "64", "100", "" + (BEYOND_THE_WINDOW - 1)));
        assertThat(bodies(fixture.receiveAll(queue))).containsExactlyInAnyOrderElementsOf(left);
    }

    @Test
    void windowDeletedEmptyIsLoadedAnew() {
        fixture.sendMany(queue, LineWindow.SIZE_MAX + 5, 0);
        List<ReceivedMessage> all = fixture.receiveAll(queue);
        fixture.advanceSeconds(31);
        fixture.restart();
        fixture.receive(queue, 1, 1000);
        all.subList(0, LineWindow.SIZE_MAX).forEach(m -> fixture.delete(queue, m.handle()));

        assertThat(bodies(fixture.receiveAll(queue))).containsExactly("64", "65", "66", "67", "68");
    }

    @Test
    void idleQueueLetsGoOfItsWindowAndLosesNothing() {
        fixture.sendMany(queue, BEYOND_THE_WINDOW, 0);
        assertThat(fixture.receive(queue, 5, 1000)).hasSize(5);
        fixture.tick(queue);
        for (int minute = 0; minute < 3; minute++) {
            fixture.advanceSeconds(61);
            fixture.tick(queue);
        }
        fixture.send(queue, "late");

        var expected = new ArrayList<>(numbers(5, BEYOND_THE_WINDOW));
        expected.add("late");
        assertThat(bodies(fixture.receiveAll(queue))).isEqualTo(expected);
    }

    @Test
    void noMoreThanTheLimitAreInFlight() {
        fixture.send(queue, "a", "b", "c");
        var counters = new Counters();
        counters.ready = 3;
        counters.inFlight = Limits.IN_FLIGHT_MAX - 2;
        fixture.kv.put(Space.META, new Keys(3).counters(queue), counters.encode());
        fixture.restart();

        List<ReceivedMessage> two = fixture.receive(queue);

        assertThat(two).hasSize(2);
        assertThat(fixture.machine.receivable(queue)).isFalse();
        assertThatThrownBy(() -> fixture.receive(queue))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.OVER_LIMIT));
        fixture.delete(queue, two.getFirst().handle());
        assertThat(fixture.machine.receivable(queue)).isTrue();
        assertThat(bodies(fixture.receive(queue))).containsExactly("c");
    }
}
