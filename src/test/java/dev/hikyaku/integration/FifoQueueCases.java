package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.Sqs.Receive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** FIFO queues: their names and attributes, and the ids that go with their messages. */
interface FifoQueueCases extends FifoCases {
    String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    Map<String, String> FIFO = Map.of("FifoQueue", "true");

    @Test
    default void aNewFifoQueueHasTheDefaultsOfAws() {
        assertThat(sqs().queueAttributes(newFifo(), "All"))
                .containsEntry("FifoQueue", "true")
                .containsEntry("ContentBasedDeduplication", "false")
                .containsEntry("DeduplicationScope", "queue")
                .containsEntry("FifoThroughputLimit", "perQueue")
                .containsEntry("VisibilityTimeout", "30")
                .containsEntry("MaximumMessageSize", "1048576")
                .containsEntry("MessageRetentionPeriod", "345600")
                .containsEntry("DelaySeconds", "0")
                .containsEntry("ReceiveMessageWaitTimeSeconds", "0")
                .containsEntry("SqsManagedSseEnabled", "true");
        assertThat(sqs().queueAttributes(newQueue(), "All"))
                .doesNotContainKeys(
                        "FifoQueue",
                        "ContentBasedDeduplication",
                        "DeduplicationScope",
                        "FifoThroughputLimit");
    }

    @ParameterizedTest
    @CsvSource({
        "ContentBasedDeduplication, true",
        "ContentBasedDeduplication, false",
        "DeduplicationScope, messageGroup",
        "DeduplicationScope, queue",
        "FifoThroughputLimit, perQueue",
    })
    default void anAttributeOfFifoQueuesIsSetAndReadAndNotForOthers(String name, String value) {
        Map<String, String> one = Map.of(name, value);
        assertThat(sqs().queueAttributes(newFifo(one), name)).isEqualTo(one);
        String queue = newFifo();
        sqs().setQueueAttributes(queue, one);
        assertThat(sqs().queueAttributes(queue, name)).isEqualTo(one);
        String standard = newQueue();
        assertRefused(
                "InvalidAttributeName",
                () -> sqs().setQueueAttributes(standard, one),
                name,
                "FIFO");
        assertRefused("InvalidAttributeName", () -> newQueue(one), name, "FIFO");
    }

    @ParameterizedTest
    @CsvSource({
        "ContentBasedDeduplication, yes, true",
        "ContentBasedDeduplication, TRUE, true",
        "DeduplicationScope, group, messageGroup",
        "DeduplicationScope, perMessageGroupId, messageGroup",
        "FifoThroughputLimit, unlimited, perMessageGroupId",
        "FifoThroughputLimit, messageGroup, perMessageGroupId",
        "FifoQueue, yes, true",
        "FifoQueue, 1, true",
    })
    default void anotherValueIsRefusedWithWhatItMayBe(String name, String value, String allowed) {
        var attributes = new LinkedHashMap<>(FIFO);
        attributes.put(name, value);
        assertRefused(
                "InvalidAttributeValue",
                () -> sqs().createQueue(newName() + ".fifo", attributes),
                name,
                allowed);
        String queue = newFifo();
        assertRefused(
                "InvalidAttributeValue",
                () -> sqs().setQueueAttributes(queue, Map.of(name, value)),
                name);
    }

