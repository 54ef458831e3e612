package dev.hikyaku.api.sns;

import dev.hikyaku.api.Caller;
import dev.hikyaku.topic.Subscription;
import dev.hikyaku.topic.SubscriptionAttributes;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

record GetSubscriptionAttributes(TopicActions actions) {
    record Request(@Nullable String subscriptionArn) {}

    record Response(Map<String, String> attributes) {}

    CompletionStage<Response> handle(Request request, Caller caller) {
        String arn = TopicActions.required("SubscriptionArn", request.subscriptionArn);
        Subscription found = actions.topics().subscriptions().require(arn);
        return CompletableFuture.completedFuture(
                new Response(
                        SubscriptionAttributes.shown(
                                found, actions.topics().require(found.topicArn()))));
    }
}
