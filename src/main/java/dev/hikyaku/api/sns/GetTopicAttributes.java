package dev.hikyaku.api.sns;

import dev.hikyaku.api.Caller;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

record GetTopicAttributes(TopicActions actions) {
    record Request(@Nullable String topicArn) {}

    record Response(Map<String, String> attributes) {}

    CompletionStage<Response> handle(Request request, Caller caller) {
        return CompletableFuture.completedFuture(
                new Response(actions.topics().attributes(actions.topic(request.topicArn))));
    }
}
