package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.AwsError;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Queues by the names of the model: that all clients and servers show them alike. */
abstract class QueuesSuite extends AwsSuite {
    QueuesSuite(AwsClient client, AwsServer server) {
        super(client, server);
    }

    @Test
    void aMessageComesOutAsItWentIn() {
        String queue = newQueue();
        JsonNode sent =
                sqs().call(
                                "SendMessage",
                                "QueueUrl",
                                queue,
                                "MessageBody",
                                "hello",
                                "DelaySeconds",
                                0,
                                "MessageAttributes",
                                Map.of(
                                        "text",
                                        Map.of("DataType", "String", "StringValue", "ä"),
                                        "bytes",
                                        Map.of(
                                                "DataType",
                                                "Binary",
                                                "BinaryValue",
                                                AwsApi.bytes(new byte[] {1, 2, -1}))));
        assertThat(names(sent))
                .isEqualTo(Set.of("MD5OfMessageBody", "MD5OfMessageAttributes", "MessageId"));
        List<JsonNode> received = receive(queue, 1);
        assertThat(received).hasSize(1);
        JsonNode message = received.getFirst();
        assertThat(message.path("Body").asString()).isEqualTo("hello");
        assertThat(message.path("MessageId")).isEqualTo(sent.path("MessageId"));
        JsonNode attributes = message.path("MessageAttributes");
        assertThat(names(attributes)).isEqualTo(Set.of("text", "bytes"));
        assertThat(attributes.path("text").path("StringValue").asString()).isEqualTo("ä");
        assertThat(AwsApi.bytes(attributes.path("bytes").path("BinaryValue")))
                .containsExactly(1, 2, -1);
    }

    @Test
    void whatIsNotThereIsMissing() {
        String queue = newQueue();
        assertThat(names(sqs().call("ReceiveMessage", "QueueUrl", queue))).isEmpty();
        assertThat(names(sqs().call("ListQueueTags", "QueueUrl", queue))).isEmpty();
        assertThat(names(sqs().call("TagQueue", "QueueUrl", queue, "Tags", Map.of("a", "b"))))
                .isEmpty();
        assertThat(sqs().call("ListQueueTags", "QueueUrl", queue).path("Tags").path("a").asString())
                .isEqualTo("b");
    }

    @Test
    void aRefusalHasCodeMessageAndStatus() {
        String queue = newQueue();
        sqs().call("DeleteQueue", "QueueUrl", queue);
        assertRefused(() -> sqs().call("SendMessage", "QueueUrl", queue, "MessageBody", "x"))
                .satisfies(error -> assertThat(error.message()).contains("does not exist"))
                .returns("AWS.SimpleQueueService.NonExistentQueue", AwsError::code)
                .returns(400, AwsError::status);
    }

    @Test
    void aQueueBelongsToItsRegionAndAccount() {
        String name = newName();
        newQueue(name, Map.of());
        AwsApi other = sqs().as("eu-west-1", "111122223333");
        assertRefused(() -> other.call("GetQueueUrl", "QueueName", name))
                .returns("AWS.SimpleQueueService.NonExistentQueue", AwsError::code);
        assertThat(queueArn(newQueue(name, Map.of())))
                .isEqualTo("arn:aws:sqs:us-east-1:000000000000:" + name);
    }

    private static Set<String> names(JsonNode node) {
        return new TreeSet<>(node.propertyNames());
    }
}
