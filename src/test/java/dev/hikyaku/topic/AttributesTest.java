package dev.hikyaku.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.model.ServiceException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attributes of topics and subscriptions, and policies. */
class AttributesTest {
    @ParameterizedTest
    @CsvSource({
        "Colour, red, AttributeName",
        "SignatureVersion, 3, Must be 1 or 2",
        "TracingConfig, On, Must be PassThrough or Active",
        "ContentBasedDeduplication, true, is for FIFO topics only",
        "HTTPSuccessFeedbackSampleRate, 101, 0 to 100",
        "SQSFailureFeedbackRoleArn, nobody, the ARN of a role",
        "ArchivePolicy, {}, keeps no archive",
        "Policy, [], Policy Error",
        "FifoTopic, yes, true or false"
    })
    void aTopicsWrongAttributesAreRefused(String name, String value, String words) {
        assertThatThrownBy(() -> Fixtures.topic(Map.of(name, value)))
                .isInstanceOf(ServiceException.class)
                .hasMessageStartingWith("Invalid parameter: Attributes Reason: ")
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource({"orders.fifo, false", "orders, true", "a b, false", "'', false", ".fifo, true"})
    void wrongNamesAreRefused(String name, boolean fifo) {
        assertThatThrownBy(() -> TopicArn.checkNewName(name, fifo))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("256");
    }

    @Test
    void whatWasSetIsShownBesideWhatIsAlwaysThere() {
        Topic topic = Fixtures.topic(Map.of("DisplayName", "Shop", "KmsMasterKeyId", "alias/x"));
        assertThat(TopicAttributes.shown(topic, 3, 2))
                .containsEntry("DisplayName", "Shop")
                .containsEntry("KmsMasterKeyId", "alias/x")
                .containsEntry("Owner", "123456789012")
                .containsEntry("SubscriptionsConfirmed", "3")
                .containsEntry("SubscriptionsPending", "2")
                .containsEntry("SubscriptionsDeleted", "0")
                .containsKeys("Policy", "EffectiveDeliveryPolicy", "TopicArn")
                .doesNotContainKeys("FifoTopic", "SignatureVersion");
    }

    @Test
    void theSameTopicMayBeAskedForAgain() {
        Topic topic = Fixtures.topic(Map.of("DisplayName", "Shop"));
        TopicAttributes.checkSame(topic, Fixtures.topic(Map.of()));
        TopicAttributes.checkSame(topic, topic);
        Topic other = Fixtures.topic(Map.of("DisplayName", "Store"));
        assertThatThrownBy(() -> TopicAttributes.checkSame(topic, other))
                .hasMessageContaining("Topic already exists with different attributes");
        assertThatThrownBy(() -> TopicAttributes.checkSame(topic, topic.withTags(Map.of("a", "b"))))
                .hasMessageContaining("Topic already exists with different tags");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RawMessageDelivery | maybe                              | Must be true or false",
                "FilterPolicyScope  | Subject                            | Please use either MessageBody or MessageAttributes",
                "FilterPolicy       | nothing                            | failed to parse JSON",
                "RedrivePolicy      | nothing                            | failed to parse JSON",
                "RedrivePolicy      | {\"deadLetterTargetArn\":\"x\"}    | deadLetterTargetArn is an invalid arn",
                "DeliveryPolicy     | {}                                 | does not support delivery policies",
                "Color              | red                                | AttributeName"
            })
    void aSubscriptionsWrongAttributesAreRefused(String name, String value, String words) {
        Subscription subscription = Fixtures.subscription("one", Protocol.SQS, Fixtures.QUEUE);
        assertThatThrownBy(() -> SubscriptionAttributes.with(subscription, Map.of(name, value)))
                .isInstanceOf(ServiceException.class)
                .hasMessageStartingWith("Invalid parameter: ")
                .hasMessageContaining(words);
    }

    @Test
    void aNestedPolicyNeedsTheScopeOfBodies() {
        Subscription nested = Fixtures.filtered("one", "MessageBody", "{\"a\":{\"b\":[\"c\"]}}");
        assertThatThrownBy(() ->
                        SubscriptionAttributes.with(
                                nested, Map.of("FilterPolicyScope", "MessageAttributes")))
                .hasMessageContaining("nested");
    }

    @Test
    void anEmptyPolicyTakesTheFilterAway() {
        Subscription filtered = Fixtures.filtered("one", "MessageAttributes", "{\"a\":[\"b\"]}");
        assertThat(
                        SubscriptionAttributes.with(filtered, Map.of("FilterPolicy", "{}"))
                                .filterPolicy())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "http, https://localhost/, must match the specified protocol",
        "https, localhost, must match the specified protocol",
        "email, nobody, Email address",
        "sqs, http://localhost/, SQS endpoint ARN",
        "sqs, arn:aws:sqs:eu-west-1:123456789012:a.fifo, FIFO SQS Queues can not be subscribed",
        "lambda, arn:aws:sqs:eu-west-1:123456789012:a, Lambda endpoint ARN"
    })
    void endpointsGoWithTheirProtocol(String protocol, String endpoint, String words) {
        assertThatThrownBy(() -> Protocol.parse(protocol).checkEndpoint(endpoint, false))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource({
        "pigeon, does not support this protocol string: pigeon",
        "sms, does not deliver to sms",
        "application, does not deliver to application",
        "firehose, does not deliver to firehose"
    })
    void protocolsOutOfReachAreRefused(String protocol, String words) {
        assertThatThrownBy(() -> Protocol.parse(protocol)).hasMessageContaining(words);
    }

    @Test
    void permissionsComeAndGo() {
        String before = Fixtures.topic(Map.of()).policy();
        String with =
                TopicPolicy.allow(
                        before,
                        Fixtures.TOPIC,
                        "share",
                        List.of("111122223333"),
                        List.of("Publish", "Subscribe"));
        assertThat(with)
                .contains("\"Sid\":\"share\"", "arn:aws:iam::111122223333:root", "SNS:Publish");
        assertThatThrownBy(() ->
                        TopicPolicy.allow(
                                with,
                                Fixtures.TOPIC,
                                "share",
                                List.of("111122223333"),
                                List.of("Publish")))
                .hasMessageContaining("Statement already exists");
        assertThatThrownBy(() ->
                        TopicPolicy.allow(
                                before,
                                Fixtures.TOPIC,
                                "x",
                                List.of("111122223333"),
                                List.of("Dance")))
                .hasMessageContaining("Policy statement action out of service scope!");
        assertThat(TopicPolicy.revoke(with, "share")).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                        |      | Empty message",
                "no json                   | json | JSON message body failed to parse",
                "{\"sqs\":\"x\"}           | json | No default entry",
                "{\"default\":1}           | json | No default entry",
                "{\"default\":\"\"}        | xml  | Must be json"
            })
    void wrongMessagesAreRefused(String message, String structure, String words) {
        assertThatThrownBy(() -> Texts.of(message, structure)).hasMessageContaining(words);
    }

    @Test
    void eachProtocolGetsItsText() {
        Map<String, String> texts =
                Texts.of("{\"default\":\"d\",\"sqs\":\"q\",\"http\":7,\"fax\":\"f\"}", "json");
        assertThat(texts).isEqualTo(Map.of("default", "d", "sqs", "q"));
    }

    @Test
    void aSubjectIsALineOfAHundredCharacters() {
        assertThat(Texts.subject("s".repeat(100))).hasSize(100);
        for (String wrong : List.of("", "s".repeat(101), "a\nb", "a\u0007")) {
            assertThatThrownBy(() -> Texts.subject(wrong)).hasMessage("Invalid parameter: Subject");
        }
    }
}
