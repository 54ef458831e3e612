package dev.hikyaku.topic;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hikyaku.FuzzInput;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.topic.FilterPolicy.Scope;
import java.util.Map;

/** Policies of topics and subscriptions, as clients set them. */
final class PoliciesFuzzTest {
    @FuzzTest
    @DictionaryEntries({
        "\"anything-but\"",
        "\"prefix\"",
        "\"suffix\"",
        "\"wildcard\"",
        "\"numeric\"",
        "\"cidr\"",
        "\"exists\"",
        "\"equals-ignore-case\"",
        "\"$or\"",
        "[{\"",
        "\"]}",
        "1e-99",
        "\"*a*b*\""
    })
    void filtersOfAttributes(byte[] input) {
        FuzzInput lines = FuzzInput.lines(input);
        String policy = lines.first();
        if (accepted(policy, Scope.MESSAGE_ATTRIBUTES)) {
            var matcher = new TopicMatcher();
            matcher.put(Fixtures.filtered("one", "MessageAttributes", policy));
            matcher.put(Fixtures.filtered("two", "MessageAttributes", "{\"a\":[\"x\"]}"));
            var attributes =
                    Map.of(
                            "a", Fixtures.text(lines.rest()),
                            "b", Fixtures.number("1.5e2"),
                            "c", Fixtures.array(lines.rest()));
            assertThat(matcher.matching(Fixtures.message("m", attributes))).hasSizeBetween(0, 2);
            matcher.remove(Fixtures.TOPIC + ":one");
        }
    }

    @FuzzTest
    @DictionaryEntries({
        "\"anything-but\"",
        "\"prefix\"",
        "\"suffix\"",
        "\"wildcard\"",
        "\"numeric\"",
        "\"cidr\"",
        "\"exists\"",
        "\"equals-ignore-case\"",
        "\"$or\"",
        "[{\"",
        "\"]}",
        "1e-99",
        "\"*a*b*\""
    })
    void filtersOfBodies(byte[] input) {
        FuzzInput lines = FuzzInput.lines(input);
        if (accepted(lines.first(), Scope.MESSAGE_BODY)) {
            var matcher = new TopicMatcher();
            matcher.put(Fixtures.filtered("one", "MessageBody", lines.first()));
            assertThat(matcher.matching(Fixtures.message(lines.rest(), Map.of())))
                    .hasSizeBetween(0, 1);
            matcher.remove(Fixtures.TOPIC + ":one");
        }
    }

    private static boolean accepted(String policy, Scope scope) {
        try {
            FilterPolicy.check(policy, scope);
            return true;
        } catch (ServiceException e) {
            return false;
        }
    }

    @FuzzTest
    @DictionaryEntries({
        "\"http\"",
        "\"defaultHealthyRetryPolicy\"",
        "\"numRetries\"",
        "\"minDelayTarget\"",
        "\"maxDelayTarget\"",
        "\"defaultThrottlePolicy\"",
        "\"maxReceivesPerSecond\"",
        "\"healthyRetryPolicy\""
    })
    void deliveryPolicies(byte[] input) {
        FuzzInput lines = FuzzInput.lines(input);
        try {
            DeliveryPolicy policy = DeliveryPolicy.ofTopic(lines.first());
            assertThat(DeliveryPolicy.ofTopic(policy.topicJson()).topicJson())
                    .isEqualTo(policy.topicJson());
            assertThat(policy.withSubscription(lines.rest()).subscriptionJson()).isNotEmpty();
        } catch (ServiceException e) {
            assertThat(e.code()).isEqualTo(TopicError.INVALID_PARAMETER);
        }
    }
}
