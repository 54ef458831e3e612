package dev.hikyaku.queue;

import static dev.hikyaku.queue.QueueFixture.bodies;
import static dev.hikyaku.queue.QueueFixture.grouped;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeduplicationTest {
    private static final int INTERVAL_SECONDS = 300;

    private final QueueFixture fixture = new QueueFixture();
    private final long queue = fixture.createFifo("q.fifo", Map.of());

    private QueueReply.Sent.Message send(String group, String body, String id) {
        return fixture.sendAll(queue, grouped(group, body, id, 0)).messages().getFirst();
    }

    @Test
    void duplicateIsAnsweredLikeTheFirstAndNotStored() {
        var first = send("g", "a", "id");
        fixture.advanceSeconds(INTERVAL_SECONDS - 1);

        assertThat(send("g", "b", "id")).isEqualTo(first);
        assertThat(bodies(fixture.receive(queue))).containsExactly("a");
    }

    @Test
    void fiveMinutesLaterItIsAMessageOfItsOwn() {
        var first = send("g", "a", "id");
        fixture.advanceSeconds(INTERVAL_SECONDS);

        assertThat(send("g", "b", "id").number()).isGreaterThan(first.number());
        assertThat(bodies(fixture.receive(queue))).containsExactly("a", "b");
    }

    @Test
    void theIntervalIsNotProlongedByDuplicates() {
        send("g", "a", "id");
        fixture.advanceSeconds(INTERVAL_SECONDS - 1);
        send("g", "b", "id");
        fixture.advanceSeconds(1);
        send("g", "c", "id");

        assertThat(bodies(fixture.receive(queue))).containsExactly("a", "c");
    }

    @Test
    void countsAfterTheDeleteAndThePurgeAndARestart() {
        send("g", "a", "id");
        fixture.delete(queue, fixture.receiveOne(queue).handle());
        send("g", "b", "id");
        fixture.apply(new QueueCommand.Purge(queue));
        send("g", "c", "id");
        fixture.restart();
        send("g", "d", "id");

        assertThat(fixture.counts(queue)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void withinOneBatchToo() {
        var sent =
                fixture.sendAll(queue, grouped("g", "a", "id", 0), grouped("g", "b", "id", 0))
                        .messages();

        assertThat(sent.getFirst()).isEqualTo(sent.getLast());
        assertThat(fixture.counts(queue)).containsExactly(1L, 0L, 0L);
    }

    @Test
    void scopeOfTheQueueCoversAllGroups() {
        send("g", "a", "id");
        send("h", "b", "id");

        assertThat(fixture.counts(queue)).containsExactly(1L, 0L, 0L);
    }

    @Test
    void scopeOfTheGroupDoesNot() {
        fixture.apply(
                new QueueCommand.SetAttributes(
                        queue, Map.of("DeduplicationScope", "messageGroup")));
        send("g", "a", "id");
        send("h", "b", "id");
        send("h", "c", "id");

        assertThat(bodies(fixture.receive(queue))).containsExactly("a", "b");
    }

    @Test
    void bordersBetweenGroupAndIdCount() {
        fixture.apply(
                new QueueCommand.SetAttributes(
                        queue, Map.of("DeduplicationScope", "messageGroup")));
        send("ab", "a", "c");
        send("a", "b", "bc");

        assertThat(fixture.counts(queue)).containsExactly(2L, 0L, 0L);
    }

    /** Over minutes, restarts and what is forgotten meanwhile. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyIdCountsForFiveMinutesSharp(boolean restarts) {
        var sentAt = new HashMap<String, Long>();
        var random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            fixture.advanceSeconds(random.nextInt(10));
            String id = "id" + random.nextInt(100);
            Long before = sentAt.get(id);
            boolean fresh = before == null || before + INTERVAL_SECONDS * 1000 <= fixture.now;
            long messages = fixture.counts(queue).getFirst();
            send("g", "m" + i, id);
            if (fresh) {
                sentAt.put(id, fixture.now);
            }
            assertThat(fixture.counts(queue).getFirst()).isEqualTo(messages + (fresh ? 1 : 0));
            fixture.tick(queue);
            if (restarts && random.nextInt(20) == 0) {
                fixture.restart();
            }
        }
    }

    @Test
    void whatIsOverIsForgottenOnDisk() {
        fixture.tick(queue);
        long before = fixture.store.sizeBytes();
        for (int i = 0; i < 1000; i++) {
            send("g", "m" + i, "id" + i);
        }
        fixture.apply(new QueueCommand.Purge(queue));
        long remembered = fixture.store.sizeBytes() - before;
        fixture.advanceSeconds(INTERVAL_SECONDS + 60);
        fixture.tick(queue);

        assertThat(fixture.store.sizeBytes() - before).isLessThan(200).isLessThan(remembered / 100);
        assertThat(fixture.machine.nextTick(queue)).isEqualTo(QueueState.NEVER);
    }

    @Test
    void aQueueOfTheSameNameRemembersNothing() {
        send("g", "a", "id");
        fixture.apply(new QueueCommand.Delete(queue));
        long again = fixture.createFifo("q.fifo", Map.of());
        fixture.sendAll(again, grouped("g", "b", "id", 0));

        assertThat(bodies(fixture.receive(again))).containsExactly("b");
    }

    // --- attempts to receive

    private List<ReceivedMessage> receive(String attempt, int max, int seconds) {
        var reply = fixture.apply(new QueueCommand.Receive(queue, max, seconds, attempt));
        return ((QueueReply.Received) reply).messages();
    }

    @Test
    void sameAttemptGetsTheSameMessagesAndHandles() {
        fixture.sendTo(queue, "g", "1", "2", "3");
        var first = receive("try", 2, 30);

        assertThat(receive("another", 2, 30)).isEmpty();
        var again = receive("try", 2, 30);

        assertThat(bodies(again)).containsExactly("1", "2");
        assertThat(again.stream().map(ReceivedMessage::handle).toList())
                .isEqualTo(first.stream().map(ReceivedMessage::handle).toList());
        assertThat(again.getFirst().receiveCount()).isEqualTo(1);
    }

    @Test
    void repeatedAttemptResetsTheVisibilityTimeout() {
        fixture.sendTo(queue, "g", "1");
        var first = receive("try", 1, 30);
        fixture.advanceSeconds(20);
        receive("try", 1, 30);
        fixture.advanceSeconds(20);

        assertThat(receive("another", 1, 30)).isEmpty();
        assertThat(fixture.delete(queue, first.getFirst().handle())).isNull();
        assertThat(fixture.counts(queue)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void attemptIsOverOnceAMessageIsDeleted() {
        fixture.sendTo(queue, "g", "1", "2");
        var first = receive("try", 2, 30);
        fixture.delete(queue, first.getFirst().handle());

        assertThat(receive("try", 2, 30)).isEmpty();
    }

    @Test
    void attemptIsOverOnceAVisibilityIsChanged() {
        fixture.sendTo(queue, "g", "1", "2");
        var first = receive("try", 2, 30);
        receive("try", 2, 30);
        fixture.changeVisibility(queue, first.getLast().handle(), 60);

        assertThat(receive("try", 2, 30)).isEmpty();
        fixture.changeVisibility(queue, first.getFirst().handle(), 0);
        fixture.changeVisibility(queue, first.getLast().handle(), 0);
        assertThat(bodies(receive("try", 2, 30))).containsExactly("1", "2");
        assertThat(bodies(receive("try", 2, 30))).containsExactly("1", "2");
    }

    @Test
    void attemptIsOverOnceItsMessagesAreVisibleAgain() {
        fixture.sendTo(queue, "g", "1");
        receive("try", 1, 30);
        fixture.advanceSeconds(30);

        assertThat(receive("try", 1, 30).getFirst().receiveCount()).isEqualTo(2);
    }
}