    @Test
    default void aThroughputLimitPerGroupNeedsTheScopeOfTheGroup() {
        Map<String, String> limit = Map.of("FifoThroughputLimit", "perMessageGroupId");
        Map<String, String> scope = Map.of("DeduplicationScope", "messageGroup");
        assertRefused(
                "InvalidAttributeValue",
                () -> newFifo(limit),
                "FifoThroughputLimit",
                "DeduplicationScope",
                "messageGroup");
        String queue = newFifo();
        assertRefused("InvalidAttributeValue", () -> sqs().setQueueAttributes(queue, limit));
        sqs().setQueueAttributes(queue, scope);
        sqs().setQueueAttributes(queue, limit);
        assertThat(sqs().queueAttributes(queue, "All"))
                .containsAllEntriesOf(limit)
                .containsAllEntriesOf(scope);
        assertRefused(
                "InvalidAttributeValue",
                () -> sqs().setQueueAttributes(queue, Map.of("DeduplicationScope", "queue")));
        sqs().setQueueAttributes(
                        queue,
                        Map.of("DeduplicationScope", "queue", "FifoThroughputLimit", "perQueue"));
        assertThat(attribute(queue, "DeduplicationScope")).isEqualTo("queue");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.fifo",
                "-.fifo",
                "fifo.fifo",
                "123456789012345678901234567890123456789012345678901234567890123456789012345.fifo"
            })
    default void theNameOfAFifoQueueEndsWithFifo(String name) {
        assertRefused(
                "InvalidParameterValue", () -> sqs().createQueue(name, Map.of()), "FifoQueue");
        String queue = sqs().createQueue(name, FIFO);
        assertThat(queue).isEqualTo(endpoint() + "/" + ACCOUNT + "/" + name);
        assertThat(sqs().queueUrl(name)).isEqualTo(queue);
        assertThat(sqs().createQueue(name, FIFO)).as("the same again").isEqualTo(queue);
        assertRefused(
                "QueueAlreadyExists",
                () ->
                        sqs().createQueue(
                                        name,
                                        Map.of(
                                                "FifoQueue",
                                                "true",
                                                "ContentBasedDeduplication",
                                                "true")),
                "ContentBasedDeduplication");
        sqs().deleteQueue(queue);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "fifo",
                "a.FIFO",
                "a.fif",
                ".fifo",
                "a.fifo.fifo",
                "a b.fifo",
                "1234567890123456789012345678901234567890123456789012345678901234567890123456.fifo"
            })
    default void anotherNameIsRefusedForAFifoQueue(String name) {
        assertRefused("InvalidParameterValue", () -> sqs().createQueue(name, FIFO), "80");
    }

    @Test
    default void aQueueThatIsSaidNotToBeFifoIsAStandardQueue() {
        String queue = newQueue(Map.of("FifoQueue", "false"));
        assertThat(sqs().queueAttributes(queue, "All")).doesNotContainKey("FifoQueue");
        send(queue, "no group");
        assertRefused(
                "InvalidParameterValue",
                () -> sqs().createQueue(newName() + ".fifo", Map.of("FifoQueue", "false")));
    }

    @Test
    default void aQueueStaysOfItsType() {
        String fifo = newFifo();
        String standard = newQueue();
        for (String value : List.of("false", "")) {
            assertRefused(
                    "InvalidAttributeValue",
                    () -> sqs().setQueueAttributes(fifo, Map.of("FifoQueue", value)),
                    "FifoQueue");
        }
        assertRefused(
                "InvalidAttributeValue",
                () -> sqs().setQueueAttributes(standard, FIFO),
                "FifoQueue");
        assertThat(attribute(fifo, "FifoQueue")).isEqualTo("true");
        assertThat(sqs().queueAttributes(standard, "All")).doesNotContainKey("FifoQueue");
    }

    @Test
    default void theDelayOfAFifoQueueIsTheQueuesOwn() {
        String queue = newFifo(Map.of("DelaySeconds", "900"));
        sendTo(queue, "g", "x");
        Outgoing delayed = Outgoing.of("y").in("g").once("y");
        assertRefused(
                "InvalidParameterValue",
                () -> sqs().send(queue, delayed.delayed(1)),
                "DelaySeconds",
                "queue type");
        assertThat(counts(queue)).isEqualTo(counts(0, 0, 1));
        assertThat(receiveTen(queue)).isEmpty();
    }

    @Test
    default void theEndOfTheQueuesDelayLetsAGroupOutInOrder() {
        String queue = newFifo(Map.of("DelaySeconds", "1"));
        sendTo(queue, "g", "g1", "g2");
        var received = sqs().receive(queue, Receive.ONE.waiting(20));
        assertThat(bodies(received)).containsExactly("g1");
        sqs().delete(queue, received.getFirst().handle());
        assertThat(bodies(sqs().receive(queue, Receive.ONE.waiting(20)))).containsExactly("g2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", PUNCTUATION, "a.b-c_d:e/f"})
    default void anIdMayHaveLettersDigitsAndPunctuation(String id) {
        String queue = newFifo();
        for (String text : List.of(id, id.repeat(128).substring(0, 128))) {
            sqs().send(queue, Outgoing.of("x").in(text).once(text));
            var received =
                    receiveOne(
                            queue,
                            Receive.ONE
                                    .attempt(text)
                                    .system("MessageGroupId", "MessageDeduplicationId"));
            assertThat(received.system())
                    .isEqualTo(Map.of("MessageGroupId", text, "MessageDeduplicationId", text));
            sqs().delete(queue, received.handle());
        }
    }

    static Stream<String> noIds() {
        return Stream.of("", " ", "a b", "a\n", "\u00e9", "\ud83d\ude80", "x".repeat(129));
    }

    @ParameterizedTest
    @MethodSource("noIds")
    default void anotherIdIsRefused(String id) {
        String queue = newFifo();
        Outgoing message = Outgoing.of("x").in("g").once("id");
        assertRefused(
                "InvalidParameterValue",
                () -> sqs().send(queue, message.in(id)),
                "MessageGroupId",
                "128");
        assertRefused(
                "InvalidParameterValue",
                () -> sqs().send(queue, message.once(id)),
                "MessageDeduplicationId",
                "128");
        assertRefused(
                "InvalidParameterValue",
                () -> sqs().receive(queue, Receive.ONE.attempt(id)),
                "ReceiveRequestAttemptId",
                "128");
        assertThat(counts(queue)).isEqualTo(counts(0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "    ,    , MissingParameter,      MessageGroupId",
        "    , id , MissingParameter,      MessageGroupId",
        "g   ,    , InvalidParameterValue, MessageDeduplicationId",
    })
    default void aFifoMessageNeedsItsGroupAndWhatItIsADuplicateBy(
            @Nullable String group, @Nullable String id, String code, String word) {
        String queue = newFifo();
        var message = new Outgoing("x", null, Map.of(), null, group, id);
        assertRefused(code, () -> sqs().send(queue, message), word);
        var entries = new LinkedHashMap<String, Outgoing>();
        entries.put("bad", message);
        entries.put("good", Outgoing.of("good").in("g").once("id"));
        var result = sqs().sendBatch(queue, entries);
        assertThat(result.failedCodes()).isEqualTo(Map.of("bad", code));
        assertThat(result.successful().keySet()).containsExactly("good");
        assertThat(counts(queue)).isEqualTo(counts(1, 0, 0));
    }

    @Test
    default void aFifoQueueAndItsDeadLetterQueueAreOfOneType() {
        String fifo = newFifo();
        String standard = newQueue();
        for (var pair : Map.of(fifo, standard, standard, fifo).entrySet()) {
            assertRefused(
                    "InvalidParameterValue",
                    () -> sqs().setQueueAttributes(pair.getKey(), redriveTo(pair.getValue(), 1)),
                    "type",
                    "FIFO");
        }
    }
}
