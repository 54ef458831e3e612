package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The attributes of queues. */
interface AttributeCases extends SqsCases {
    @Test
    default void aNewQueueHasTheDefaultsOfAws() {
        long before = System.currentTimeMillis() / 1000;
        String name = newName();
        Map<String, String> all = sqs().queueAttributes(sqs().createQueue(name, Map.of()), "All");
        assertThat(all)
                .containsEntry("QueueArn", "arn:aws:sqs:us-east-1:000000000000:" + name)
                .containsEntry("VisibilityTimeout", "30")
                .containsEntry("MaximumMessageSize", "1048576")
                .containsEntry("MessageRetentionPeriod", "345600")
                .containsEntry("DelaySeconds", "0")
                .containsEntry("ReceiveMessageWaitTimeSeconds", "0")
                .containsEntry("SqsManagedSseEnabled", "true")
                .containsAllEntriesOf(counts(0, 0, 0))
                .containsKeys("CreatedTimestamp", "LastModifiedTimestamp")
                .doesNotContainKeys("RedrivePolicy", "Policy", "FifoQueue", "KmsMasterKeyId");
        assertThat(Long.parseLong(all.getOrDefault("CreatedTimestamp", "0")))
                .isBetween(before - 1, System.currentTimeMillis() / 1000 + 1);
    }

    @Test
    default void attributesAreSetAndRead() {
        String queue = newQueue();
        Map<String, String> attributes =
                Map.of(
                        "VisibilityTimeout", "7",
                        "DelaySeconds", "3",
                        "MessageRetentionPeriod", "60",
                        "MaximumMessageSize", "1024",
                        "ReceiveMessageWaitTimeSeconds", "2",
                        "Policy", "{\"Version\":\"2012-10-17\"}",
                        "RedriveAllowPolicy", "{\"redrivePermission\":\"allowAll\"}",
                        "SqsManagedSseEnabled", "false");
        sqs().setQueueAttributes(queue, attributes);
        assertThat(sqs().queueAttributes(queue, "All")).containsAllEntriesOf(attributes);
        assertThat(sqs().queueAttributes(queue, "DelaySeconds", "VisibilityTimeout"))
                .isEqualTo(Map.of("DelaySeconds", "3", "VisibilityTimeout", "7"));
        sqs().setQueueAttributes(queue, Map.of("Policy", ""));
        assertThat(sqs().queueAttributes(queue, "All"))
                .doesNotContainKey("Policy")
                .containsEntry("DelaySeconds", "3");
    }

    @Test
    default void aRefusedChangeOfAttributesChangesNone() {
        String queue = newQueue();
        assertRefused(
                "InvalidAttributeValue",
                () ->
                        sqs().setQueueAttributes(
                                        queue,
                                        Map.of("DelaySeconds", "5", "VisibilityTimeout", "43201")),
                "VisibilityTimeout",
                "43201",
                "43200");
        assertThat(sqs().queueAttributes(queue, "DelaySeconds", "VisibilityTimeout"))
                .isEqualTo(Map.of("DelaySeconds", "0", "VisibilityTimeout", "30"));
    }

    @ParameterizedTest
    @CsvSource({
        "DelaySeconds, 0, 900",
        "MaximumMessageSize, 1024, 1048576",
        "MessageRetentionPeriod, 60, 1209600",
        "ReceiveMessageWaitTimeSeconds, 0, 20",
        "VisibilityTimeout, 0, 43200",
        "KmsDataKeyReusePeriodSeconds, 60, 86400"
    })
    default void aNumberMayBeAtItsBoundsButNotBeyond(String name, int min, int max) {
        String queue = newQueue(Map.of(name, Integer.toString(min)));
        assertThat(attribute(queue, name)).isEqualTo(Integer.toString(min));
        sqs().setQueueAttributes(queue, Map.of(name, Integer.toString(max)));
        assertThat(attribute(queue, name)).isEqualTo(Integer.toString(max));
        for (int beyond : new int[] {min - 1, max + 1}) {
            Map<String, String> bad = Map.of(name, Integer.toString(beyond));
            assertRefused(
                    "InvalidAttributeValue",
                    () -> sqs().setQueueAttributes(queue, bad),
                    name,
                    Integer.toString(beyond));
            assertRefused("InvalidAttributeValue", () -> newQueue(bad), name);
        }
        assertThat(attribute(queue, name)).isEqualTo(Integer.toString(max));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "QueueArn",
                "ApproximateNumberOfMessages",
                "ApproximateNumberOfMessagesNotVisible",
                "ApproximateNumberOfMessagesDelayed",
                "CreatedTimestamp",
                "LastModifiedTimestamp",
                "VisibilityTimeout",
                "MaximumMessageSize",
                "MessageRetentionPeriod",
                "DelaySeconds",
                "ReceiveMessageWaitTimeSeconds",
                "SqsManagedSseEnabled"
            })
    default void anAttributeThatEveryQueueHasComesAloneAsItComesWithAll(String name) {
        String queue = newQueue();
        Map<String, String> all = sqs().queueAttributes(queue, "All");
        assertThat(all).containsKey(name);
        assertThat(sqs().queueAttributes(queue, name))
                .isEqualTo(Map.of(name, all.getOrDefault(name, "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Policy",
                "RedrivePolicy",
                "RedriveAllowPolicy",
                "KmsMasterKeyId",
                "KmsDataKeyReusePeriodSeconds"
            })
    default void anAttributeThatANewQueueHasNotIsLeftOut(String name) {
        assertThat(sqs().queueAttributes(newQueue(), name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "QueueArn",
                "ApproximateNumberOfMessages",
                "CreatedTimestamp",
                "LastModifiedTimestamp",
                "All"
            })
    default void anAttributeThatIsOnlyShownCannotBeSet(String name) {
        assertRefused(
                "InvalidAttributeName",
                () -> sqs().setQueueAttributes(newQueue(), Map.of(name, "1")),
                name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"Version\":\"2012-10-17\",\"Id\":\"a\",\"Statement\":[]}", "{ }"})
    default void aPolicyIsKeptAsItWasWritten(String policy) {
        String queue = newQueue(Map.of("Policy", policy));
        assertThat(attribute(queue, "Policy")).isEqualTo(policy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "{", "[]", "\"text\"", "1", "{} {}"})
    default void aPolicyThatIsNoJsonObjectIsRefused(String policy) {
        assertRefused("InvalidAttributeValue", () -> newQueue(Map.of("Policy", policy)), "Policy");
        assertRefused(
                "InvalidAttributeValue",
                () -> sqs().setQueueAttributes(newQueue(), Map.of("Policy", policy)),
                "Policy");
    }

    @Test
    default void settingAnAttributeIsAModification() {
        String queue = newQueue();
        long created = Long.parseLong(attribute(queue, "CreatedTimestamp"));
        eventually(
                "the clock's next second",
                () -> {
                    sqs().setQueueAttributes(queue, Map.of("DelaySeconds", "1"));
                    return Long.parseLong(attribute(queue, "LastModifiedTimestamp")) > created;
                });
        assertThat(attribute(queue, "CreatedTimestamp")).isEqualTo(Long.toString(created));
    }
}
