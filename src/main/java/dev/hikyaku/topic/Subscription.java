package dev.hikyaku.topic;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as it is kept.
 *
 * @param arn its full name: the topic's and a UUID
 * @param attributes those that were set, by AWS's names
 * @param token what its endpoint confirms it by
 * @param tokenSentAt milliseconds since the epoch; a token is valid for two days from then
 * @param pending whether its endpoint has not yet confirmed it
 * @param authenticated whether the confirmation asked for signed requests to unsubscribe
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Subscription(
        String arn,
        String topicArn,
        String owner,
        Protocol protocol,
        String endpoint,
        Map<String, String> attributes,
        @Nullable String token,
        long tokenSentAt,
        boolean pending,
        boolean authenticated) {

    /** The part of the ARN that is its own. */
    public String id() {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    /** Whether messages are delivered without the envelope. */
    public boolean raw() {
        return "true".equalsIgnoreCase(attributes.get(SubscriptionAttributes.RAW_MESSAGE_DELIVERY));
    }

    /** The filter policy; null if every message is wanted. */
    public @Nullable FilterPolicy filterPolicy() {
        String policy = attributes.get(SubscriptionAttributes.FILTER_POLICY);
        return policy == null ? null : FilterPolicy.trusted(policy, scope());
    }

    FilterPolicy.Scope scope() {
        return FilterPolicy.Scope.parse(attributes.get(SubscriptionAttributes.FILTER_POLICY_SCOPE));
    }

    /** The ARN of the queue for what could not be delivered; null if there is none. */
    public @Nullable String deadLetterTarget() {
        String policy = attributes.get(SubscriptionAttributes.REDRIVE_POLICY);
        return policy == null ? null : SubscriptionAttributes.deadLetterTarget(policy);
    }

    /** How its endpoint is delivered to, if that is by HTTP. */
    public DeliveryPolicy deliveryPolicy(Topic topic) {
        return topic.deliveryPolicy()
                .withSubscription(attributes.get(SubscriptionAttributes.DELIVERY_POLICY));
    }

    /** With an attribute set to a value that was checked; an empty one takes it away. */
    public Subscription with(String name, String value) {
        var changed = new TreeMap<>(attributes);
        if (value.isEmpty()) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new Subscription(
                arn,
                topicArn,
                owner,
                protocol,
                endpoint,
                changed,
                token,
                tokenSentAt,
                pending,
                authenticated);
    }

    /** As it is once its endpoint has confirmed it. */
    public Subscription confirmed(boolean toBeAuthenticated) {
        return new Subscription(
                arn,
                topicArn,
                owner,
                protocol,
                endpoint,
                attributes,
                token,
                tokenSentAt,
                false,
                authenticated || toBeAuthenticated);
    }

    /** With a new token, as a repeated request to subscribe sends it. */
    public Subscription asked(String newToken, long nowMillis) {
        return new Subscription(
                arn,
                topicArn,
                owner,
                protocol,
                endpoint,
                attributes,
                newToken,
                nowMillis,
                pending,
                authenticated);
    }
}
