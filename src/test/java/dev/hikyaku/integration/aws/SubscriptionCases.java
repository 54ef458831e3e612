package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.AwsError;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Subscriptions of queues, and their attributes. */
interface SubscriptionCases extends SnsCases {
    @Test
    default void aQueueIsSubscribedAtOnce() {
        String topic = newTopic();
        String queue = newQueue();
        String subscription = subscribe(topic, queue, Map.of());
        assertThat(subscription).startsWith(topic + ":");
        JsonNode shown = subscriptionAttributes(subscription);
        assertThat(shown.path("SubscriptionArn").asString()).isEqualTo(subscription);
        assertThat(shown.path("TopicArn").asString()).isEqualTo(topic);
        assertThat(shown.path("Owner").asString()).isEqualTo(ACCOUNT);
        assertThat(shown.path("Protocol").asString()).isEqualTo("sqs");
        assertThat(shown.path("Endpoint").asString()).isEqualTo(queueArn(queue));
        assertThat(shown.path("PendingConfirmation").asString()).isEqualTo("false");
        assertThat(shown.path("ConfirmationWasAuthenticated").asString()).isEqualTo("true");
        assertThat(shown.path("RawMessageDelivery").asString()).isEqualTo("false");
        assertThat(topicAttributes(topic).path("SubscriptionsConfirmed").asString()).isEqualTo("1");
    }

    @Test
    default void subscribingAgainGivesTheSame() {
        String topic = newTopic();
        String queue = newQueue();
        Map<String, String> raw = Map.of("RawMessageDelivery", "true");
        String subscription = subscribe(topic, queue, raw);
        assertThat(subscribe(topic, queue, raw)).isEqualTo(subscription);
        assertThat(subscribe(topic, queue, Map.of())).isEqualTo(subscription);
        assertRefused(() -> subscribe(topic, queue, Map.of("RawMessageDelivery", "false")))
                .returns("InvalidParameter", AwsError::code)
                .returns(
                        "Invalid parameter: Attributes Reason: Subscription already exists with"
                                + " different attributes",
                        AwsError::message);
    }

