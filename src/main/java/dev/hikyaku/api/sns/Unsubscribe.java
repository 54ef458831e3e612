package dev.hikyaku.api.sns;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Empty;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

record Unsubscribe(TopicActions actions) {
    record Request(@Nullable String subscriptionArn) {}

    CompletionStage<Empty> handle(Request request, Caller caller) {
        String arn = TopicActions.required("SubscriptionArn", request.subscriptionArn);
        return actions.topics()
                .subscriptions()
                .unsubscribe(arn, caller.credential() != null)
                .thenApplyAsync(done -> new Empty(), caller);
    }
}
