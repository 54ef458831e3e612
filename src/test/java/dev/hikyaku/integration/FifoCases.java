package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.Sqs.Receive;
import dev.hikyaku.integration.Sqs.Received;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FIFO queues: the order in a group, and who may have its messages. */
interface FifoCases extends SqsCases {
    default String newFifo(Map<String, String> more) {
        var attributes = new LinkedHashMap<>(more);
        attributes.put("FifoQueue", "true");
        return sqs().createQueue(newName() + ".fifo", attributes);
    }

    default String newFifo() {
        return newFifo(Map.of());
    }

    /** Sends bodies, each of which is its own deduplication id. */
    default void sendTo(String queue, String group, String... bodies) {
        for (String body : bodies) {
            sqs().send(queue, Outgoing.of(body).in(group).once(body));
        }
    }

    default List<String> bodies(List<Received> received) {
        return received.stream().map(Received::body).toList();
    }

    default List<Received> receiveTen(String queue) {
        return sqs().receive(queue, Receive.ONE.max(10));
    }

    @Test
    default void inAGroupMessagesComeInTheOrderOfTheirSends() {
        String queue = newFifo();
        List<String> sent = IntStream.range(0, 25).mapToObj(i -> "message-" + i).toList();
        sendTo(queue, "g", sent.toArray(String[]::new));
        var received = new ArrayList<String>();
        for (int left = sent.size(); left > 0; left -= 10) {
            for (Received message : receiveTen(queue)) {
                received.add(message.body());
                sqs().delete(queue, message.handle());
            }
        }
        assertThat(received).isEqualTo(sent);
        assertThat(counts(queue)).isEqualTo(counts(0, 0, 0));
    }

    @Test
    default void aGroupIsLockedWhileOneOfItsMessagesIsInFlightAndOthersAreFree() {
        String queue = newFifo();
        sendTo(queue, "g", "g1", "g2");
        Received first = receiveOne(queue);
        assertThat(first.body()).isEqualTo("g1");
        assertThat(receiveTen(queue)).isEmpty();
        sendTo(queue, "h", "h1");
        assertThat(bodies(receiveTen(queue))).containsExactly("h1");
        assertThat(counts(queue)).isEqualTo(counts(1, 2, 0));
        sqs().delete(queue, first.handle());
        assertThat(bodies(receiveTen(queue))).containsExactly("g2");
    }

    @Test
    default void oneReceiveTakesSeveralOfAGroupAndTheGroupWaitsForAllOfThem() {
        String queue = newFifo();
        sendTo(queue, "g", "g1", "g2", "g3");
        sendTo(queue, "h", "h1");
        List<Received> received = receiveTen(queue);
        assertThat(bodies(received)).containsExactlyInAnyOrder("g1", "g2", "g3", "h1");
        assertThat(bodies(received)).containsSubsequence("g1", "g2", "g3");
        sendTo(queue, "g", "g4");
        for (String body : List.of("h1", "g1", "g3", "g2")) {
            assertThat(receiveTen(queue)).as("before the delete of %s", body).isEmpty();
            received.stream()
                    .filter(message -> message.body().equals(body))
                    .forEach(message -> sqs().delete(queue, message.handle()));
        }
        assertThat(bodies(receiveTen(queue))).containsExactly("g4");
    }

    @Test
    default void aDeleteWakesALongPollForTheRestOfTheGroup() {
        String queue = newFifo();
        sendTo(queue, "g", "g1", "g2");
        Received first = receiveOne(queue);
        var poll = receiving(queue, Receive.ONE.waiting(20));
        assertStillWaiting(poll);
        sqs().delete(queue, first.handle());
        assertThat(bodies(answer(poll))).containsExactly("g2");
    }

    @Test
    default void aVisibilityOfZeroPutsAMessageBackInFront() {
        String queue = newFifo();
        sendTo(queue, "g", "g1", "g2", "g3");
        Received first = receiveOne(queue);
        sqs().changeVisibility(queue, first.handle(), 0);
        assertThat(bodies(receiveTen(queue))).containsExactly("g1", "g2", "g3");
    }

