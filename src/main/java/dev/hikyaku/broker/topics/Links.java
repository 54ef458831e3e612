package dev.hikyaku.broker.topics;

import dev.hikyaku.topic.Subscription;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What subscribers may visit.
 *
 * @param url where this server is reached, without a slash at its end
 */
record Links(String url) {
    String confirm(Subscription subscription) {
        return url
                + "/?Action=ConfirmSubscription&TopicArn="
                + encoded(subscription.topicArn())
                + "&Token="
                + encoded(Objects.requireNonNullElse(subscription.token(), ""));
    }

    String unsubscribe(Subscription subscription) {
        return url + "/?Action=Unsubscribe&SubscriptionArn=" + encoded(subscription.arn());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
