package dev.hikyaku.api.sns;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Page;
import dev.hikyaku.topic.Subscription;
import dev.hikyaku.topic.Topic;
import dev.hikyaku.topic.TopicLimits;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

record ListSubscriptionsByTopic(TopicActions actions) {
    record Request(@Nullable String topicArn, @Nullable String nextToken) {}

    CompletionStage<ListSubscriptions.Response> handle(Request request, Caller caller) {
        Topic topic = actions.topic(request.topicArn);
        return CompletableFuture.completedFuture(
                ListSubscriptions.Response.of(
                        Page.of(
                                actions.topics()
                                        .subscriptions()
                                        .below(
                                                topic.arn(),
                                                TopicActions.position(request.nextToken)),
                                TopicLimits.PAGE_SIZE,
                                Subscription::id)));
    }
}