    @Test
    default void whatIsGivenBackInAnyOrderIsInOrderAgain() {
        String queue = newFifo();
        sendTo(queue, "g", "g1", "g2", "g3");
        List<Received> received = receiveTen(queue);
        for (int i : new int[] {1, 2, 0}) {
            sqs().changeVisibility(queue, received.get(i).handle(), 0);
        }
        assertThat(bodies(receiveTen(queue))).containsExactly("g1", "g2", "g3");
    }

    @Test
    default void theEndOfAVisibilityTimeoutPutsAMessageBackInFrontAndItsHandleIsNoMoreGood() {
        String queue = newFifo();
        sendTo(queue, "g", "g1", "g2");
        Received late = receiveOne(queue, Receive.ONE.hidden(1));
        List<Received> again = sqs().receive(queue, Receive.ONE.max(10).waiting(20));
        assertThat(bodies(again)).containsExactly("g1", "g2");
        assertRefused("InvalidParameterValue", () -> sqs().delete(queue, late.handle()), "expired");
        assertRefused(
                "InvalidParameterValue",
                () -> sqs().changeVisibility(queue, late.handle(), 10),
                "ReceiptHandle");
        assertThat(counts(queue)).isEqualTo(counts(0, 2, 0));
        sqs().delete(queue, again.getFirst().handle());
        sqs().delete(queue, again.getFirst().handle()); // deleting twice is no error
        assertThat(counts(queue)).isEqualTo(counts(0, 1, 0));
    }

    @Test
    default void aBatchIsInOrderWithinEachGroup() {
        String queue = newFifo();
        var entries = new LinkedHashMap<String, Outgoing>();
        for (int i = 0; i < 10; i++) {
            String group = i % 2 == 0 ? "even" : "odd";
            entries.put("id-" + i, Outgoing.of("" + i).in(group).once("once-" + i));
        }
        var sent = sqs().sendBatch(queue, entries);
        assertThat(sent.failedCodes()).isEmpty();
        assertThat(sent.successful().values())
                .extracting(one -> Objects.requireNonNull(one.sequenceNumber()))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(bodies(receiveTen(queue)))
                .hasSize(10)
                .containsSubsequence("0", "2", "4", "6", "8")
                .containsSubsequence("1", "3", "5", "7", "9");
    }

