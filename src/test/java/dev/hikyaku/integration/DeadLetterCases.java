package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.Sqs.Attribute;
import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.Sqs.Receive;
import dev.hikyaku.integration.Sqs.Received;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Dead letters, and the policies that say where they go. */
interface DeadLetterCases extends SqsCases {
    @Test
    default void aMessageIsDeadLetteredAfterExactlyMaxReceiveCountReceives() {
        String deadLetters = newQueue();
        String queue = newQueue(redriveTo(deadLetters, 3));
        Sqs.Sent sent =
                sqs().send(
                                queue,
                                Outgoing.of("poison")
                                        .with(Map.of("a", Attribute.of("String", "kept"))));
        for (int i = 1; i <= 3; i++) {
            Received received =
                    receiveOne(
                            queue,
                            Receive.ONE.waiting(20).hidden(0).system("ApproximateReceiveCount"));
            assertThat(received.system())
                    .containsEntry("ApproximateReceiveCount", Integer.toString(i));
        }
        assertThat(sqs().receive(queue, Receive.ONE)).isEmpty();
        Received dead =
                receiveOne(
                        deadLetters,
                        Receive.ONE
                                .waiting(20)
                                .attributes("All")
                                .system("DeadLetterQueueSourceArn"));
        assertThat(dead.id()).isEqualTo(sent.id());
        assertThat(dead.body()).isEqualTo("poison");
        assertThat(dead.attributes()).isEqualTo(Map.of("a", Attribute.of("String", "kept")));
        assertThat(dead.system()).isEqualTo(Map.of("DeadLetterQueueSourceArn", arn(queue)));
        assertThat(counts(queue)).isEqualTo(counts(0, 0, 0));
    }

    @Test
    default void aRedrivePolicyMayComeLaterAndGo() {
        String deadLetters = newQueue();
        String queue = newQueue(Map.of("VisibilityTimeout", "0"));
        send(queue, "x");
        receiveOne(queue);
        receiveOne(queue);
        sqs().setQueueAttributes(queue, redriveTo(deadLetters, 1));
        assertThat(sqs().queueAttributes(queue, "All")).containsKey("RedrivePolicy");
        assertThat(sqs().receive(queue, Receive.ONE)).isEmpty();
        eventually("dead-lettered", () -> counts(deadLetters).equals(counts(1, 0, 0)));
        sqs().setQueueAttributes(queue, Map.of("RedrivePolicy", ""));
        send(queue, "y");
        receiveOne(queue);
        receiveOne(queue);
        receiveOne(queue);
        assertThat(counts(deadLetters)).isEqualTo(counts(1, 0, 0));
    }

    @Test
    default void aDeadLetterQueueHasToBeThere() {
        String policy =
                "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:nowhere\","
                        + "\"maxReceiveCount\":3}";
        assertRefused(
                "InvalidParameterValue",
                () -> newQueue(Map.of("RedrivePolicy", policy)),
                "Dead letter target does not exist");
    }
}
