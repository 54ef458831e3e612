package dev.hikyaku.queue;

import static dev.hikyaku.queue.QueueFixture.arn;
import static dev.hikyaku.queue.QueueFixture.bodies;
import static dev.hikyaku.queue.QueueFixture.redrive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.model.MessageAttribute;
import dev.hikyaku.model.MessageContent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
    private final QueueFixture fixture = new QueueFixture();
    private final long dead = fixture.create("dead");
    private final long queue =
            fixture.create(
                    "q", Map.of("RedrivePolicy", redrive("dead", 2), "VisibilityTimeout", "30"));

    private void receiveAndLetGo(long from, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(fixture.receive(from, 1, null)).hasSize(1);
            fixture.advanceSeconds(31);
        }
    }

    private void setPolicy(String target, int maxReceiveCount) {
        fixture.apply(
                new QueueCommand.SetAttributes(
                        queue, Map.of("RedrivePolicy", redrive(target, maxReceiveCount))));
    }

    @Test
    void messageIsReceivedExactlyMaxReceiveCountTimesAndThenMoves() {
        fixture.send(queue, "a");
        receiveAndLetGo(queue, 2);
        assertThat(fixture.counts(dead)).containsExactly(0L, 0L, 0L);

        assertThat(fixture.receive(queue)).isEmpty();
        fixture.carry();

        assertThat(fixture.counts(queue)).containsExactly(0L, 0L, 0L);
        assertThat(fixture.counts(dead)).containsExactly(1L, 0L, 0L);
    }

    @Test
    void messageOnItsWayIsInTheOutbox() {
        fixture.send(queue, "a");
        receiveAndLetGo(queue, 2);
        fixture.receive(queue);

        assertThat(fixture.outbox()).hasSize(1);
        assertThat(fixture.outbox().getFirst().target()).isEqualTo(arn("dead").toString());
        assertThat(fixture.machine.takePosted()).isTrue();
        assertThat(fixture.machine.takePosted()).isFalse();
    }

    @Test
    void oneReceiveMovesTheDeadAndHandsOutTheLiving() {
        fixture.send(queue, "dead");
        receiveAndLetGo(queue, 2);
        fixture.send(queue, "alive");

        assertThat(bodies(fixture.receive(queue))).containsExactly("alive");
    }

    @Test
    void deadLetterKeepsWhatItIsAndNamesItsSource() {
        var attributes = new TreeMap<String, MessageAttribute>();
        attributes.put("bin", new MessageAttribute("Binary", null, new byte[] {1, 2}));
        var content =
                new MessageContent(
                        "body", QueueFixture.MD5, attributes, Map.of("AWSTraceHeader", "R"), "me");
        fixture.apply(
                new QueueCommand.Send(
                        queue,
                        List.of(new QueueCommand.NewMessage(MessageCodec.encode(content), 0))));
        ReceivedMessage before = fixture.receiveOne(queue);
        fixture.advanceSeconds(31);
        receiveAndLetGo(queue, 1);
        fixture.receive(queue);
        fixture.carry();

        ReceivedMessage after = fixture.receiveOne(dead);

        assertThat(after.message().id()).isEqualTo(before.message().id());
        assertThat(after.message().sentAtMillis()).isEqualTo(QueueFixture.START);
        assertThat(after.message().deadLetterSourceArn()).isEqualTo(arn("q").toString());
        assertThat(after.message().content()).usingRecursiveComparison().isEqualTo(content);
        assertThat(after.receiveCount()).isEqualTo(3);
        assertThat(after.firstReceivedAtMillis()).isEqualTo(before.firstReceivedAtMillis());
        assertThat(before.message().deadLetterSourceArn()).isNull();
    }

    @Test
    void deadLetterIsReceivedAndDeletedLikeAnyMessage() {
        fixture.send(queue, "a");
        receiveAndLetGo(queue, 2);
        fixture.receive(queue);
        fixture.carry();
        var first = fixture.receiveOne(dead).handle();
        fixture.advanceSeconds(31);
        fixture.tick(dead);

        fixture.delete(dead, first);

        assertThat(fixture.counts(dead)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void policyOfTheDeadLetterQueueCountsItsOwnReceives() {
        long deadest = fixture.create("deadest");
        fixture.apply(
                new QueueCommand.SetAttributes(
                        dead, Map.of("RedrivePolicy", redrive("deadest", 2))));
        fixture.send(queue, "a");
        receiveAndLetGo(queue, 2);
        fixture.receive(queue);
        fixture.carry();

        receiveAndLetGo(dead, 2);
        assertThat(fixture.receive(dead)).isEmpty();
        fixture.carry();

        assertThat(fixture.receiveOne(deadest).message().deadLetterSourceArn())
                .isEqualTo(arn("dead").toString());
    }

    @Test
    void deadLetterWithoutItsQueueComesBackAndIsHandedOutOnceMore() {
        fixture.apply(new QueueCommand.Delete(dead));
        fixture.send(queue, "a");
        receiveAndLetGo(queue, 2);
        assertThat(fixture.receive(queue)).isEmpty();
        fixture.carry();

        assertThat(fixture.counts(queue)).containsExactly(1L, 0L, 0L);
        ReceivedMessage back = fixture.receiveOne(queue);
        assertThat(back.receiveCount()).isEqualTo(3);
        assertThat(back.firstReceivedAtMillis()).isEqualTo(QueueFixture.START);
        assertThat(back.message().deadLetterSourceArn()).isNull();
    }

    @Test
    void deadLetterThatCameBackMovesOnceItsQueueIsThere() {
        fixture.apply(new QueueCommand.Delete(dead));
        fixture.send(queue, "a");
        receiveAndLetGo(queue, 2);
        fixture.receive(queue);
        fixture.carry();
        receiveAndLetGo(queue, 1);
        long again = fixture.create("dead");

        assertThat(fixture.receive(queue)).isEmpty();
        fixture.carry();

        assertThat(fixture.receiveOne(again).receiveCount()).isEqualTo(4);
    }

    @Test
    void messageThatComesBackToADeletedQueueIsGoneWithIt() {
        fixture.apply(new QueueCommand.Delete(dead));
        fixture.send(queue, "a");
        receiveAndLetGo(queue, 2);
        fixture.receive(queue);
        fixture.apply(new QueueCommand.Delete(queue));
        fixture.carry();

        assertThat(fixture.outbox()).isEmpty();
        assertThat(fixture.counts(fixture.create("q"))).containsExactly(0L, 0L, 0L);
    }

    @Test
    void raisedPolicyGivesMoreReceives() {
        fixture.send(queue, "a");
        receiveAndLetGo(queue, 2);
        setPolicy("dead", 3);

        receiveAndLetGo(queue, 1);
        assertThat(fixture.receive(queue)).isEmpty();
        assertThat(fixture.outbox()).hasSize(1);
    }

    @Test
    void loweredPolicyMovesAtTheNextReceive() {
        setPolicy("dead", 10);
        fixture.send(queue, "a");
        receiveAndLetGo(queue, 5);
        setPolicy("dead", 1);

        assertThat(fixture.receive(queue)).isEmpty();
        assertThat(fixture.outbox()).hasSize(1);
    }

    @Test
    void policyTakenBackLetsTheMessageStay() {
        fixture.send(queue, "a");
        receiveAndLetGo(queue, 2);
        fixture.apply(new QueueCommand.SetAttributes(queue, Map.of("RedrivePolicy", "")));

        receiveAndLetGo(queue, 3);
        assertThat(fixture.outbox()).isEmpty();
    }

    @Test
    void receiveWithTimeoutZeroCountsAsOneReceive() {
        fixture.send(queue, "a");

        assertThat(fixture.receive(queue, 10, 0)).hasSize(1);
        assertThat(fixture.receive(queue, 10, 0)).hasSize(1);
        assertThat(fixture.receive(queue, 10, 0)).isEmpty();
        assertThat(fixture.outbox()).hasSize(1);
    }

    @Test
    void manyDeadLettersMoveAStepAtATimeAndAllArrive() {
        setPolicy("dead", 1);
        int count = Step.MOVES_MAX + 100;
        fixture.sendMany(queue, count, 0);
        assertThat(fixture.receiveAll(queue)).hasSize(count);
        fixture.advanceSeconds(31);
        fixture.tick(queue);
        while (fixture.counts(queue).getFirst() > 0) {
            assertThat(fixture.receive(queue)).isEmpty();
        }
        fixture.carry();

        assertThat(fixture.counts(dead)).containsExactly((long) count, 0L, 0L);
    }
}
