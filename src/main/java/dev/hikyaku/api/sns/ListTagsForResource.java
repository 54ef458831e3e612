package dev.hikyaku.api.sns;

import dev.hikyaku.api.Caller;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

record ListTagsForResource(TopicActions actions) {
    record Request(@Nullable String resourceArn) {}

    record Response(List<Tag> tags) {}

    CompletionStage<Response> handle(Request request, Caller caller) {
        return CompletableFuture.completedFuture(
                new Response(Tag.of(actions.resource(request.resourceArn).tags())));
    }
}
