package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** FIFO queues, fair queues and FIFO topics as targets of rules. */
interface EventFifoCases extends EventTargetCases {
    Map<String, Object> GROUP = Map.of("MessageGroupId", "g");

    private String newFifoQueue(boolean contentBased) {
        return newQueue(
                newName() + ".fifo",
                Map.of("FifoQueue", "true", "ContentBasedDeduplication", "" + contentBased));
    }

    /** A bus whose events go to a target. */
    private String busTo(Object... target) {
        String bus = newBus();
        Map<String, Object> given = AwsApi.given(target);
        given.put("Id", "t");
        putTarget(bus, newRule(bus, ANY), given);
        return bus;
    }

    @Test
    default void theSameContentComesOnceIntoAFifoQueue() {
        String queue = newFifoQueue(true);
        String bus =
                busTo("Arn", queueArn(queue), "InputPath", "$.detail.n", "SqsParameters", GROUP);
        putEntries(entry(bus, "{\"n\":1}"), entry(bus, "{\"n\":1}"), entry(bus, "{\"n\":2}"));
        assertThat(bodies(queue, 2)).containsExactly("1", "2");
        assertThat(sqs().call("ReceiveMessage", "QueueUrl", queue).path("Messages")).isEmpty();
    }

    @Test
    default void aFifoQueueNeedsDeduplicationByContent() {
        String dead = newQueue();
        String bus =
                busTo(
                        "Arn",
                        queueArn(newFifoQueue(false)),
                        "SqsParameters",
                        GROUP,
                        "DeadLetterConfig",
                        Map.of("Arn", queueArn(dead)));
        put(bus, "{}");
        JsonNode attributes = receive(dead, 1).getFirst().path("MessageAttributes");
        assertThat(text(attributes, "ERROR_CODE")).isEqualTo("INVALID_PARAMETER");
        assertThat(text(attributes, "ERROR_MESSAGE")).contains("ContentBasedDeduplication");
    }

    @Test
    default void aFairQueueGetsItsGroup() {
        String queue = newQueue();
        put(busTo("Arn", queueArn(queue), "SqsParameters", GROUP), "{}");
        assertThat(
                        receive(queue, 1)
                                .getFirst()
                                .path("Attributes")
                                .path("MessageGroupId")
                                .asString())
                .isEqualTo("g");
    }

    /** The parameters of a target have a group for queues only. */
    @Test
    default void aFifoTopicTakesNoEvents() {
        String dead = newQueue();
        String topic =
                sns().call(
                                "CreateTopic",
                                "Name",
                                newName() + ".fifo",
                                "Attributes",
                                Map.of("FifoTopic", "true", "ContentBasedDeduplication", "true"))
                        .path("TopicArn")
                        .asString();
        put(busTo("Arn", topic, "DeadLetterConfig", Map.of("Arn", queueArn(dead))), "{}");
        JsonNode attributes = receive(dead, 1).getFirst().path("MessageAttributes");
        assertThat(text(attributes, "ERROR_CODE")).isEqualTo("INVALID_PARAMETER");
        assertThat(text(attributes, "ERROR_MESSAGE")).contains("MessageGroupId");
        assertThat(text(attributes, "TARGET_ARN")).isEqualTo(topic);
    }

    @Test
    default void theOrderOfAGroupHoldsOverManyRequests() {
        String queue = newFifoQueue(true);
        String bus =
                busTo("Arn", queueArn(queue), "InputPath", "$.detail.n", "SqsParameters", GROUP);
        for (int i = 0; i < 20; i++) {
            put(bus, "{\"n\":" + i + "}");
        }
        List<String> expected = IntStream.range(0, 20).mapToObj(Integer::toString).toList();
        assertThat(bodies(queue, 20)).isEqualTo(expected);
    }
}
