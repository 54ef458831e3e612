package dev.hikyaku.api.sns;

import dev.hikyaku.topic.Subscription;

/** A subscription as lists have it. */
record SubscriptionItem(
        String subscriptionArn, String owner, String protocol, String endpoint, String topicArn) {
    private static final String PENDING = "PendingConfirmation";

    static SubscriptionItem of(Subscription subscription) {
        return new SubscriptionItem(
                subscription.pending() ? PENDING : subscription.arn(),
                subscription.owner(),
                subscription.protocol().wireName(),
                subscription.endpoint(),
                subscription.topicArn());
    }
}