    @Test
    default void sequenceNumbersHaveTwentyDigitsAndGrow() {
        String queue = newFifo();
        var numbers = new ArrayList<String>();
        for (int i = 0; i < 12; i++) {
            String number =
                    sqs().send(queue, Outgoing.of("x").in("g").once("" + i)).sequenceNumber();
            assertThat(number).matches("[0-9]{20}");
            numbers.add(Objects.requireNonNull(number));
        }
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
        List<Received> received =
                sqs().receive(queue, Receive.ONE.max(10).system("SequenceNumber"));
        assertThat(received)
                .extracting(message -> message.system().getOrDefault("SequenceNumber", ""))
                .isEqualTo(numbers.subList(0, 10));
        assertThat(sqs().send(newQueue(), Outgoing.of("x")).sequenceNumber()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MessageGroupId", "MessageDeduplicationId", "SequenceNumber", "All"})
    default void theAttributesOfAFifoMessageComeByBothParameters(String name) {
        String queue = newFifo(Map.of("VisibilityTimeout", "0"));
        String number =
                sqs().send(queue, Outgoing.of("x").in("the/group").once("the:id")).sequenceNumber();
        var all =
                Map.of(
                        "MessageGroupId",
                        "the/group",
                        "MessageDeduplicationId",
                        "the:id",
                        "SequenceNumber",
                        Objects.requireNonNull(number));
        for (Receive how : List.of(Receive.ONE.system(name), Receive.ONE.oldSystem(name))) {
            Map<String, String> system = receiveOne(queue, how).system();
            if (name.equals("All")) {
                assertThat(system).containsAllEntriesOf(all);
                assertThat(system).containsKeys("SenderId", "SentTimestamp");
            } else {
                assertThat(system).isEqualTo(Map.of(name, all.get(name)));
            }
        }
        assertThat(receiveOne(queue, Receive.ONE).system()).isEmpty();
    }

    @Test
    default void theSameAttemptGetsTheSameMessagesAndHandles() {
        String queue = newFifo();
        sendTo(queue, "g", "g1", "g2", "g3");
        Receive how = Receive.ONE.max(2).attempt("attempt-1");
        List<Received> first = sqs().receive(queue, how);
        assertThat(bodies(first)).containsExactly("g1", "g2");
        List<Received> again = sqs().receive(queue, how);
        assertThat(again).extracting(Received::id).isEqualTo(ids(first));
        assertThat(again).extracting(Received::handle).isEqualTo(handles(first));
        assertThat(sqs().receive(queue, how.attempt("attempt-2"))).isEmpty();
        assertThat(sqs().receive(queue, Receive.ONE)).isEmpty();
        sqs().delete(queue, again.get(0).handle());
        assertThat(sqs().receive(queue, how)).as("an attempt of which a part is gone").isEmpty();
        sqs().delete(queue, first.get(1).handle());
        assertThat(bodies(sqs().receive(queue, how))).containsExactly("g3");
    }

    private static List<String> ids(List<Received> received) {
        return received.stream().map(Received::id).toList();
    }

    private static List<String> handles(List<Received> received) {
        return received.stream().map(Received::handle).toList();
    }

    @Test
    default void anAttemptIsOverWhenItsMessagesHaveTheirVisibilityChanged() {
        String queue = newFifo();
        sendTo(queue, "g", "g1");
        Receive how = Receive.ONE.attempt("attempt");
        Received first = receiveOne(queue, how);
        sqs().changeVisibility(queue, first.handle(), 600);
        assertThat(sqs().receive(queue, how)).isEmpty();
        sqs().changeVisibility(queue, first.handle(), 0);
        assertThat(receiveOne(queue, how).handle()).isNotEqualTo(first.handle());
    }

    @Test
    default void deadLettersKeepTheirOrderAndGroupAndLetTheNextThrough() {
        String deadLetters = newFifo();
        String queue = newFifo(redriveTo(deadLetters, 1));
        sendTo(queue, "g", "g1", "g2", "g3");
        sendTo(queue, "h", "h1", "h2");
        assertThat(sqs().receive(queue, Receive.ONE.max(10).hidden(0))).hasSize(5);
        sendTo(queue, "g", "g4");
        assertThat(bodies(sqs().receive(queue, Receive.ONE.max(10).waiting(20))))
                .containsExactly("g4");
        eventually("dead-lettered", () -> counts(deadLetters).equals(counts(5, 0, 0)));
        List<Received> dead =
                sqs().receive(
                                deadLetters,
                                Receive.ONE
                                        .max(10)
                                        .system(
                                                "MessageGroupId",
                                                "MessageDeduplicationId",
                                                "DeadLetterQueueSourceArn"));
        assertThat(bodies(dead)).containsSubsequence("g1", "g2", "g3");
        assertThat(bodies(dead)).containsSubsequence("h1", "h2");
        String source = arn(queue);
        for (Received message : dead) {
            assertThat(message.system())
                    .isEqualTo(
                            Map.of(
                                    "MessageGroupId",
                                    message.body().substring(0, 1),
                                    "MessageDeduplicationId",
                                    message.body(),
                                    "DeadLetterQueueSourceArn",
                                    source));
        }
    }

    @Test
    default void aFifoQueueIsPurgedWithItsLocks() {
        String queue = newFifo();
        sendTo(queue, "g", "g1", "g2");
        Received before = receiveOne(queue);
        sqs().purge(queue);
        assertThat(counts(queue)).isEqualTo(counts(0, 0, 0));
        sendTo(queue, "g", "g3");
        assertThat(bodies(receiveTen(queue))).containsExactly("g3");
        sqs().delete(queue, before.handle()); // of a message that is gone
        assertThat(counts(queue)).isEqualTo(counts(0, 1, 0));
    }
}
