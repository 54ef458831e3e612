package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.Sqs.Attribute;
import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.Sqs.Receive;
import dev.hikyaku.integration.Sqs.Received;
import dev.hikyaku.integration.Sqs.Sent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What counts as a message that was sent before, and for how much. */
interface DeduplicationCases extends FifoCases {
    /** SHA-256 of the text {@code same}. */
    String SHA_256_OF_SAME = "0967115f2813a3541eaef77de9d9d5773f1c0c04314b0bbfe4ff3b3b1c55b5d5";

    Map<String, String> CONTENT_BASED = Map.of("ContentBasedDeduplication", "true");

    @Test
    default void aDuplicateIsAcceptedAndAnsweredLikeTheFirstButNotDelivered() {
        String queue = newFifo();
        Sent first = sqs().send(queue, Outgoing.of("one").in("g").once("id"));
        Sent second = sqs().send(queue, Outgoing.of("two").in("h").once("id"));
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.sequenceNumber()).isEqualTo(first.sequenceNumber());
        assertThat(second.md5OfBody()).isEqualTo(Digests.md5("two"));
        assertThat(bodies(receiveTen(queue))).containsExactly("one");
        assertThat(counts(queue)).isEqualTo(counts(0, 1, 0));
    }

    @Test
    default void contentBasedDeduplicationGoesByTheBodyAlone() {
        String queue = newFifo(CONTENT_BASED);
        sqs().send(queue, Outgoing.of("same").in("g"));
        sqs().send(
                        queue,
                        Outgoing.of("same")
                                .in("h")
                                .with(Map.of("a", Attribute.of("String", "another"))));
        sqs().send(queue, Outgoing.of("other").in("g"));
        var received = sqs().receive(queue, Receive.ONE.max(10).system("MessageDeduplicationId"));
        assertThat(bodies(received)).containsExactly("same", "other");
        assertThat(received.getFirst().system())
                .isEqualTo(Map.of("MessageDeduplicationId", SHA_256_OF_SAME));
    }

    @Test
    default void anIdThatIsGivenTakesThePlaceOfTheContents() {
        String queue = newFifo(CONTENT_BASED);
        sqs().send(queue, Outgoing.of("same").in("g"));
        sqs().send(queue, Outgoing.of("same").in("g").once("other-id"));
        sqs().send(queue, Outgoing.of("a third").in("g").once("other-id"));
        sqs().send(queue, Outgoing.of("a fourth").in("g").once(SHA_256_OF_SAME));
        assertThat(bodies(receiveTen(queue))).containsExactly("same", "same");
    }

    @Test
    default void theScopeIsTheQueueOrTheGroup() {
        String queue = newFifo(Map.of("DeduplicationScope", "messageGroup"));
        sqs().send(queue, Outgoing.of("g1").in("g").once("id"));
        sqs().send(queue, Outgoing.of("g2").in("g").once("id"));
        sqs().send(queue, Outgoing.of("h1").in("h").once("id"));
        assertThat(bodies(receiveTen(queue))).containsExactlyInAnyOrder("g1", "h1");
        String whole = newFifo(Map.of("DeduplicationScope", "queue"));
        sqs().send(whole, Outgoing.of("g1").in("g").once("id"));
        sqs().send(whole, Outgoing.of("h1").in("h").once("id"));
        assertThat(bodies(receiveTen(whole))).containsExactly("g1");
    }

    @Test
    default void aMessageThatWasDeletedIsStillRemembered() {
        String queue = newFifo();
        sendTo(queue, "g", "x");
        Received received = receiveOne(queue);
        sqs().delete(queue, received.handle());
        assertThat(sqs().send(queue, Outgoing.of("x").in("g").once("x")).id())
                .isEqualTo(received.id());
        assertThat(receiveTen(queue)).isEmpty();
        sqs().purge(queue);
        sendTo(queue, "g", "x");
        assertThat(counts(queue)).isEqualTo(counts(0, 0, 0));
    }

    @Test
    default void aQueueThatIsMadeAnewRemembersNothing() {
        String queue = newFifo();
        sendTo(queue, "g", "x");
        sqs().deleteQueue(queue);
        String name = queue.substring(queue.lastIndexOf('/') + 1);
        sqs().createQueue(name, Map.of("FifoQueue", "true"));
        sendTo(queue, "g", "x");
        assertThat(counts(queue)).isEqualTo(counts(1, 0, 0));
    }

    @Test
    default void duplicatesWithinABatchAreAllAcceptedAndOneIsDelivered() {
        String queue = newFifo();
        var entries = new LinkedHashMap<String, Outgoing>();
        entries.put("first", Outgoing.of("1").in("g").once("a"));
        entries.put("second", Outgoing.of("2").in("g").once("b"));
        entries.put("again", Outgoing.of("3").in("g").once("a"));
        var result = sqs().sendBatch(queue, entries);
        assertThat(result.failedCodes()).isEmpty();
        assertThat(result.successful().keySet()).containsExactly("first", "second", "again");
        Sent first = Objects.requireNonNull(result.successful().get("first"));
        Sent again = Objects.requireNonNull(result.successful().get("again"));
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.sequenceNumber()).isEqualTo(first.sequenceNumber());
        assertThat(bodies(receiveTen(queue))).containsExactly("1", "2");
    }

    @Test
    default void ofConcurrentSendsOfOneIdOneIsDelivered() {
        String queue = newFifo();
        var sends =
                IntStream.range(0, 16)
                        .mapToObj(i ->
                                CompletableFuture.supplyAsync(
                                        () ->
                                                sqs().send(
                                                                queue,
                                                                Outgoing.of("" + i)
                                                                        .in("g")
                                                                        .once("id")),
                                        task -> Thread.ofVirtual().start(task)))
                        .toList();
        assertThat(sends.stream().map(CompletableFuture::join).map(Sent::id).distinct()).hasSize(1);
        assertThat(counts(queue)).isEqualTo(counts(1, 0, 0));
    }

    @Test
    default void contentBasedDeduplicationCanBeSwitchedOnAndOff() {
        String queue = newFifo();
        Outgoing noId = Outgoing.of("x").in("g");
        assertRefused("InvalidParameterValue", () -> sqs().send(queue, noId));
        sqs().setQueueAttributes(queue, CONTENT_BASED);
        sqs().send(queue, noId);
        sqs().setQueueAttributes(queue, Map.of("ContentBasedDeduplication", "false"));
        assertRefused(
                "InvalidParameterValue",
                () -> sqs().send(queue, noId),
                "ContentBasedDeduplication",
                "MessageDeduplicationId");
        assertThat(counts(queue)).isEqualTo(counts(1, 0, 0));
    }
}
