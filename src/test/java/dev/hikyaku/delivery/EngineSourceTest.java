package dev.hikyaku.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.source.BatchOutcome;
import dev.hikyaku.delivery.source.Burial;
import dev.hikyaku.delivery.source.EngineSource;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.model.MessageAttribute;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.queue.QueueCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The embedded source on a real engine. */
class EngineSourceTest {
    private static final QueueArn DEAD = new QueueArn("us-east-1", "000000000000", "dead");
    private static final Map<String, String> ONE_RECEIVE =
            Map.of(
                    "RedrivePolicy",
                    "{\"deadLetterTargetArn\":\"" + DEAD + "\",\"maxReceiveCount\":1}");

    private final EngineQueue queue = new EngineQueue();

    @AfterEach
    void close() {
        queue.close();
    }

    private void createDead() {
        Waiting.result(queue.engine.create(new QueueCommand.Create(DEAD, Map.of(), Map.of())));
    }

    private static List<Message> receive(EngineSource source, Duration wait) {
        return Waiting.result(
                source.receive(10, Duration.ofSeconds(30), wait, Runnable::run).messages());
    }

    private static List<Message> receive(EngineSource source) {
        return receive(source, Duration.ZERO);
    }

    @Test
    void aReleasedReceiveDoesNotCountForTheRedrivePolicy() {
        createDead();
        EngineSource source = queue.create(ONE_RECEIVE).source();
        queue.send("a");
        var counts = new ArrayList<Integer>();
        for (int i = 0; i < 3; i++) {
            Message message = receive(source).getFirst();
            counts.add(message.receiveCount());
            assertThat(Waiting.result(source.release(List.of(message.handle()))).refusals())
                    .isEmpty();
        }
        assertThat(counts).containsExactly(1, 2, 3);
    }

    @Test
    void buriedMessagesAreInTheDeadLetterQueueAndSayFromWhere() {
        createDead();
        EngineSource source = queue.create(ONE_RECEIVE).source();
        String large = "x".repeat(1_000_000);
        for (int i = 0; i < 9; i++) {
            queue.send(large + i);
        }
        var burials = new ArrayList<Burial>();
        for (List<Message> some = receive(source); !some.isEmpty(); some = receive(source)) {
            some.forEach(message -> burials.add(new Burial(message, "status 422")));
        }
        burials.add(5, burials.getFirst());

        BatchOutcome outcome = Waiting.result(source.bury(burials));

        assertThat(outcome.refusals()).containsOnlyKeys(5);
        var dead = new EngineSource(queue.engine, DEAD);
        var found = new ArrayList<Message>();
        while (found.size() < 9) {
            found.addAll(receive(dead, Duration.ofSeconds(5)));
        }
        assertThat(found)
                .allSatisfy(message -> {
                    assertThat(message.attributes())
                            .containsEntry(
                                    "HikyakuDeadReason",
                                    new MessageAttribute("String", "status 422", null));
                    assertThat(message.system())
                            .isEqualTo(
                                    Map.of("DeadLetterQueueSourceArn", EngineQueue.ARN.toString()));
                });
    }

    @Test
    void withoutARedrivePolicyABurialIsRefusedForGood() {
        EngineSource source = queue.create(Map.of()).source();
        queue.send("a");
        var burial = new Burial(receive(source).getFirst(), "no");

        var refusal = Waiting.result(source.bury(List.of(burial))).refusal(0);

        assertThat(refusal)
                .satisfies(refused -> {
                    assertThat(refused.reason()).contains("The queue orders has no RedrivePolicy");
                    assertThat(refused.retryable()).isFalse();
                });
    }

    @Test
    void aPlainMessageHasNoSystemAttributesOfItsOwn() {
        EngineSource source = queue.create(Map.of()).source();
        queue.send("a");
        Message message = receive(source).getFirst();
        assertThat(message.system()).isEmpty();
        assertThat(message.queueArn()).isEqualTo(EngineQueue.ARN.toString());
    }

    @Test
    void aMessageOfAFifoQueueHasItsSequenceNumber() {
        var arn = new QueueArn("us-east-1", "000000000000", "orders.fifo");
        var create = new QueueCommand.Create(arn, Map.of("FifoQueue", "true"), Map.of());
        Waiting.result(queue.engine.create(create));
        var fifo = queue.engine.catalog().require(arn);
        Waiting.result(
                queue.engine.submit(
                        fifo.id(),
                        new QueueCommand.Send(fifo.id(), List.of(EngineQueue.grouped("g", "a")))));

        Message message = receive(new EngineSource(queue.engine, arn)).getFirst();

        assertThat(message.groupId()).isEqualTo("g");
        assertThat(message.system().get("SequenceNumber")).matches("[0-9]{20}");
    }
}
