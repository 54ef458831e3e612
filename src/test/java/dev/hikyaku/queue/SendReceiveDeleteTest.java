package dev.hikyaku.queue;

import static dev.hikyaku.queue.QueueFixture.bodies;
import static dev.hikyaku.queue.QueueFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendReceiveDeleteTest {
    private final QueueFixture fixture = new QueueFixture();
    private final long queue = fixture.create("q");

    @Test
    void receivedMessageIsWhatWasSent() {
        var sent =
                (QueueReply.Sent)
                        fixture.apply(
                                new QueueCommand.Send(
                                        queue,
                                        List.of(new QueueCommand.NewMessage(content("a"), 0))));

        ReceivedMessage received = fixture.receiveOne(queue);

        assertThat(received.message().id()).isEqualTo(sent.messages().getFirst().id());
        assertThat(received.message().content().body()).isEqualTo("a");
        assertThat(received.message().content().bodyMd5()).isEqualTo(QueueFixture.MD5);
        assertThat(received.message().sentAtMillis()).isEqualTo(QueueFixture.START);
        assertThat(received.receiveCount()).isEqualTo(1);
        assertThat(received.firstReceivedAtMillis()).isEqualTo(QueueFixture.START);
    }

    @Test
    void messagesComeInTheOrderOfTheirSending() {
        fixture.send(queue, "a", "b");
        fixture.send(queue, "c");

        assertThat(bodies(fixture.receive(queue))).containsExactly("a", "b", "c");
    }

    @Test
    void messageIdsDiffer() {
        fixture.sendMany(queue, 100, 0);

        var ids = fixture.receiveAll(queue).stream().map(m -> m.message().id()).distinct();
        assertThat(ids).hasSize(100);
    }

    @Test
    void receiveGivesNoMoreThanAskedFor() {
        fixture.sendMany(queue, 12, 0);

        assertThat(fixture.receive(queue, 3, null)).hasSize(3);
        assertThat(fixture.receive(queue, 10, null)).hasSize(9);
        assertThat(fixture.receive(queue, 10, null)).isEmpty();
    }

    @Test
    void deletedMessageNeverComesBack() {
        fixture.send(queue, "a", "b");
        ReceivedMessage a = fixture.receiveOne(queue);
        assertThat(fixture.delete(queue, a.handle())).isNull();

        fixture.advanceSeconds(3600);
        assertThat(bodies(fixture.receive(queue))).containsExactly("b");
        assertThat(fixture.counts(queue)).containsExactly(0L, 1L, 0L);
    }

    @Test
    void deletingTwiceSucceedsAndCountsOnce() {
        fixture.send(queue, "a", "b");
        ReceivedMessage a = fixture.receiveOne(queue);
        fixture.delete(queue, a.handle());

        assertThat(fixture.delete(queue, a.handle())).isNull();
        assertThat(fixture.counts(queue)).containsExactly(1L, 0L, 0L);
    }

    @Test
    void oneHandleTwiceInABatchCountsOnce() {
        fixture.send(queue, "a", "b");
        var handle = fixture.receiveOne(queue).handle();

        fixture.apply(new QueueCommand.DeleteMessages(queue, List.of(handle, handle)));

        assertThat(fixture.counts(queue)).containsExactly(1L, 0L, 0L);
    }

    @Test
    void handleStaysGoodAfterItsTimeoutUntilTheNextReceive() {
        fixture.send(queue, "a");
        var handle = fixture.receiveOne(queue).handle();
        fixture.advanceSeconds(31);
        fixture.tick(queue);
        assertThat(fixture.counts(queue)).containsExactly(1L, 0L, 0L);

        assertThat(fixture.delete(queue, handle)).isNull();

        assertThat(fixture.counts(queue)).containsExactly(0L, 0L, 0L);
        assertThat(fixture.receive(queue)).isEmpty();
    }

    @Test
    void staleHandleDeletesNothing() {
        fixture.send(queue, "a");
        var stale = fixture.receiveOne(queue).handle();
        fixture.advanceSeconds(31);
        var good = fixture.receiveOne(queue).handle();

        assertThat(fixture.delete(queue, stale)).isNull();

        assertThat(fixture.counts(queue)).containsExactly(0L, 1L, 0L);
        fixture.advanceSeconds(31);
        assertThat(fixture.receive(queue))
                .extracting(ReceivedMessage::receiveCount)
                .containsExactly(3);
        assertThat(good).isNotEqualTo(stale);
    }

    @Test
    void staleHandleDeletesNothingWhenTheMessageIsReadyOnceMore() {
        fixture.send(queue, "a");
        var stale = fixture.receiveOne(queue).handle();
        fixture.advanceSeconds(31);
        fixture.receiveOne(queue);
        fixture.advanceSeconds(31);
        fixture.tick(queue);

        fixture.delete(queue, stale);

        assertThat(fixture.counts(queue)).containsExactly(1L, 0L, 0L);
    }

    @Test
    void handleOfAnotherQueueIsInvalidAndTheBatchGoesOn() {
        long other = fixture.create("other");
        fixture.send(queue, "a");
        fixture.send(other, "b");
        var mine = fixture.receiveOne(queue).handle();
        var foreign = fixture.receiveOne(other).handle();

        var outcomes =
                (QueueReply.Outcomes)
                        fixture.apply(
                                new QueueCommand.DeleteMessages(queue, List.of(foreign, mine)));

        assertThat(outcomes.errors().getFirst())
                .extracting(ServiceException::code)
                .isEqualTo(ErrorCode.RECEIPT_HANDLE_IS_INVALID);
        assertThat(outcomes.errors().getLast()).isNull();
        assertThat(fixture.counts(queue)).containsExactly(0L, 0L, 0L);
        assertThat(fixture.counts(other)).containsExactly(0L, 1L, 0L);
    }

    @Test
    void handlesOutliveARestart() {
        fixture.send(queue, "a", "b");
        var timed = fixture.receiveOne(queue).handle();
        var expired = fixture.receive(queue, 1, 5).getFirst().handle();
        fixture.advanceSeconds(6);
        fixture.tick(queue);
        fixture.restart();

        fixture.delete(queue, timed);
        fixture.delete(queue, expired);

        assertThat(fixture.counts(queue)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void queueThatDoesNotExistRefusesEverything() {
        for (QueueCommand command :
                List.of(
                        new QueueCommand.Send(99, List.of()),
                        new QueueCommand.Receive(99, 1, null),
                        new QueueCommand.DeleteMessages(99, List.of()),
                        new QueueCommand.ChangeVisibility(99, List.of()),
                        new QueueCommand.Count(99),
                        new QueueCommand.Purge(99),
                        new QueueCommand.Delete(99))) {
            assertThatThrownBy(() -> fixture.apply(command))
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.QUEUE_DOES_NOT_EXIST));
        }
    }

    @Test
    void tickOfAQueueThatDoesNotExistIsNothing() {
        assertThat(fixture.apply(new QueueCommand.Tick(99))).isEqualTo(new QueueReply.Done());
    }
}
