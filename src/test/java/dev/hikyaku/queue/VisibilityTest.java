package dev.hikyaku.queue;

import static dev.hikyaku.queue.QueueFixture.bodies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VisibilityTest {
    private final QueueFixture fixture = new QueueFixture();
    private final long queue = fixture.create("q", Map.of("VisibilityTimeout", "30"));

    private static void assertCode(@Nullable ServiceException error, ErrorCode code) {
        assertThat(error).isNotNull();
        assertThat(error).extracting(ServiceException::code).isEqualTo(code);
    }

    @Test
    void messageInFlightIsNotHandedOutUntilTheVeryMomentOfItsTimeout() {
        fixture.send(queue, "a");
        fixture.receiveOne(queue);
        fixture.now += 29_999;
        assertThat(fixture.receive(queue)).isEmpty();

        fixture.now += 1;
        ReceivedMessage again = fixture.receiveOne(queue);

        assertThat(again.receiveCount()).isEqualTo(2);
        assertThat(again.firstReceivedAtMillis()).isEqualTo(QueueFixture.START);
    }

    @Test
    void receiveMayChooseItsOwnTimeout() {
        fixture.send(queue, "a");
        fixture.receive(queue, 1, 100);

        fixture.advanceSeconds(99);
        assertThat(fixture.receive(queue)).isEmpty();
        fixture.advanceSeconds(1);
        assertThat(fixture.receive(queue)).hasSize(1);
    }

    @Test
    void changedQueueTimeoutHoldsForTheNextReceive() {
        fixture.send(queue, "a");
        fixture.apply(new QueueCommand.SetAttributes(queue, Map.of("VisibilityTimeout", "5")));
        fixture.receiveOne(queue);

        fixture.advanceSeconds(5);
        assertThat(fixture.receive(queue)).hasSize(1);
    }

    @Test
    void receiveWithTimeoutZeroLeavesTheMessagesReadyForTheNextReceive() {
        fixture.send(queue, "a", "b");

        assertThat(bodies(fixture.receive(queue, 10, 0))).containsExactly("a", "b");

        assertThat(fixture.counts(queue)).containsExactly(2L, 0L, 0L);
        assertThat(fixture.receive(queue, 10, 0))
                .extracting(ReceivedMessage::receiveCount)
                .containsExactly(2, 2);
    }

    @Test
    void handleOfAReceiveWithTimeoutZeroDeletes() {
        fixture.send(queue, "a");
        var handle = fixture.receive(queue, 1, 0).getFirst().handle();

        fixture.delete(queue, handle);

        assertThat(fixture.counts(queue)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void staleHandleOfAReceiveWithTimeoutZeroDeletesNothing() {
        fixture.send(queue, "a");
        var stale = fixture.receive(queue, 1, 0).getFirst().handle();
        fixture.receive(queue, 1, 0);

        fixture.delete(queue, stale);

        assertThat(fixture.counts(queue)).containsExactly(1L, 0L, 0L);
    }

    @Test
    void longerVisibilityCountsFromTheChange() {
        fixture.send(queue, "a");
        var handle = fixture.receiveOne(queue).handle();
        fixture.advanceSeconds(20);
        assertThat(fixture.changeVisibility(queue, handle, 60)).isNull();

        fixture.advanceSeconds(59);
        assertThat(fixture.receive(queue)).isEmpty();
        fixture.advanceSeconds(1);
        assertThat(fixture.receive(queue)).hasSize(1);
    }

    @Test
    void shorterVisibilityEndsSooner() {
        fixture.send(queue, "a");
        var handle = fixture.receiveOne(queue).handle();
        fixture.changeVisibility(queue, handle, 2);

        fixture.advanceSeconds(2);
        assertThat(fixture.receive(queue)).hasSize(1);
    }

    @Test
    void visibilityZeroHandsTheMessageBackAtOnce() {
        fixture.send(queue, "a");
        var handle = fixture.receiveOne(queue).handle();

        assertThat(fixture.changeVisibility(queue, handle, 0)).isNull();

        assertThat(fixture.counts(queue)).containsExactly(1L, 0L, 0L);
        assertThat(fixture.receiveOne(queue).receiveCount()).isEqualTo(2);
    }

    @Test
    void handleStaysGoodThroughChanges() {
        fixture.send(queue, "a", "b");
        var extended = fixture.receiveOne(queue).handle();
        var handedBack = fixture.receiveOne(queue).handle();
        fixture.changeVisibility(queue, extended, 60);
        fixture.changeVisibility(queue, extended, 90);
        fixture.changeVisibility(queue, handedBack, 0);

        fixture.delete(queue, extended);
        fixture.delete(queue, handedBack);

        assertThat(fixture.counts(queue)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void handleOfAnExtendedMessageStaysGoodAfterTheExtensionRanOut() {
        fixture.send(queue, "a");
        var handle = fixture.receiveOne(queue).handle();
        fixture.changeVisibility(queue, handle, 60);
        fixture.advanceSeconds(61);
        fixture.tick(queue);

        fixture.delete(queue, handle);

        assertThat(fixture.counts(queue)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void staleHandleOfAnExtendedMessageDeletesNothing() {
        fixture.send(queue, "a");
        var stale = fixture.receiveOne(queue).handle();
        fixture.changeVisibility(queue, stale, 60);
        fixture.advanceSeconds(61);
        var good = fixture.receiveOne(queue).handle();
        fixture.changeVisibility(queue, good, 60);

        fixture.delete(queue, stale);
        assertThat(fixture.counts(queue)).containsExactly(0L, 1L, 0L);
        fixture.delete(queue, good);
        assertThat(fixture.counts(queue)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void visibilityPastTwelveHoursFromTheReceiveIsRefusedAndChangesNothing() {
        fixture.send(queue, "a");
        var handle = fixture.receive(queue, 1, 43_200).getFirst().handle();
        assertThat(fixture.changeVisibility(queue, handle, 43_200)).isNull();
        fixture.advanceSeconds(1);

        assertCode(
                fixture.changeVisibility(queue, handle, 43_200), ErrorCode.INVALID_PARAMETER_VALUE);

        assertThat(fixture.changeVisibility(queue, handle, 43_199)).isNull();
        fixture.advanceSeconds(43_198);
        assertThat(fixture.receive(queue)).isEmpty();
        fixture.advanceSeconds(1);
        assertThat(fixture.receive(queue)).hasSize(1);
    }

    @Test
    void twelveHoursCountAnewFromEachReceive() {
        fixture.send(queue, "a");
        fixture.receive(queue, 1, 10);
        fixture.advanceSeconds(100);
        var handle = fixture.receiveOne(queue).handle();

        assertThat(fixture.changeVisibility(queue, handle, 43_200)).isNull();
    }

    @Test
    void visibleMessageIsNotInFlight() {
        fixture.send(queue, "a");
        var handle = fixture.receiveOne(queue).handle();
        fixture.advanceSeconds(31);

        assertCode(fixture.changeVisibility(queue, handle, 60), ErrorCode.MESSAGE_NOT_INFLIGHT);

        assertThat(fixture.counts(queue)).containsExactly(1L, 0L, 0L);
    }

    @Test
    void visibilityOfADeletedMessageCannotBeChanged() {
        fixture.send(queue, "a");
        var handle = fixture.receiveOne(queue).handle();
        fixture.delete(queue, handle);

        assertCode(fixture.changeVisibility(queue, handle, 60), ErrorCode.INVALID_PARAMETER_VALUE);
        assertThat(fixture.counts(queue)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void staleHandleChangesNothing() {
        fixture.send(queue, "a");
        var stale = fixture.receiveOne(queue).handle();
        fixture.advanceSeconds(31);
        fixture.receiveOne(queue);

        assertCode(fixture.changeVisibility(queue, stale, 0), ErrorCode.INVALID_PARAMETER_VALUE);

        assertThat(fixture.receive(queue)).isEmpty();
    }

    @Test
    void batchOfChangesAnswersEachByItself() {
        long other = fixture.create("other");
        fixture.send(queue, "a");
        fixture.send(other, "b");
        var mine = fixture.receiveOne(queue).handle();
        var foreign = fixture.receiveOne(other).handle();

        var outcomes =
                (QueueReply.Outcomes)
                        fixture.apply(
                                new QueueCommand.ChangeVisibility(
                                        queue,
                                        List.of(
                                                new QueueCommand.ChangeVisibility.Change(
                                                        foreign, 0),
                                                new QueueCommand.ChangeVisibility.Change(
                                                        mine, 0))));

        assertCode(outcomes.errors().getFirst(), ErrorCode.RECEIPT_HANDLE_IS_INVALID);
        assertThat(outcomes.errors().getLast()).isNull();
        assertThat(fixture.counts(queue)).containsExactly(1L, 0L, 0L);
        assertThat(fixture.counts(other)).containsExactly(0L, 1L, 0L);
    }
}
