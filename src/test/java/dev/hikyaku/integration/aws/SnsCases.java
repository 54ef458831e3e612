package dev.hikyaku.integration.aws;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the cases about topics share. */
interface SnsCases extends AwsCases {
    JsonMapper JSON = new JsonMapper();

    /** The ARN of a new topic. */
    default String newTopic() {
        return newTopic(newName(), Map.of());
    }

    default String newTopic(String name, Map<String, String> attributes) {
        return sns().call("CreateTopic", "Name", name, "Attributes", attributes)
                .path("TopicArn")
                .asString();
    }

    /** The ARN of a new FIFO topic. */
    default String newFifoTopic(Map<String, String> more) {
        var attributes = new HashMap<>(more);
        attributes.put("FifoTopic", "true");
        return newTopic(newName() + ".fifo", attributes);
    }

    /** The URL of a new FIFO queue. */
    default String newFifoQueue() {
        return newQueue(newName() + ".fifo", Map.of("FifoQueue", "true"));
    }

    /** Subscribes a queue; returns the subscription's ARN. */
    default String subscribe(String topic, String queueUrl, Map<String, String> attributes) {
        return subscribe(topic, "sqs", queueArn(queueUrl), attributes);
    }

    default String subscribe(
            String topic, String protocol, String endpoint, Map<String, String> attributes) {
        return sns().call(
                        "Subscribe",
                        "TopicArn",
                        topic,
                        "Protocol",
                        protocol,
                        "Endpoint",
                        endpoint,
                        "Attributes",
                        attributes,
                        "ReturnSubscriptionArn",
                        true)
                .path("SubscriptionArn")
                .asString();
    }

    default JsonNode publish(String topic, String message, @Nullable Object... more) {
        @Nullable Object[] all =
                Stream.concat(Stream.of("TopicArn", topic, "Message", message), Arrays.stream(more))
                        .toArray();
        return sns().call("Publish", all);
    }

    /** A message attribute. */
    default Map<String, Object> attribute(String type, String value) {
        return Map.of("DataType", type, "StringValue", value);
    }

    default JsonNode topicAttributes(String topic) {
        return sns().call("GetTopicAttributes", "TopicArn", topic).path("Attributes");
    }

    default void setTopicAttribute(String topic, String name, String value) {
        sns().call(
                        "SetTopicAttributes",
                        "TopicArn",
                        topic,
                        "AttributeName",
                        name,
                        "AttributeValue",
                        value);
    }

    default JsonNode subscriptionAttributes(String subscription) {
        return sns().call("GetSubscriptionAttributes", "SubscriptionArn", subscription)
                .path("Attributes");
    }

    default void setSubscriptionAttribute(String subscription, String name, String value) {
        sns().call(
                        "SetSubscriptionAttributes",
                        "SubscriptionArn",
                        subscription,
                        "AttributeName",
                        name,
                        "AttributeValue",
                        value);
    }

    /** All that is in a queue now. What was published is there when the answer is. */
    default List<JsonNode> drain(String queueUrl) {
        var all = new ArrayList<JsonNode>();
        while (true) {
            JsonNode messages =
                    sqs().call(
                                    "ReceiveMessage",
                                    "QueueUrl",
                                    queueUrl,
                                    "MaxNumberOfMessages",
                                    10,
                                    "MessageAttributeNames",
                                    List.of("All"),
                                    "AttributeNames",
                                    List.of("All"))
                            .path("Messages");
            if (messages.isEmpty()) {
                return all;
            }
            for (JsonNode message : messages) {
                all.add(message);
                sqs().call(
                                "DeleteMessage",
                                "QueueUrl",
                                queueUrl,
                                "ReceiptHandle",
                                message.path("ReceiptHandle").asString());
            }
        }
    }

    /** What the envelopes in a queue hold as messages. */
    default List<String> texts(String queueUrl) {
        return drain(queueUrl).stream()
                .map(message -> envelope(message).path("Message").asString())
                .toList();
    }

    default JsonNode envelope(JsonNode message) {
        return JSON.readTree(message.path("Body").asString());
    }
}
