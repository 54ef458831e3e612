package dev.hikyaku.api.sns;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.EmptyResult;
import dev.hikyaku.model.Tags;
import dev.hikyaku.topic.Topic;
import dev.hikyaku.topic.TopicError;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

record UntagResource(TopicActions actions) {
    record Request(@Nullable String resourceArn, @Nullable List<String> tagKeys) {}

    CompletionStage<EmptyResult> handle(Request request, Caller caller) {
        Topic topic = actions.resource(request.resourceArn);
        List<String> keys = request.tagKeys;
        if (keys == null || keys.isEmpty()) {
            throw TopicError.missing("TagKeys");
        }
        return actions.topics()
                .change(topic.arn(), before -> before.withTags(Tags.without(before.tags(), keys)))
                .thenApplyAsync(done -> new EmptyResult(), caller);
    }
}
