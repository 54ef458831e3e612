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

/** Batches. */
interface PublishBatchCases extends SnsCases {
    private static Map<String, Object> entry(String id, String message) {
        return Map.of("Id", id, "Message", message);
    }

    private JsonNode batch(String topic, List<Map<String, Object>> entries) {
        return sns().call("PublishBatch", "TopicArn", topic, "PublishBatchRequestEntries", entries);
    }

    @Test
    default void tenMessagesArePublishedAtOnce() {
        String topic = newTopic();
        String queue = newQueue();
        subscribe(topic, queue, Map.of());
        JsonNode answer =
                batch(
                        topic,
                        IntStream.range(0, 10).mapToObj(i -> entry("e" + i, "m" + i)).toList());
        assertThat(answer.path("Successful").size()).isEqualTo(10);
        assertThat(answer.path("Failed").size()).isZero();
        var texts = new ArrayList<String>();
        var ids = new HashMap<String, String>();
        for (JsonNode message : drain(queue)) {
            JsonNode envelope = envelope(message);
            texts.add(envelope.path("Message").asString());
            ids.put(envelope.path("Message").asString(), envelope.path("MessageId").asString());
        }
        assertThat(texts)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 10).mapToObj(i -> "m" + i).toList());
        for (JsonNode success : answer.path("Successful")) {
            String text = "m" + success.path("Id").asString().substring(1);
            assertThat(success.path("MessageId").asString()).isEqualTo(ids.get(text));
        }
    }

    @Test
    default void anEntryHasSubjectAndAttributesOfItsOwn() {
        String topic = newTopic();
        String queue = newQueue();
        subscribe(topic, queue, Map.of("FilterPolicy", "{\"color\":[\"red\"]}"));
        batch(
                topic,
                List.of(
                        Map.of(
                                "Id",
                                "a",
                                "Message",
                                "1",
                                "Subject",
                                "s",
                                "MessageAttributes",
                                Map.of("color", attribute("String", "red"))),
                        entry("b", "2")));
        JsonNode envelope = envelope(drain(queue).getFirst());
        assertThat(envelope.path("Message").asString()).isEqualTo("1");
        assertThat(envelope.path("Subject").asString()).isEqualTo("s");
        assertThat(drain(queue)).isEmpty();
    }

    @Test
    default void oneWrongEntryLeavesTheOthersAlone() {
        String topic = newTopic();
        String queue = newQueue();
        subscribe(topic, queue, Map.of());
        JsonNode answer =
                batch(
                        topic,
                        List.of(
                                entry("good", "hello"),
                                Map.of("Id", "bad", "Message", "x", "Subject", "a\nb")));
        assertThat(answer.at("/Successful/0/Id").asString()).isEqualTo("good");
        JsonNode failed = answer.at("/Failed/0");
        assertThat(failed.path("Id").asString()).isEqualTo("bad");
        assertThat(failed.path("Code").asString()).isEqualTo("InvalidParameter");
        assertThat(failed.path("Message").asString()).isEqualTo("Invalid parameter: Subject");
        assertThat(failed.path("SenderFault").asBoolean()).isTrue();
        assertThat(texts(queue)).containsExactly("hello");
    }

    @Test
    default void anEmptyBatchIsRefused() {
        String topic = newTopic();
        assertRefused(() -> batch(topic, List.of()))
                .returns("EmptyBatchRequest", AwsError::code)
                .returns("The batch request doesn't contain any entries.", AwsError::message);
    }

    @Test
    default void elevenEntriesAreRefused() {
        String topic = newTopic();
        assertRefused(() ->
                        batch(
                                topic,
                                IntStream.range(0, 11).mapToObj(i -> entry("e" + i, "m")).toList()))
                .returns("TooManyEntriesInBatchRequest", AwsError::code);
    }

    @Test
    default void anIdTwiceIsRefused() {
        String topic = newTopic();
        assertRefused(() -> batch(topic, List.of(entry("a", "1"), entry("a", "2"))))
                .returns("BatchEntryIdsNotDistinct", AwsError::code);
    }

    @Test
    default void aWrongIdIsRefused() {
        String topic = newTopic();
        assertRefused(() -> batch(topic, List.of(entry("a b", "1"))))
                .returns("InvalidBatchEntryId", AwsError::code);
    }

    @Test
    default void aBatchOfMoreThan256KibibytesIsRefused() {
        String topic = newTopic();
        String half = "x".repeat(131_073);
        assertRefused(() -> batch(topic, List.of(entry("a", half), entry("b", half))))
                .returns("BatchRequestTooLong", AwsError::code);
    }

    @Test
    default void aBatchForATopicThatIsNotThereIsNotFound() {
        String topic = newTopic() + "-not";
        assertRefused(() -> batch(topic, List.of(entry("a", "1"))))
                .returns("NotFound", AwsError::code);
    }
}
