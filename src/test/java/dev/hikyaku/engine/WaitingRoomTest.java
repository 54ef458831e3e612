package dev.hikyaku.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueReply;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
    private final WaitingRoom room = new WaitingRoom();

    private Waiter add(long queue, long waitMillis) {
        var waiter = new Waiter(new QueueCommand.Receive(queue, 1, null), waitMillis);
        room.add(waiter, 0);
        return waiter;
    }

    private static void answer(Waiter waiter) {
        waiter.reply().complete(new QueueReply.Received(List.of()));
    }

    @Test
    void firstIsTheFirstThatCameToThatQueue() {
        Waiter first = add(1, 500);
        Waiter second = add(1, 100);
        add(2, 100);

        assertThat(room.first(1)).isSameAs(first);
        room.removeFirst(1);
        assertThat(room.first(1)).isSameAs(second);
        room.removeFirst(1);
        assertThat(room.first(1)).isNull();
        assertThat(room.first(3)).isNull();
    }

    @Test
    void whoeverIsAnsweredOrCancelledIsPassedOver() {
        answer(add(1, 100));
        add(1, 100).cancel();
        Waiter last = add(1, 100);

        assertThat(room.first(1)).isSameAs(last);
    }

    @Test
    void deadlinesComeInOrderAndNotTooSoon() {
        Waiter late = add(1, 200);
        Waiter early = add(2, 100);

        assertThat(room.nextDeadline()).isEqualTo(100);
        assertThat(room.nextExpired(99)).isNull();
        assertThat(room.nextExpired(100)).isSameAs(early);
        assertThat(room.nextDeadline()).isEqualTo(200);
        assertThat(room.nextExpired(200)).isSameAs(late);
        assertThat(room.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void waitersWithTheSameDeadlineAreAllThere() {
        Waiter first = add(1, 100);
        Waiter second = add(1, 100);

        assertThat(room.nextExpired(100)).isSameAs(first);
        assertThat(room.nextExpired(100)).isSameAs(second);
        assertThat(room.nextExpired(100)).isNull();
    }

    @Test
    void whoeverLeftTakesNoPlaceUntilTheDeadline() {
        add(1, 20_000);
        room.removeFirst(1);
        answer(add(1, 20_000));
        room.first(1);
        add(1, 20_000).cancel();
        room.first(1);

        assertThat(room.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void roomIsFullWithItsLimitAndFreeWhenSomebodyLeaves() {
        for (int i = 0; i < WaitingRoom.WAITERS_MAX; i++) {
            assertThat(room.full()).isFalse();
            add(1, 20_000);
        }
        assertThat(room.full()).isTrue();

        room.removeFirst(1);
        assertThat(room.full()).isFalse();
    }
}
