package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.AwsError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Messages from a topic to its queues. */
interface FanOutCases extends SnsCases {
    int MESSAGE_BYTES_MAX = 262_144;

    @Test
    default void aQueueGetsTheEnvelope() {
        String topic = newTopic();
        String queue = newQueue();
        String subscription = subscribe(topic, queue, Map.of());
        JsonNode published =
                publish(
                        topic,
                        "h\u00e9llo \"you\"\n",
                        "Subject",
                        "A subject",
                        "MessageAttributes",
                        Map.of(
                                "color",
                                attribute("String", "red"),
                                "size",
                                attribute("Number", "7"),
                                "blob",
                                Map.of(
                                        "DataType",
                                        "Binary",
                                        "BinaryValue",
                                        AwsApi.bytes(new byte[] {1, 2, -1}))));
        JsonNode envelope = envelope(drain(queue).getFirst());
        assertThat(envelope.path("Type").asString()).isEqualTo("Notification");
        assertThat(envelope.path("MessageId")).isEqualTo(published.path("MessageId"));
        assertThat(envelope.path("TopicArn").asString()).isEqualTo(topic);
        assertThat(envelope.path("Subject").asString()).isEqualTo("A subject");
        assertThat(envelope.path("Message").asString()).isEqualTo("h\u00e9llo \"you\"\n");
        assertThat(envelope.path("Timestamp").asString())
                .matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}Z");
        assertThat(envelope.path("SignatureVersion").asString()).isEqualTo("1");
        assertThat(envelope.path("Signature").asString()).hasSizeGreaterThan(300);
        assertThat(envelope.path("SigningCertURL").asString()).endsWith(".pem");
        assertThat(envelope.path("UnsubscribeURL").asString())
                .contains("Action=Unsubscribe", subscription.substring(subscription.length() - 36));
        JsonNode attributes = envelope.path("MessageAttributes");
        assertThat(attributes.at("/color/Type").asString()).isEqualTo("String");
        assertThat(attributes.at("/color/Value").asString()).isEqualTo("red");
        assertThat(attributes.at("/size/Type").asString()).isEqualTo("Number");
        assertThat(attributes.at("/blob/Value").asString()).isEqualTo("AQL/");
    }

    @Test
    default void aMessageWithoutSubjectAndAttributesHasNoneInTheEnvelope() {
        String topic = newTopic();
        String queue = newQueue();
        subscribe(topic, queue, Map.of());
        publish(topic, "hello");
        JsonNode envelope = envelope(drain(queue).getFirst());
        assertThat(envelope.has("Subject")).isFalse();
        assertThat(envelope.has("MessageAttributes")).isFalse();
    }

    @Test
    default void aRawQueueGetsTheMessageItself() {
        String topic = newTopic();
        String queue = newQueue();
        subscribe(topic, queue, Map.of("RawMessageDelivery", "true"));
        publish(
                topic,
                "{\"Records\":[{\"eventSource\":\"aws:s3\"}]}",
                "MessageAttributes",
                Map.of("color", attribute("String", "red"), "n", attribute("Number", "1")));
        JsonNode message = drain(queue).getFirst();
        assertThat(message.path("Body").asString())
                .isEqualTo("{\"Records\":[{\"eventSource\":\"aws:s3\"}]}");
        assertThat(message.at("/MessageAttributes/color/StringValue").asString()).isEqualTo("red");
        assertThat(message.at("/MessageAttributes/n/DataType").asString()).isEqualTo("Number");
    }

    @Test
    default void aRawMessageWithMoreThanTenAttributesReachesNoQueue() {
        String topic = newTopic();
        String raw = newQueue();
        String enveloped = newQueue();
        subscribe(topic, raw, Map.of("RawMessageDelivery", "true"));
        subscribe(topic, enveloped, Map.of());
        var attributes = new HashMap<String, Object>();
        IntStream.range(0, 11).forEach(i -> attributes.put("a" + i, attribute("String", "x")));
        publish(topic, "hello", "MessageAttributes", attributes);
        assertThat(drain(raw)).isEmpty();
        assertThat(envelope(drain(enveloped).getFirst()).path("MessageAttributes").size())
                .isEqualTo(11);
    }

    @Test
    default void allQueuesOfATopicGetAMessage() {
        String topic = newTopic();
        List<String> queues = IntStream.range(0, 10).mapToObj(i -> newQueue()).toList();
        queues.forEach(queue -> subscribe(topic, queue, Map.of()));
        publish(topic, "hello");
        queues.forEach(queue -> assertThat(texts(queue)).containsExactly("hello"));
    }

    @Test
    default void aMessageGoesToItsTopicOnly() {
        String topic = newTopic();
        String other = newTopic();
        String queue = newQueue();
        subscribe(topic, queue, Map.of());
        publish(other, "hello");
        assertThat(drain(queue)).isEmpty();
    }

    @Test
    default void eachProtocolHasItsTextInAStructuredMessage() {
        String topic = newTopic();
        String queue = newQueue();
        subscribe(topic, queue, Map.of());
        publish(
                topic,
                "{\"default\":\"for all\",\"sqs\":\"for queues\",\"http\":\"for the web\"}",
                "MessageStructure",
                "json");
        publish(topic, "{\"default\":\"for all\"}", "MessageStructure", "json");
        assertThat(texts(queue)).containsExactlyInAnyOrder("for queues", "for all");
    }

    @Test
    default void theTargetMayBeNamedInsteadOfTheTopic() {
        String topic = newTopic();
        String queue = newQueue();
        subscribe(topic, queue, Map.of());
        sns().call("Publish", "TargetArn", topic, "Message", "hello");
        assertThat(texts(queue)).containsExactly("hello");
    }

    @Test
    default void aMessageGroupIsPassedOnToQueues() {
        String topic = newTopic();
        String queue = newQueue();
        subscribe(topic, queue, Map.of());
        publish(topic, "hello", "MessageGroupId", "g");
        assertThat(drain(queue).getFirst().at("/Attributes/MessageGroupId").asString())
                .isEqualTo("g");
    }

    @Test
    default void whatAGoneQueueWouldHaveGotIsADeadLetter() {
        String topic = newTopic();
        String queue = newQueue();
        String dead = newQueue();
        subscribe(
                topic,
                queue,
                Map.of(
                        "RawMessageDelivery",
                        "true",
                        "RedrivePolicy",
                        "{\"deadLetterTargetArn\":\"" + queueArn(dead) + "\"}"));
        sqs().call("DeleteQueue", "QueueUrl", queue);
        publish(topic, "hello", "MessageAttributes", Map.of("a", attribute("String", "b")));
        JsonNode letter = drain(dead).getFirst();
        assertThat(letter.path("Body").asString()).isEqualTo("hello");
        assertThat(letter.at("/MessageAttributes/a/StringValue").asString()).isEqualTo("b");
        assertThat(letter.at("/MessageAttributes/HikyakuDeadReason/StringValue").asString())
                .isEqualTo("The specified queue does not exist.");
    }

    @Test
    default void aGoneQueueWithoutADeadLetterQueueKeepsNobodyElseFromAMessage() {
        String topic = newTopic();
        String gone = newQueue();
        String queue = newQueue();
        subscribe(topic, gone, Map.of());
        subscribe(topic, queue, Map.of());
        sqs().call("DeleteQueue", "QueueUrl", gone);
        publish(topic, "hello");
        assertThat(texts(queue)).containsExactly("hello");
    }

    @Test
    default void aMessageOf256KibibytesIsTheLargest() {
        String topic = newTopic();
        String queue = newQueue();
        subscribe(topic, queue, Map.of("RawMessageDelivery", "true"));
        publish(topic, "x".repeat(MESSAGE_BYTES_MAX));
        assertThat(drain(queue).getFirst().path("Body").asString()).hasSize(MESSAGE_BYTES_MAX);
        assertRefused(() -> publish(topic, "x".repeat(MESSAGE_BYTES_MAX + 1)))
                .returns("InvalidParameter", AwsError::code)
                .returns("Invalid parameter: Message too long", AwsError::message);
    }

    @Test
    default void attributesCountTowardsTheSize() {
        String topic = newTopic();
        assertRefused(() ->
                        publish(
                                topic,
                                "x".repeat(MESSAGE_BYTES_MAX - 3),
                                "MessageAttributes",
                                Map.of("a", attribute("String", "b"))))
                .returns("Invalid parameter: Message too long", AwsError::message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'sqs':'x'}  | json | Message Structure - No default entry in JSON message body",
                "no json      | json | Message Structure - JSON message body failed to parse",
                "hello        | xml  | MessageStructure: Invalid value [xml]. Must be json."
            })
    default void aWrongStructureIsRefused(String message, String structure, String words) {
        String topic = newTopic();
        assertRefused(() ->
                        publish(topic, message.replace('\'', '"'), "MessageStructure", structure))
                .returns("InvalidParameter", AwsError::code)
                .returns("Invalid parameter: " + words, AwsError::message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "\u0007"})
    default void aWrongSubjectIsRefused(String subject) {
        String topic = newTopic();
        assertRefused(() -> publish(topic, "hello", "Subject", subject))
                .returns("InvalidParameter", AwsError::code)
                .returns("Invalid parameter: Subject", AwsError::message);
    }

    @Test
    default void aSubjectOf101CharactersIsRefused() {
        String topic = newTopic();
        publish(topic, "hello", "Subject", "s".repeat(100));
        assertRefused(() -> publish(topic, "hello", "Subject", "s".repeat(101)))
                .returns("Invalid parameter: Subject", AwsError::message);
    }

    @Test
    default void anEmptyMessageIsRefused() {
        String topic = newTopic();
        assertRefused(() -> publish(topic, ""))
                .returns("InvalidParameter", AwsError::code)
                .returns("Invalid parameter: Empty message", AwsError::message);
    }

    @ParameterizedTest
    @CsvSource({
        "Text, x, 'The message attribute ''a'' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.'",
        "Number, seven, Could not cast message attribute 'a' value to number.",
        "String, '', The message attribute 'a' must contain non-empty message attribute value for message attribute type 'String'."
    })
    default void aWrongMessageAttributeIsRefused(String type, String value, String message) {
        String topic = newTopic();
        assertRefused(() ->
                        publish(
                                topic,
                                "hello",
                                "MessageAttributes",
                                Map.of("a", attribute(type, value))))
                .returns("ParameterValueInvalid", AwsError::code)
                .returns(message, AwsError::message);
    }

    @Test
    default void publishingToATopicThatIsNotThereIsNotFound() {
        String topic = newTopic() + "-not";
        assertRefused(() -> publish(topic, "hello"))
                .returns("NotFound", AwsError::code)
                .returns(404, AwsError::status)
                .returns("Topic does not exist", AwsError::message);
    }

    @Test
    default void publishingToAPhoneIsRefused() {
        assertRefused(() -> sns().call("Publish", "PhoneNumber", "+15550100", "Message", "hello"))
                .returns("InvalidParameter", AwsError::code)
                .satisfies(error -> assertThat(error.message()).contains("sends no SMS"));
    }

    @Test
    default void publishingToNothingIsRefused() {
        assertRefused(() -> sns().call("Publish", "Message", "hello"))
                .returns("InvalidParameter", AwsError::code)
                .satisfies(error -> assertThat(error.message()).contains("TopicArn or TargetArn"));
    }

    @Test
    default void aDeduplicationIdIsForFifoTopics() {
        String topic = newTopic();
        assertRefused(() -> publish(topic, "hello", "MessageDeduplicationId", "d"))
                .returns("InvalidParameter", AwsError::code)
                .satisfies(error ->
                        assertThat(error.message())
                                .contains("MessageDeduplicationId", "not valid for this topic"));
    }
}
