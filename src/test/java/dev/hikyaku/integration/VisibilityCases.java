package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.Sqs.Receive;
import dev.hikyaku.integration.Sqs.Received;
import org.junit.jupiter.api.Test;

/** What a receipt handle is good for: deleting, and changing the visibility. */
interface VisibilityCases extends SqsCases {
    @Test
    default void aDeletedMessageNeverComesBack() {
        String queue = newQueue();
        send(queue, "x");
        Received received = receiveOne(queue, Receive.ONE.waiting(20).hidden(1));
        sqs().delete(queue, received.handle());
        sqs().delete(queue, received.handle()); // deleting twice is no error
        assertThat(sqs().receive(queue, Receive.ONE.waiting(2))).isEmpty();
        assertThat(counts(queue)).isEqualTo(counts(0, 0, 0));
    }

    @Test
    default void aVisibilityOfZeroGivesAMessageBackAtOnce() {
        String queue = newQueue();
        send(queue, "x");
        Received first = receiveOne(queue);
        var poll = receiving(queue, Receive.ONE.waiting(20));
        assertStillWaiting(poll);
        sqs().changeVisibility(queue, first.handle(), 0);
        assertThat(answer(poll)).extracting(Received::id).containsExactly(first.id());
    }

    @Test
    default void aMessageCanBeHiddenLonger() {
        String queue = newQueue();
        send(queue, "x");
        Received received = receiveOne(queue, Receive.ONE.waiting(20).hidden(2));
        sqs().changeVisibility(queue, received.handle(), 600);
        assertThat(sqs().receive(queue, Receive.ONE.waiting(3))).isEmpty();
        assertThat(counts(queue)).isEqualTo(counts(0, 1, 0));
        sqs().delete(queue, received.handle());
        assertThat(counts(queue)).isEqualTo(counts(0, 0, 0));
    }

    @Test
    default void aMessageThatIsVisibleAgainHasNoVisibilityToChange() {
        String queue = newQueue();
        send(queue, "x");
        Received received = receiveOne(queue);
        sqs().changeVisibility(queue, received.handle(), 0);
        assertRefused(
                "AWS.SimpleQueueService.MessageNotInflight",
                () -> sqs().changeVisibility(queue, received.handle(), 10));
    }

    @Test
    default void aReceiptHandleIsGoodForItsOwnQueueOnly() {
        String queue = newQueue();
        String other = newQueue();
        send(queue, "x");
        Received received = receiveOne(queue);
        assertRefused("ReceiptHandleIsInvalid", () -> sqs().delete(other, received.handle()));
        assertThat(counts(queue)).isEqualTo(counts(0, 1, 0));
    }
}
