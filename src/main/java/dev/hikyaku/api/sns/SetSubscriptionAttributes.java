package dev.hikyaku.api.sns;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Empty;
import dev.hikyaku.topic.Subscription;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

record SetSubscriptionAttributes(TopicActions actions) {
    record Request(
            @Nullable String subscriptionArn,
            @Nullable String attributeName,
            @Nullable String attributeValue) {}

    CompletionStage<Empty> handle(Request request, Caller caller) {
        String arn = TopicActions.required("SubscriptionArn", request.subscriptionArn);
        Subscription found = actions.topics().subscriptions().require(arn);
        String name = TopicActions.required("AttributeName", request.attributeName);
        return actions.topics()
                .subscriptions()
                .set(found, name, Objects.requireNonNullElse(request.attributeValue, ""))
                .thenApplyAsync(done -> new Empty(), caller);
    }
}
