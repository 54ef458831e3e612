package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.AwsError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** FIFO topics: order, groups, deduplication. */
interface FifoTopicCases extends SnsCases {
    private JsonNode publishTo(String topic, String message, String group, String id) {
        return publish(topic, message, "MessageGroupId", group, "MessageDeduplicationId", id);
    }

    @Test
    default void aFifoQueueGetsTheMessagesOfAGroupInOrder() {
        String topic = newFifoTopic(Map.of());
        String queue = newFifoQueue();
        subscribe(topic, queue, Map.of("RawMessageDelivery", "true"));
        var sent = new ArrayList<String>();
        for (int i = 0; i < 30; i++) {
            sent.add("m" + i);
            publishTo(topic, "m" + i, "g", "d" + i);
        }
        assertThat(drain(queue).stream().map(each -> each.path("Body").asString()))
                .containsExactlyElementsOf(sent);
    }

    @Test
    default void theEnvelopeHasTheNumberThatThePublisherWasTold() {
        String topic = newFifoTopic(Map.of());
        String queue = newFifoQueue();
        subscribe(topic, queue, Map.of());
        JsonNode first = publishTo(topic, "1", "g", "d1");
        JsonNode second = publishTo(topic, "2", "g", "d2");
        assertThat(first.path("SequenceNumber").asString()).matches("[0-9]{20}");
        assertThat(second.path("SequenceNumber").asString())
                .isGreaterThan(first.path("SequenceNumber").asString());
        List<JsonNode> messages = drain(queue);
        JsonNode envelope = envelope(messages.getFirst());
        assertThat(envelope.path("SequenceNumber")).isEqualTo(first.path("SequenceNumber"));
        assertThat(envelope.path("MessageId")).isEqualTo(first.path("MessageId"));
        assertThat(envelope.has("Signature")).isFalse();
        JsonNode attributes = messages.getFirst().path("Attributes");
        assertThat(attributes.path("MessageGroupId").asString()).isEqualTo("g");
        assertThat(attributes.path("MessageDeduplicationId").asString()).isEqualTo("d1");
    }

    @Test
    default void aDuplicateIsAcceptedAndNotDelivered() {
        String topic = newFifoTopic(Map.of());
        String queue = newFifoQueue();
        subscribe(topic, queue, Map.of("RawMessageDelivery", "true"));
        JsonNode first = publishTo(topic, "1", "g", "d");
        JsonNode again = publishTo(topic, "2", "g", "d");
        assertThat(again.path("MessageId")).isEqualTo(first.path("MessageId"));
        assertThat(again.path("SequenceNumber")).isEqualTo(first.path("SequenceNumber"));
        assertThat(drain(queue)).hasSize(1);
    }

    @Test
    default void aDuplicateInAnotherGroupIsOneUnlessTheScopeIsTheGroup() {
        String whole = newFifoTopic(Map.of());
        String grouped = newFifoTopic(Map.of("FifoThroughputScope", "MessageGroup"));
        for (String topic : List.of(whole, grouped)) {
            String queue = newQueue();
            subscribe(topic, queue, Map.of("RawMessageDelivery", "true"));
            publishTo(topic, "1", "g1", "d");
            publishTo(topic, "2", "g2", "d");
            publishTo(topic, "3", "g2", "d");
            assertThat(drain(queue)).hasSize(topic.equals(whole) ? 1 : 2);
        }
    }

    @Test
    default void contentBasedDeduplicationKnowsMessagesByTheirBody() {
        String topic = newFifoTopic(Map.of("ContentBasedDeduplication", "true"));
        String queue = newFifoQueue();
        subscribe(topic, queue, Map.of("RawMessageDelivery", "true"));
        publish(topic, "same", "MessageGroupId", "g");
        publish(topic, "same", "MessageGroupId", "g");
        publish(topic, "other", "MessageGroupId", "g");
        assertThat(drain(queue).stream().map(each -> each.path("Body").asString()))
                .containsExactly("same", "other");
    }

    @Test
    default void aStandardQueueMayBeSubscribed() {
        String topic = newFifoTopic(Map.of());
        String queue = newQueue();
        subscribe(topic, queue, Map.of());
        publishTo(topic, "hello", "g", "d");
        JsonNode message = drain(queue).getFirst();
        assertThat(envelope(message).path("Message").asString()).isEqualTo("hello");
        assertThat(message.path("Attributes").has("MessageDeduplicationId")).isFalse();
    }

