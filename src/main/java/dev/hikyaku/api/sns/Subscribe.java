package dev.hikyaku.api.sns;

import dev.hikyaku.api.Caller;
import dev.hikyaku.topic.Protocol;
import dev.hikyaku.topic.Subscription;
import dev.hikyaku.topic.Topic;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

record Subscribe(TopicActions actions) {
    private static final String PENDING = "pending confirmation";

    record Request(
            @Nullable String topicArn,
            @Nullable String protocol,
            @Nullable String endpoint,
            @Nullable Map<String, @Nullable String> attributes,
            @Nullable Boolean returnSubscriptionArn) {}

    record Response(String subscriptionArn) {}

    CompletionStage<Response> handle(Request request, Caller caller) {
        Topic topic = actions.topic(request.topicArn);
        Protocol protocol = Protocol.parse(TopicActions.required("Protocol", request.protocol));
        String endpoint = TopicActions.required("Endpoint", request.endpoint);
        return actions.topics()
                .subscriptions()
                .subscribe(
                        topic,
                        actions.scope(caller).account(),
                        protocol,
                        endpoint,
                        TopicActions.attributes(request.attributes))
                .thenApplyAsync(made -> new Response(arn(made, request)), caller);
    }

    private static String arn(Subscription made, Request request) {
        boolean shown = !made.pending() || Boolean.TRUE.equals(request.returnSubscriptionArn);
        return shown ? made.arn() : PENDING;
    }
}