    @Test
    default void anEndedSubscriptionGetsNothing() {
        String topic = newTopic();
        String queue = newQueue();
        String subscription = subscribe(topic, queue, Map.of());
        sns().call("Unsubscribe", "SubscriptionArn", subscription);
        publish(topic, "hello");
        assertThat(drain(queue)).isEmpty();
        assertRefused(() -> subscriptionAttributes(subscription))
                .returns("NotFound", AwsError::code)
                .returns("Subscription does not exist", AwsError::message);
        JsonNode shown = topicAttributes(topic);
        assertThat(shown.path("SubscriptionsConfirmed").asString()).isEqualTo("0");
        assertThat(shown.path("SubscriptionsDeleted").asString()).isEqualTo("1");
        sns().call("Unsubscribe", "SubscriptionArn", subscription);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RawMessageDelivery | true",
                "FilterPolicy       | {\"color\":[\"red\"]}",
                "FilterPolicyScope  | MessageBody",
                "RedrivePolicy      | {\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:dlq\"}"
            })
    default void aSubscriptionsAttributeIsKeptAndTakenAway(String name, String value) {
        String subscription = subscribe(newTopic(), newQueue(), Map.of());
        setSubscriptionAttribute(subscription, name, value);
        assertThat(subscriptionAttributes(subscription).path(name).asString()).isEqualTo(value);
        if (!name.equals("RawMessageDelivery")) {
            setSubscriptionAttribute(subscription, name, "");
            assertThat(subscriptionAttributes(subscription).has(name)).isFalse();
        }
    }

    @Test
    default void aFilterPolicysScopeIsShown() {
        String subscription =
                subscribe(newTopic(), newQueue(), Map.of("FilterPolicy", "{\"a\":[\"b\"]}"));
        assertThat(subscriptionAttributes(subscription).path("FilterPolicyScope").asString())
                .isEqualTo("MessageAttributes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RawMessageDelivery | maybe   | RawMessageDelivery: Invalid value [maybe]. Must be true or false.",
                "FilterPolicyScope  | Subject | FilterPolicyScope: Invalid value [Subject]. Please use either MessageBody or MessageAttributes",
                "FilterPolicy       | nothing | FilterPolicy: failed to parse JSON.",
                "RedrivePolicy      | nothing | RedrivePolicy: failed to parse JSON.",
                "RedrivePolicy      | {\"deadLetterTargetArn\":\"x\"} | RedrivePolicy: deadLetterTargetArn is an invalid arn",
                "Color              | red     | AttributeName"
            })
    default void aSubscriptionsWrongAttributeIsRefused(String name, String value, String words) {
        String topic = newTopic();
        String queue = newQueue();
        assertRefused(() -> subscribe(topic, queue, Map.of(name, value)))
                .returns("InvalidParameter", AwsError::code)
                .returns("Invalid parameter: Attributes Reason: " + words, AwsError::message);
        String subscription = subscribe(topic, queue, Map.of());
        assertRefused(
                        () -> {
                            setSubscriptionAttribute(subscription, name, value);
                            return null;
                        })
                .returns("InvalidParameter", AwsError::code)
                .returns("Invalid parameter: " + words, AwsError::message);
    }

    @ParameterizedTest
    @CsvSource({
        "pigeon, x, does not support this protocol string: pigeon",
        "sqs, x, SQS endpoint ARN",
        "http, https://localhost/, Endpoint must match the specified protocol",
        "https, http://localhost/, Endpoint must match the specified protocol",
        "sms, +15550100, does not deliver to sms",
        "application, arn:aws:sns:us-east-1:000000000000:endpoint/x, does not deliver to application",
        "firehose, arn:aws:firehose:us-east-1:000000000000:x, does not deliver to firehose",
        "lambda, arn:aws:lambda:us-east-1:000000000000:function:nobody, [[function]]",
        "sqs, arn:aws:sqs:us-east-1:000000000000:x.fifo, FIFO SQS Queues can not be subscribed"
    })
    default void aWrongEndpointIsRefused(String protocol, String endpoint, String words) {
        String topic = newTopic();
        assertRefused(() -> subscribe(topic, protocol, endpoint, Map.of()))
                .returns("InvalidParameter", AwsError::code)
                .satisfies(error -> assertThat(error.message()).contains(words));
    }

    @Test
    default void subscribingToATopicThatIsNotThereIsNotFound() {
        String topic = newTopic() + "-not";
        String queue = newQueue();
        assertRefused(() -> subscribe(topic, queue, Map.of()))
                .returns("NotFound", AwsError::code)
                .returns("Topic does not exist", AwsError::message);
    }

    @ParameterizedTest
    @CsvSource({
        "x, An ARN must have at least 6 elements",
        "arn:aws:sns:us-east-1:000000000000:topic, 7 elements",
        "arn:aws:sqs:us-east-1:000000000000:a:b, is not an ARN of SNS"
    })
    default void aWrongSubscriptionArnIsRefused(String arn, String words) {
        assertRefused(() -> sns().call("Unsubscribe", "SubscriptionArn", arn))
                .returns("InvalidParameter", AwsError::code)
                .satisfies(error -> assertThat(error.message()).contains(words));
    }

    @Test
    default void aWrongTokenIsRefused() {
        String topic = newTopic();
        assertRefused(() -> sns().call("ConfirmSubscription", "TopicArn", topic, "Token", "abc"))
                .returns("InvalidParameter", AwsError::code)
                .returns("Invalid parameter: Token", AwsError::message);
    }

    @Test
    default void subscriptionsAreListedInPagesOfAHundred() {
        String topic = newTopic();
        var made = new HashSet<String>();
        for (int i = 0; i < 101; i++) {
            made.add(
                    subscribe(
                            topic,
                            "sqs",
                            "arn:aws:sqs:us-east-1:000000000000:" + newName(),
                            Map.of()));
        }
        JsonNode first = sns().call("ListSubscriptionsByTopic", "TopicArn", topic);
        assertThat(first.path("Subscriptions").size()).isEqualTo(100);
        JsonNode second =
                sns().call(
                                "ListSubscriptionsByTopic",
                                "TopicArn",
                                topic,
                                "NextToken",
                                first.path("NextToken").asString());
        assertThat(second.has("NextToken")).isFalse();
        var listed = new HashSet<String>();
        first.path("Subscriptions")
                .forEach(each -> listed.add(each.path("SubscriptionArn").asString()));
        second.path("Subscriptions")
                .forEach(each -> listed.add(each.path("SubscriptionArn").asString()));
        assertThat(listed).isEqualTo(made);
    }

    @Test
    default void subscriptionsOfAllTopicsAreListed() {
        AwsApi elsewhere = sns().as("eu-central-1", "777788889999");
        var made = new HashSet<String>();
        for (int i = 0; i < 3; i++) {
            String topic =
                    elsewhere.call("CreateTopic", "Name", newName()).path("TopicArn").asString();
            made.add(
                    elsewhere
                            .call(
                                    "Subscribe",
                                    "TopicArn",
                                    topic,
                                    "Protocol",
                                    "sqs",
                                    "Endpoint",
                                    "arn:aws:sqs:eu-central-1:777788889999:q")
                            .path("SubscriptionArn")
                            .asString());
        }
        var listed = new HashSet<String>();
        for (JsonNode each : elsewhere.call("ListSubscriptions").path("Subscriptions")) {
            listed.add(each.path("SubscriptionArn").asString());
            assertThat(each.path("Owner").asString()).isEqualTo("777788889999");
            assertThat(each.path("Protocol").asString()).isEqualTo("sqs");
        }
        assertThat(listed).isEqualTo(made);
    }
}
