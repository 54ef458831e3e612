package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.Sqs.Receive;
import dev.hikyaku.integration.Sqs.Received;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Message groups in standard queues: nobody waits because of another's flood. */
interface FairCases extends FifoCases {
    default void flood(String queue, String group, int messages) {
        for (int i = 0; i < messages; i += 10) {
            var entries = new LinkedHashMap<String, Outgoing>();
            for (int j = i; j < Math.min(i + 10, messages); j++) {
                entries.put("id-" + j, Outgoing.of(group + j).in(group));
            }
            assertThat(sqs().sendBatch(queue, entries).failedCodes()).isEmpty();
        }
    }

    @Test
    default void aGroupIsShownInAStandardQueueAndNothingElseOfFifo() {
        String queue = newQueue(Map.of("VisibilityTimeout", "0"));
        var sent = sqs().send(queue, Outgoing.of("x").in("tenant-1"));
        assertThat(sent.sequenceNumber()).isNull();
        for (Receive how : List.of(Receive.ONE.system("All"), Receive.ONE.oldSystem("All"))) {
            assertThat(receiveOne(queue, how).system())
                    .containsEntry("MessageGroupId", "tenant-1")
                    .doesNotContainKeys("MessageDeduplicationId", "SequenceNumber");
        }
        send(queue, "without a group");
        assertThat(sqs().receive(queue, Receive.ONE.max(10).system("MessageGroupId")))
                .extracting(message -> message.body() + message.system().keySet())
                .containsExactlyInAnyOrder("x[MessageGroupId]", "without a group[]");
    }

    @Test
    default void aGroupIsNotLockedInAStandardQueue() {
        String queue = newQueue();
        flood(queue, "g", 4);
        assertThat(bodies(sqs().receive(queue, Receive.ONE))).containsExactly("g0");
        assertThat(bodies(receiveTen(queue))).containsExactly("g1", "g2", "g3");
    }

    @Test
    default void whoSendsLittleDoesNotWaitForWhoFloods() {
        String queue = newQueue();
        flood(queue, "noisy", 60);
        List<Received> inFlight = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            inFlight.addAll(receiveTen(queue));
        }
        assertThat(inFlight).hasSize(30);
        flood(queue, "quiet", 2);
        send(queue, "no group");
        assertThat(bodies(sqs().receive(queue, Receive.ONE.max(3))))
                .containsExactlyInAnyOrder("quiet0", "quiet1", "no group");
        assertThat(bodies(receiveTen(queue))).allMatch(body -> body.startsWith("noisy"));
    }

    @Test
    default void groupsThatSendAlikeTakeTurns() {
        String queue = newQueue();
        flood(queue, "a", 20);
        flood(queue, "b", 20);
        flood(queue, "c", 20);
        List<String> bodies = bodies(sqs().receive(queue, Receive.ONE.max(9)));
        for (String group : List.of("a", "b", "c")) {
            assertThat(bodies)
                    .filteredOn(body -> body.startsWith(group))
                    .containsExactly(group + 0, group + 1, group + 2);
        }
    }

    @Test
    default void aStandardQueueHasNoDuplicatesAndNoAttempts() {
        String queue = newQueue();
        Outgoing message = Outgoing.of("same").in("g");
        sqs().send(queue, message);
        sqs().send(queue, message);
        assertThat(counts(queue)).isEqualTo(counts(2, 0, 0));
        assertRefused(
                "InvalidParameterValue",
                () -> sqs().send(queue, message.once("id")),
                "MessageDeduplicationId",
                "queue type");
        assertRefused(
                "InvalidParameterValue",
                () -> sqs().receive(queue, Receive.ONE.attempt("id")),
                "ReceiveRequestAttemptId",
                "queue type");
        assertThat(counts(queue)).isEqualTo(counts(2, 0, 0));
    }

    @ParameterizedTest
    @MethodSource("dev.hikyaku.integration.FifoQueueCases#noIds")
    default void anotherGroupIdIsRefusedInAStandardQueueToo(String id) {
        String queue = newQueue();
        assertRefused(
                "InvalidParameterValue",
                () -> sqs().send(queue, Outgoing.of("x").in(id)),
                "MessageGroupId",
                "128");
    }

    @Test
    default void aMessageOfAGroupMayBeDelayedInAStandardQueue() {
        String queue = newQueue();
        sqs().send(queue, Outgoing.of("later").in("g").delayed(900));
        sqs().send(queue, Outgoing.of("now").in("g"));
        assertThat(bodies(receiveTen(queue))).containsExactly("now");
        assertThat(counts(queue)).isEqualTo(counts(0, 1, 1));
    }

    @Test
    default void aDeadLetterOfAStandardQueueKeepsItsGroup() {
        String deadLetters = newQueue();
        String queue = newQueue(redriveTo(deadLetters, 1));
        sqs().send(queue, Outgoing.of("x").in("tenant"));
        receiveOne(queue, Receive.ONE.hidden(0));
        assertThat(sqs().receive(queue, Receive.ONE)).isEmpty();
        Received dead = receiveOne(deadLetters, Receive.ONE.waiting(20).system("MessageGroupId"));
        assertThat(dead.system()).isEqualTo(Map.of("MessageGroupId", "tenant"));
    }
}