    @Test
    default void aFifoTopicsFiltersKeepTheOrder() {
        String topic = newFifoTopic(Map.of());
        String queue = newFifoQueue();
        subscribe(
                topic,
                queue,
                Map.of(
                        "RawMessageDelivery",
                        "true",
                        "FilterPolicy",
                        "{\"n\":[{\"numeric\":[\">=\",5]}]}"));
        for (int i = 0; i < 10; i++) {
            publish(
                    topic,
                    "m" + i,
                    "MessageGroupId",
                    "g",
                    "MessageDeduplicationId",
                    "d" + i,
                    "MessageAttributes",
                    Map.of("n", attribute("Number", "" + i)));
        }
        assertThat(drain(queue).stream().map(each -> each.path("Body").asString()))
                .containsExactly("m5", "m6", "m7", "m8", "m9");
    }

    @Test
    default void aBatchIsPublishedInItsOrder() {
        String topic = newFifoTopic(Map.of("ContentBasedDeduplication", "true"));
        String queue = newFifoQueue();
        subscribe(topic, queue, Map.of("RawMessageDelivery", "true"));
        for (int batch = 0; batch < 3; batch++) {
            var entries = new ArrayList<Map<String, Object>>();
            for (int i = 0; i < 10; i++) {
                var entry = new HashMap<String, Object>();
                entry.put("Id", "e" + i);
                entry.put("Message", "m" + batch + i);
                entry.put("MessageGroupId", "g");
                entries.add(entry);
            }
            JsonNode answer =
                    sns().call(
                                    "PublishBatch",
                                    "TopicArn",
                                    topic,
                                    "PublishBatchRequestEntries",
                                    entries);
            assertThat(answer.path("Successful").size()).isEqualTo(10);
            assertThat(answer.at("/Successful/0/SequenceNumber").asString()).matches("[0-9]{20}");
        }
        assertThat(drain(queue).stream().map(each -> each.path("Body").asString()))
                .containsExactlyElementsOf(
                        IntStream.range(0, 30).mapToObj("m%02d"::formatted).toList());
    }

    @Test
    default void aStructuredMessageKeepsItsTextsSubjectAndAttributes() {
        String topic = newFifoTopic(Map.of());
        String queue = newFifoQueue();
        subscribe(topic, queue, Map.of());
        publish(
                topic,
                "{\"default\":\"d\",\"sqs\":\"q\"}",
                "MessageStructure",
                "json",
                "Subject",
                "s",
                "MessageGroupId",
                "g",
                "MessageDeduplicationId",
                "1",
                "MessageAttributes",
                Map.of("a", attribute("String", "b")));
        JsonNode envelope = envelope(drain(queue).getFirst());
        assertThat(envelope.path("Message").asString()).isEqualTo("q");
        assertThat(envelope.path("Subject").asString()).isEqualTo("s");
        assertThat(envelope.at("/MessageAttributes/a/Value").asString()).isEqualTo("b");
    }

    @Test
    default void aGroupIsRequired() {
        String topic = newFifoTopic(Map.of("ContentBasedDeduplication", "true"));
        assertRefused(() -> publish(topic, "hello"))
                .returns("InvalidParameter", AwsError::code)
                .returns(
                        "Invalid parameter: The MessageGroupId parameter is required for FIFO"
                                + " topics",
                        AwsError::message);
    }

    @Test
    default void anIdIsRequiredWithoutContentBasedDeduplication() {
        String topic = newFifoTopic(Map.of());
        assertRefused(() -> publish(topic, "hello", "MessageGroupId", "g"))
                .returns("InvalidParameter", AwsError::code)
                .satisfies(error ->
                        assertThat(error.message()).contains("ContentBasedDeduplication enabled"));
    }

    @Test
    default void aWrongGroupIsRefused() {
        String topic = newFifoTopic(Map.of());
        assertRefused(() -> publishTo(topic, "hello", "g".repeat(129), "d"))
                .returns("InvalidParameter", AwsError::code);
        assertRefused(() -> publishTo(topic, "hello", "g", "d d"))
                .returns("InvalidParameter", AwsError::code);
    }

    @Test
    default void aFifoTopicDeliversToQueuesOnly() {
        String topic = newFifoTopic(Map.of());
        assertRefused(() -> subscribe(topic, "http", "http://127.0.0.1:9/", Map.of()))
                .returns("InvalidParameter", AwsError::code);
    }
}
