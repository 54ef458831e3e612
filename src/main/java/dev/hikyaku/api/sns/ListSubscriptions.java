package dev.hikyaku.api.sns;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Page;
import dev.hikyaku.api.Scope;
import dev.hikyaku.topic.Subscription;
import dev.hikyaku.topic.TopicArn;
import dev.hikyaku.topic.TopicLimits;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

record ListSubscriptions(TopicActions actions) {
    record Request(@Nullable String nextToken) {}

    record Response(List<SubscriptionItem> subscriptions, @Nullable String nextToken) {
        static Response of(Page<Subscription> page) {
            return new Response(
                    page.items().stream().map(SubscriptionItem::of).toList(), page.nextToken());
        }
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        Scope scope = actions.scope(caller);
        return CompletableFuture.completedFuture(
                Response.of(
                        Page.of(
                                actions.topics()
                                        .subscriptions()
                                        .all(
                                                TopicArn.prefix(scope.region(), scope.account()),
                                                TopicActions.position(request.nextToken)),
                                TopicLimits.PAGE_SIZE,
                                Subscription::arn)));
    }
}
