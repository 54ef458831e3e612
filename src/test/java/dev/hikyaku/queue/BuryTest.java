package dev.hikyaku.queue;

import static dev.hikyaku.queue.QueueFixture.arn;
import static dev.hikyaku.queue.QueueFixture.bodies;
import static dev.hikyaku.queue.QueueFixture.redrive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.model.DeadReason;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.Limits;
import dev.hikyaku.model.MessageAttribute;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.ServiceException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BuryTest {
    private final QueueFixture fixture = new QueueFixture();
    private final long dead = fixture.create("dead");
    private final long queue =
            fixture.create(
                    "q", Map.of("RedrivePolicy", redrive("dead", 5), "VisibilityTimeout", "30"));

    private void send(MessageContent content) {
        fixture.apply(
                new QueueCommand.Send(
                        queue,
                        List.of(new QueueCommand.NewMessage(MessageCodec.encode(content), 0))));
    }

    private static MessageContent content(String body, int attributes) {
        var named = new TreeMap<String, MessageAttribute>();
        for (int i = 0; i < attributes; i++) {
            named.put("a" + i, new MessageAttribute("Number", "1", null));
        }
        return new MessageContent(
                body, QueueFixture.MD5, named, Map.of("AWSTraceHeader", "R"), "me");
    }

    private ReceivedMessage buried(String reason) {
        var handle = fixture.receiveOne(queue).handle();
        assertThat(fixture.bury(queue, handle, reason)).isNull();
        fixture.carry();
        return fixture.receiveOne(dead);
    }

    private static MessageAttribute reason(ReceivedMessage message) {
        return Objects.requireNonNull(
                message.message().content().attributes().get(DeadReason.NAME));
    }

    @Test
    void itIsInTheDeadLetterQueueWithTheReasonAndAllThatItWas() {
        send(content("body", 9));

        ReceivedMessage after = buried("status 422: no such customer");

        assertThat(fixture.counts(queue)).containsExactly(0L, 0L, 0L);
        assertThat(reason(after))
                .isEqualTo(new MessageAttribute("String", "status 422: no such customer", null));
        var attributes = new TreeMap<>(after.message().content().attributes());
        attributes.remove(DeadReason.NAME);
        assertThat(after.message().content().withAttributes(attributes))
                .isEqualTo(content("body", 9));
        assertThat(after.message().deadLetterSourceArn()).isEqualTo(arn("q").toString());
        assertThat(after.message().sentAtMillis()).isEqualTo(QueueFixture.START);
        assertThat(after.receiveCount()).isEqualTo(2);
    }

    @Test
    void itLeavesInTheWriteThatPutsItIntoTheOutbox() {
        fixture.send(queue, "a");
        fixture.bury(queue, fixture.receiveOne(queue).handle(), "no");

        assertThat(fixture.counts(queue)).containsExactly(0L, 0L, 0L);
        assertThat(fixture.outbox()).hasSize(1);
        assertThat(fixture.machine.takePosted()).isTrue();
    }

    @Test
    void aReasonWithoutRoomIsLeftOut() {
        send(content("full", 10));
        assertThat(buried("no").message().content()).isEqualTo(content("full", 10));

        String large = "x".repeat(Limits.MESSAGE_BYTES_MAX - 10);
        send(content(large, 0));
        assertThat(buried("no").message().content()).isEqualTo(content(large, 0));
    }

    @Test
    void aReasonIsCutAndHoldsOnlyWhatAnAttributeMay() {
        fixture.send(queue, "a");
        assertThat(reason(buried("\u0000\ud800" + "é".repeat(5_000))).stringValue())
                .isEqualTo("??" + "é".repeat(DeadReason.LENGTH_MAX - 2));
        fixture.send(queue, "b");
        assertThat(reason(buried("")).stringValue()).isEqualTo("none given");
    }

    @Test
    void aQueueWithoutARedrivePolicyRefuses() {
        fixture.send(dead, "a");
        var handle = fixture.receiveOne(dead).handle();

        assertThatThrownBy(() -> fixture.bury(dead, handle, "no"))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("The queue dead has no RedrivePolicy");
        assertThat(fixture.counts(dead)).containsExactly(0L, 1L, 0L);
    }

    @Test
    void whatIsNotInFlightIsNotBuried() {
        fixture.send(queue, "a");
        var handle = fixture.receiveOne(queue).handle();
        fixture.advanceSeconds(31);

        assertThat(Objects.requireNonNull(fixture.bury(queue, handle, "no")).code())
                .isEqualTo(ErrorCode.MESSAGE_NOT_INFLIGHT);
        fixture.delete(queue, handle);
        assertThat(Objects.requireNonNull(fixture.bury(queue, handle, "no")).code())
                .isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE);
        assertThat(fixture.outbox()).isEmpty();
    }

    @Test
    void withoutItsDeadLetterQueueItComesBackAndIsBuriedAgain() {
        fixture.apply(new QueueCommand.Delete(dead));
        fixture.send(queue, "a");
        fixture.bury(queue, fixture.receiveOne(queue).handle(), "first");
        fixture.carry();
        assertThat(fixture.counts(queue)).containsExactly(1L, 0L, 0L);
        long again = fixture.create("dead");

        fixture.bury(queue, fixture.receiveOne(queue).handle(), "second");
        fixture.carry();

        assertThat(reason(fixture.receiveOne(again)).stringValue()).isEqualTo("second");
    }

    @Test
    void itsGroupGoesOnBehindItAndKeepsItsOrderInTheDeadLetterQueue() {
        long deadFifo = fixture.createFifo("dead.fifo", Map.of());
        long fifo = fixture.createFifo("q.fifo", Map.of("RedrivePolicy", redrive("dead.fifo", 5)));
        fixture.sendTo(fifo, "g", "1", "2", "3");

        fixture.bury(fifo, fixture.receiveOne(fifo).handle(), "no");
        ReceivedMessage second = fixture.receiveOne(fifo);
        fixture.bury(fifo, second.handle(), "no");
        fixture.carry();

        assertThat(second.message().content().body()).isEqualTo("2");
        assertThat(bodies(fixture.receive(fifo))).containsExactly("3");
        assertThat(bodies(fixture.receive(deadFifo))).containsExactly("1", "2");
    }
}
