package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import dev.hikyaku.integration.AwsError;
import dev.hikyaku.integration.HikyakuProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.assertj.core.api.AbstractThrowableAssert;
import tools.jackson.databind.JsonNode;

/** What the cases of every subject need: clients of the services, and names. */
interface AwsCases {
    Duration PATIENCE = HikyakuProcess.PATIENCE;
    String ACCOUNT = "000000000000";
    String REGION = "us-east-1";

    /** Where the server listens. */
    String endpoint();

    /** A service by its name in credential scopes. */
    AwsApi service(String name);

    /** A name that no other case has, of letters, digits and hyphens. */
    String newName();

    default AwsApi sqs() {
        return service("sqs");
    }

    default AwsApi sns() {
        return service("sns");
    }

    default AwsApi events() {
        return service("events");
    }

    default AwsApi scheduler() {
        return service("scheduler");
    }

    /** The URL of a new queue. */
    default String newQueue() {
        return newQueue(newName(), Map.of());
    }

    default String newQueue(String name, Map<String, String> attributes) {
        return sqs().call("CreateQueue", "QueueName", name, "Attributes", attributes)
                .path("QueueUrl")
                .asString();
    }

    default String queueArn(String queueUrl) {
        return sqs().call(
                        "GetQueueAttributes",
                        "QueueUrl",
                        queueUrl,
                        "AttributeNames",
                        List.of("QueueArn"))
                .path("Attributes")
                .path("QueueArn")
                .asString();
    }

    /** Receives and deletes until there are as many messages, and no longer than 20 seconds. */
    default List<JsonNode> receive(String queueUrl, int messages) {
        var received = new ArrayList<JsonNode>();
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (received.size() < messages && System.nanoTime() < deadline) {
            JsonNode answer =
                    sqs().call(
                                    "ReceiveMessage",
                                    "QueueUrl",
                                    queueUrl,
                                    "MaxNumberOfMessages",
                                    Math.min(10, messages - received.size()),
                                    "WaitTimeSeconds",
                                    5,
                                    "MessageAttributeNames",
                                    List.of("All"),
                                    "AttributeNames",
                                    List.of("All"));
            for (JsonNode message : answer.path("Messages")) {
                received.add(message);
                sqs().call(
                                "DeleteMessage",
                                "QueueUrl",
                                queueUrl,
                                "ReceiptHandle",
                                message.path("ReceiptHandle").asString());
            }
        }
        return received;
    }

    /** What a call is refused with. */
    default AbstractThrowableAssert<?, AwsError> assertRefused(Callable<?> call) {
        return assertThatThrownBy(call::call).asInstanceOf(throwable(AwsError.class));
    }
}
