package dev.hikyaku.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DeliveryPolicyTest {
    private static final String FAST =
            "{\"healthyRetryPolicy\":{\"numRetries\":1,\"minDelayTarget\":1,\"maxDelayTarget\":1}}";

    @Test
    void theDefaultIsShownAsSnsShowsIt() {
        assertThat(DeliveryPolicy.ofTopic(null).topicJson())
                .isEqualTo(
                        "{\"http\":{\"defaultHealthyRetryPolicy\":{\"minDelayTarget\":20,"
                                + "\"maxDelayTarget\":20,\"numRetries\":3,\"numMaxDelayRetries\":0,"
                                + "\"numNoDelayRetries\":0,\"numMinDelayRetries\":0,"
                                + "\"backoffFunction\":\"linear\"},"
                                + "\"disableSubscriptionOverrides\":false,"
                                + "\"defaultRequestPolicy\":{\"headerContentType\":"
                                + "\"text/plain; charset=UTF-8\"}}}");
    }

    @Test
    void aSubscriptionSaysOtherwiseThanItsTopic() {
        var policy =
                DeliveryPolicy.ofTopic(
                                "{\"http\":{\"defaultThrottlePolicy\":{\"maxReceivesPerSecond\":7}}}")
                        .withSubscription(FAST);
        assertThat(policy.retry().retries()).isEqualTo(1);
        assertThat(policy.perSecond()).isEqualTo(7);
    }

    @Test
    void aTopicMayForbidThat() {
        var policy =
                DeliveryPolicy.ofTopic("{\"http\":{\"disableSubscriptionOverrides\":true}}")
                        .withSubscription(FAST);
        assertThat(policy.retry()).isEqualTo(RetryPlan.HTTP_DEFAULT);
    }

    @Test
    void theContentTypeIsOneOfAList() {
        assertThat(
                        DeliveryPolicy.DEFAULT
                                .withSubscription(
                                        "{\"requestPolicy\":{\"headerContentType\":\"application/json\"}}")
                                .contentType())
                .isEqualTo("application/json");
        assertThatThrownBy(() ->
                        DeliveryPolicy.DEFAULT.withSubscription(
                                "{\"requestPolicy\":{\"headerContentType\":\"image/png\"}}"))
                .hasMessageContaining("requestPolicy.headerContentType must be one of");
    }

    @Test
    void unknownMembersAreRefused() {
        assertThatThrownBy(() -> DeliveryPolicy.ofTopic("{\"https\":{}}"))
                .hasMessageContaining("Unexpected JSON member: https");
        assertThatThrownBy(() -> DeliveryPolicy.ofTopic("nothing"))
                .hasMessageContaining("failed to parse JSON");
    }
}
