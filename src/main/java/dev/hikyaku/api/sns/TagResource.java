package dev.hikyaku.api.sns;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.EmptyResult;
import dev.hikyaku.topic.Topic;
import dev.hikyaku.topic.TopicError;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

record TagResource(TopicActions actions) {
    record Request(@Nullable String resourceArn, @Nullable List<Tag> tags) {}

    CompletionStage<EmptyResult> handle(Request request, Caller caller) {
        Topic topic = actions.resource(request.resourceArn);
        Map<String, String> tags = Tag.checked(request.tags);
        if (tags.isEmpty()) {
            throw TopicError.missing("Tags");
        }
        return actions.topics()
                .change(topic.arn(), before -> before.withTags(Tag.with(before.tags(), tags)))
                .thenApplyAsync(done -> new EmptyResult(), caller);
    }
}
