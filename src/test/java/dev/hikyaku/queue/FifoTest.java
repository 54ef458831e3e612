package dev.hikyaku.queue;

import static dev.hikyaku.queue.QueueFixture.bodies;
import static dev.hikyaku.queue.QueueFixture.grouped;
import static dev.hikyaku.queue.QueueFixture.redrive;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FifoTest {
    private final QueueFixture fixture = new QueueFixture();
    private final long queue = fixture.createFifo("q.fifo", Map.of("VisibilityTimeout", "30"));

    @Test
    void groupComesOutInTheOrderOfItsSends() {
        fixture.sendTo(queue, "g", "1", "2", "3");

        assertThat(bodies(fixture.receive(queue, 2, null))).containsExactly("1", "2");
    }

    @Test
    void groupWithAMessageInFlightGivesNoOther() {
        fixture.sendTo(queue, "g", "1", "2");
        ReceivedMessage first = fixture.receiveOne(queue);

        assertThat(fixture.receive(queue)).isEmpty();
        assertThat(fixture.machine.receivable(queue)).isFalse();
        assertThat(fixture.counts(queue)).containsExactly(1L, 1L, 0L);
        fixture.delete(queue, first.handle());

        assertThat(fixture.machine.receivable(queue)).isTrue();
        assertThat(bodies(fixture.receive(queue))).containsExactly("2");
    }

    @Test
    void otherGroupsAreNotHeldUp() {
        fixture.sendTo(queue, "a", "a1", "a2");
        fixture.sendTo(queue, "b", "b1");
        fixture.receiveOne(queue);

        assertThat(bodies(fixture.receive(queue))).containsExactly("b1");
    }

    @Test
    void oneReceiveTakesWhatAGroupHasAndThenTheNext() {
        fixture.sendTo(queue, "a", "a1");
        fixture.sendTo(queue, "b", "b1");
        fixture.sendTo(queue, "a", "a2");

        assertThat(bodies(fixture.receive(queue))).containsExactly("a1", "a2", "b1");
    }

    @Test
    void groupWaitsForAllThatOneReceiveTook() {
        fixture.sendTo(queue, "g", "1", "2", "3");
        var taken = fixture.receive(queue, 2, null);
        fixture.delete(queue, taken.getFirst().handle());

        assertThat(fixture.receive(queue)).isEmpty();
        fixture.delete(queue, taken.getLast().handle());

        assertThat(bodies(fixture.receive(queue))).containsExactly("3");
    }

    @Test
    void messageThatComesBackIsFirstOfItsGroupAgain() {
        fixture.sendTo(queue, "g", "1", "2");
        fixture.receiveOne(queue);
        fixture.sendTo(queue, "g", "3");
        fixture.advanceSeconds(30);

        assertThat(bodies(fixture.receive(queue))).containsExactly("1", "2", "3");
    }

    @Test
    void visibilityTimeoutOfZeroPutsItBackInFront() {
        fixture.sendTo(queue, "g", "1", "2");
        ReceivedMessage first = fixture.receiveOne(queue);
        fixture.changeVisibility(queue, first.handle(), 0);

        assertThat(bodies(fixture.receive(queue, 1, 0))).containsExactly("1");
        assertThat(bodies(fixture.receive(queue))).containsExactly("1", "2");
    }

    @Test
    void groupIsHeldThroughARestart() {
        fixture.sendTo(queue, "g", "1", "2");
        ReceivedMessage first = fixture.receiveOne(queue);
        fixture.restart();

        assertThat(fixture.receive(queue)).isEmpty();
        fixture.delete(queue, first.handle());
        fixture.restart();

        assertThat(bodies(fixture.receive(queue))).containsExactly("2");
    }

    @Test
    void handleWhoseTimeIsOverDeletesNothing() {
        fixture.sendTo(queue, "g", "1");
        ReceivedMessage first = fixture.receiveOne(queue);
        fixture.advanceSeconds(30);

        assertThat(fixture.delete(queue, first.handle()))
                .hasMessageContaining("The receipt handle has expired");
        assertThat(bodies(fixture.receive(queue))).containsExactly("1");
    }

    @Test
    void deletingTwiceIsNoError() {
        fixture.sendTo(queue, "g", "1");
        ReceivedMessage first = fixture.receiveOne(queue);

        assertThat(fixture.delete(queue, first.handle())).isNull();
        assertThat(fixture.delete(queue, first.handle())).isNull();
    }

    @Test
    void longerVisibilityHoldsTheGroupLonger() {
        fixture.sendTo(queue, "g", "1", "2");
        ReceivedMessage first = fixture.receiveOne(queue);
        fixture.changeVisibility(queue, first.handle(), 100);
        fixture.advanceSeconds(60);
        assertThat(fixture.receive(queue)).isEmpty();

        assertThat(fixture.delete(queue, first.handle())).isNull();
        assertThat(bodies(fixture.receive(queue))).containsExactly("2");
    }

    @Test
    void groupsTakeTurns() {
        for (int i = 0; i < 3; i++) {
            fixture.sendTo(queue, "a", "a" + i);
            fixture.sendTo(queue, "b", "b" + i);
        }
        var order = new ArrayList<String>();
        for (int i = 0; i < 6; i++) {
            ReceivedMessage message = fixture.receiveOne(queue);
            order.addAll(bodies(List.of(message)));
            fixture.delete(queue, message.handle());
        }

        assertThat(order).containsExactly("a0", "b0", "a1", "b1", "a2", "b2");
    }

    @Test
    void moreGroupsThanAWindowHolds() {
        int groups = 3 * LineWindow.SIZE_MAX;
        for (int i = 0; i < groups; i++) {
            fixture.sendTo(queue, "g" + i, "m" + i);
        }
        fixture.restart();

        assertThat(fixture.receiveAll(queue)).hasSize(groups);
        assertThat(fixture.counts(queue)).containsExactly(0L, (long) groups, 0L);
    }

    @Test
    void delayedMessageIsNotOvertakenWithinItsGroup() {
        fixture.sendAll(queue, grouped("g", "1", "1", 20));
        fixture.sendAll(queue, grouped("g", "2", "2", 0));
        fixture.sendAll(queue, grouped("other", "3", "3", 0));

        assertThat(bodies(fixture.receive(queue))).containsExactly("3");
        assertThat(fixture.counts(queue)).containsExactly(0L, 1L, 2L);
        fixture.advanceSeconds(20);
        assertThat(bodies(fixture.receive(queue))).containsExactly("1", "2");
    }

    @Test
    void deadLettersKeepTheirOrderAndGroup() {
        long dead = fixture.createFifo("dead.fifo", Map.of());
        long source =
                fixture.createFifo("s.fifo", Map.of("RedrivePolicy", redrive("dead.fifo", 1)));
        fixture.sendTo(source, "g", "1", "2", "3");
        fixture.receive(source, 3, 10);
        fixture.advanceSeconds(10);
        assertThat(fixture.receive(source)).isEmpty();
        fixture.carry();

        List<ReceivedMessage> letters = fixture.receive(dead);
        assertThat(bodies(letters)).containsExactly("1", "2", "3");
        assertThat(fixture.counts(source)).containsExactly(0L, 0L, 0L);
        fixture.sendTo(dead, "g", "4");
        assertThat(fixture.receive(dead)).isEmpty();
    }

    @Test
    void deadLetterLetsTheNextOfItsGroupThrough() {
        fixture.createFifo("dead.fifo", Map.of());
        long source =
                fixture.createFifo("s.fifo", Map.of("RedrivePolicy", redrive("dead.fifo", 1)));
        fixture.sendTo(source, "g", "1", "2");
        fixture.receive(source, 1, 10);
        fixture.advanceSeconds(10);

        assertThat(bodies(fixture.receive(source))).containsExactly("2");
    }

    @Test
    void retentionEndsForTheHeadOfAGroupAndTheNextIsHandedOut() {
        long brief = fixture.createFifo("b.fifo", Map.of("MessageRetentionPeriod", "60"));
        fixture.sendTo(brief, "g", "old");
        fixture.advanceSeconds(40);
        fixture.sendTo(brief, "g", "young");
        fixture.advanceSeconds(20);

        assertThat(bodies(fixture.receive(brief))).containsExactly("young");
    }

    @Test
    void ticksRemoveWhatIsPastItsRetentionInAllGroups() {
        long brief = fixture.createFifo("b.fifo", Map.of("MessageRetentionPeriod", "60"));
        for (int i = 0; i < 100; i++) {
            fixture.sendTo(brief, "g" + i, "m" + i);
        }
        fixture.tick(brief);
        fixture.advanceSeconds(60);
        fixture.tick(brief);

        assertThat(fixture.counts(brief)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void purgeLeavesNoGroupBehind() {
        fixture.sendTo(queue, "g", "1", "2");
        fixture.receiveOne(queue);
        fixture.apply(new QueueCommand.Purge(queue));
        fixture.sendTo(queue, "g", "3");

        assertThat(bodies(fixture.receive(queue))).containsExactly("3");
    }

    @Test
    void emptyGroupsLeaveNothingInTheStore() {
        long plain = fixture.createFifo("plain.fifo", Map.of());
        long before = fixture.store.sizeBytes();
        fixture.sendAll(plain, grouped("g", "1", null, 0));
        fixture.delete(plain, fixture.receiveOne(plain).handle());

        assertThat(fixture.store.sizeBytes() - before)
                .as("only the queue's counters were added")
                .isLessThan(96);
    }
}
