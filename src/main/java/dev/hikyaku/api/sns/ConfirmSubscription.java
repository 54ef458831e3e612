package dev.hikyaku.api.sns;

import dev.hikyaku.api.Caller;
import dev.hikyaku.topic.Topic;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

record ConfirmSubscription(TopicActions actions) {
    record Request(
            @Nullable String topicArn,
            @Nullable String token,
            @Nullable String authenticateOnUnsubscribe) {}

    record Response(String subscriptionArn) {}

    CompletionStage<Response> handle(Request request, Caller caller) {
        Topic topic = actions.topic(request.topicArn);
        String token = TopicActions.required("Token", request.token);
        boolean authenticate =
                "true".equalsIgnoreCase(request.authenticateOnUnsubscribe)
                        && caller.credential() != null;
        return actions.topics()
                .subscriptions()
                .confirm(topic, token, authenticate)
                .thenApplyAsync(confirmed -> new Response(confirmed.arn()), caller);
    }
}
