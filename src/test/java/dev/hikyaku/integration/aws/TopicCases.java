package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.AwsError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Topics and their attributes. */
interface TopicCases extends SnsCases {
    @Test
    default void aTopicHasAnArnOfItsRegionAccountAndName() {
        String name = newName();
        assertThat(newTopic(name, Map.of()))
                .isEqualTo("arn:aws:sns:" + REGION + ":" + ACCOUNT + ":" + name);
    }

    @Test
    default void topicsOfOtherRegionsAreOthers() {
        String name = newName();
        newTopic(name, Map.of());
        JsonNode elsewhere =
                sns().as("eu-west-1", "111122223333").call("CreateTopic", "Name", name);
        assertThat(elsewhere.path("TopicArn").asString())
                .isEqualTo("arn:aws:sns:eu-west-1:111122223333:" + name);
    }

    @Test
    default void makingATopicAgainGivesTheSame() {
        String name = newName();
        String topic = newTopic(name, Map.of("DisplayName", "Shop"));
        assertThat(newTopic(name, Map.of())).isEqualTo(topic);
        assertThat(newTopic(name, Map.of("DisplayName", "Shop"))).isEqualTo(topic);
    }

    @Test
    default void makingATopicAgainWithOtherAttributesIsRefused() {
        String name = newName();
        newTopic(name, Map.of("DisplayName", "Shop"));
        assertRefused(() -> newTopic(name, Map.of("DisplayName", "Store")))
                .returns("InvalidParameter", AwsError::code)
                .returns(
                        "Invalid parameter: Attributes Reason: Topic already exists with different"
                                + " attributes",
                        AwsError::message);
    }

    @Test
    default void aNewTopicShowsItsDefaults() {
        String topic = newTopic();
        JsonNode shown = topicAttributes(topic);
        assertThat(shown.path("TopicArn").asString()).isEqualTo(topic);
        assertThat(shown.path("Owner").asString()).isEqualTo(ACCOUNT);
        assertThat(shown.path("DisplayName").asString()).isEmpty();
        assertThat(shown.path("SubscriptionsConfirmed").asString()).isEqualTo("0");
        assertThat(shown.path("SubscriptionsPending").asString()).isEqualTo("0");
        assertThat(shown.path("SubscriptionsDeleted").asString()).isEqualTo("0");
        assertThat(shown.path("EffectiveDeliveryPolicy").asString())
                .contains("\"numRetries\":3", "\"minDelayTarget\":20");
        assertThat(shown.path("Policy").asString())
                .contains("__default_policy_ID", "SNS:Publish", topic);
    }

    @ParameterizedTest
    @CsvSource({
        "DisplayName, Shop & Co",
        "KmsMasterKeyId, alias/aws/sns",
        "SignatureVersion, 2",
        "TracingConfig, Active",
        "HTTPSuccessFeedbackRoleArn, arn:aws:iam::000000000000:role/x",
        "SQSSuccessFeedbackSampleRate, 50",
        "LambdaFailureFeedbackRoleArn, arn:aws:iam::000000000000:role/x"
    })
    default void anAttributeIsKeptAndShown(String name, String value) {
        String topic = newTopic();
        setTopicAttribute(topic, name, value);
        assertThat(topicAttributes(topic).path(name).asString()).isEqualTo(value);
    }

    @Test
    default void aPolicyReplacesTheDefaultOne() {
        String topic = newTopic();
        String policy =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"all\",\"Effect\":\"Allow\","
                        + "\"Principal\":\"*\",\"Action\":\"SNS:Publish\",\"Resource\":\"*\"}]}";
        setTopicAttribute(topic, "Policy", policy);
        assertThat(topicAttributes(topic).path("Policy").asString()).isEqualTo(policy);
    }

    @Test
    default void aDeliveryPolicyIsShownAsSetAndAsItWorks() {
        String topic = newTopic();
        String policy = "{\"http\":{\"defaultHealthyRetryPolicy\":{\"numRetries\":5}}}";
        setTopicAttribute(topic, "DeliveryPolicy", policy);
        JsonNode shown = topicAttributes(topic);
        assertThat(shown.path("DeliveryPolicy").asString()).isEqualTo(policy);
        assertThat(shown.path("EffectiveDeliveryPolicy").asString())
                .contains("\"numRetries\":5", "\"minDelayTarget\":20");
    }

    @Test
    default void anEmptyValueTakesAnAttributeAway() {
        String topic = newTopic(newName(), Map.of("KmsMasterKeyId", "alias/x"));
        setTopicAttribute(topic, "KmsMasterKeyId", "");
        assertThat(topicAttributes(topic).has("KmsMasterKeyId")).isFalse();
    }

    @Test
    default void aFifoTopicShowsThatItIsOne() {
        JsonNode shown = topicAttributes(newFifoTopic(Map.of()));
        assertThat(shown.path("FifoTopic").asString()).isEqualTo("true");
        assertThat(shown.path("ContentBasedDeduplication").asString()).isEqualTo("false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a.b", "topic!", "topic.fifo"})
    default void aWrongNameIsRefused(String name) {
        assertRefused(() -> newTopic(name, Map.of()))
                .returns("InvalidParameter", AwsError::code)
                .returns(400, AwsError::status)
                .satisfies(error -> assertThat(error.message()).startsWith("Invalid parameter: "));
    }

    @Test
    default void aNameOf256CharactersIsTheLongest() {
        String longest = (newName() + "x".repeat(256)).substring(0, 256);
        assertThat(newTopic(longest, Map.of())).endsWith(longest);
        assertRefused(() -> newTopic(longest + "x", Map.of()))
                .returns("InvalidParameter", AwsError::code);
    }

    @Test
    default void aFifoTopicsNameEndsSo() {
        assertRefused(() -> newTopic(newName(), Map.of("FifoTopic", "true")))
                .returns("InvalidParameter", AwsError::code)
                .satisfies(error ->
                        assertThat(error.message())
                                .contains("Fifo Topic names must end with .fifo"));
    }

    @ParameterizedTest
    @CsvSource({
        "Color, red, AttributeName",
        "SignatureVersion, 3, SignatureVersion",
        "DeliveryPolicy, nothing, DeliveryPolicy",
        "Policy, nothing, Policy",
        "FifoTopic, true, AttributeName",
        "ContentBasedDeduplication, true, FIFO",
        "SQSSuccessFeedbackSampleRate, 101, 0 to 100"
    })
    default void aWrongAttributeIsRefused(String name, String value, String words) {
        String topic = newTopic();
        assertRefused(
                        () -> {
                            setTopicAttribute(topic, name, value);
                            return null;
                        })
                .returns("InvalidParameter", AwsError::code)
                .satisfies(error -> assertThat(error.message()).contains(words));
    }

    @Test
    default void aDeletedTopicIsGone() {
        String topic = newTopic();
        sns().call("DeleteTopic", "TopicArn", topic);
        assertRefused(() -> topicAttributes(topic))
                .returns("NotFound", AwsError::code)
                .returns(404, AwsError::status)
                .returns("Topic does not exist", AwsError::message);
        sns().call("DeleteTopic", "TopicArn", topic);
    }

    @Test
    default void aTopicMadeAgainHasNoOldSubscriptions() {
        String name = newName();
        String topic = newTopic(name, Map.of());
        String queue = newQueue();
        subscribe(topic, queue, Map.of());
        sns().call("DeleteTopic", "TopicArn", topic);
        newTopic(name, Map.of());
        publish(topic, "hello");
        assertThat(drain(queue)).isEmpty();
        assertThat(topicAttributes(topic).path("SubscriptionsConfirmed").asString()).isEqualTo("0");
    }

    @Test
    default void topicsAreListedInPagesOfAHundred() {
        AwsApi elsewhere = sns().as("ap-south-1", "444455556666");
        var made = new HashSet<String>();
        String prefix = newName();
        for (int i = 0; i < 101; i++) {
            made.add(
                    elsewhere
                            .call("CreateTopic", "Name", prefix + "-" + i)
                            .path("TopicArn")
                            .asString());
        }
        JsonNode first = elsewhere.call("ListTopics");
        assertThat(first.path("Topics").size()).isEqualTo(100);
        JsonNode second =
                elsewhere.call("ListTopics", "NextToken", first.path("NextToken").asString());
        assertThat(second.has("NextToken")).isFalse();
        var listed = new ArrayList<String>();
        for (JsonNode page : List.of(first, second)) {
            page.path("Topics").forEach(topic -> listed.add(topic.path("TopicArn").asString()));
        }
        assertThat(listed).containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    default void aTokenOfNobodyIsRefused() {
        assertRefused(() -> sns().call("ListTopics", "NextToken", "%%%"))
                .returns("InvalidParameter", AwsError::code)
                .returns("Invalid parameter: NextToken", AwsError::message);
    }
}
