package dev.hikyaku.api.sns;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Empty;
import dev.hikyaku.topic.Topic;
import dev.hikyaku.topic.TopicAttributes;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

record SetTopicAttributes(TopicActions actions) {
    record Request(
            @Nullable String topicArn,
            @Nullable String attributeName,
            @Nullable String attributeValue) {}

    CompletionStage<Empty> handle(Request request, Caller caller) {
        Topic topic = actions.topic(request.topicArn);
        String name = TopicActions.required("AttributeName", request.attributeName);
        String value = Objects.requireNonNullElse(request.attributeValue, "");
        TopicAttributes.check(name, value, topic.fifo());
        return actions.topics()
                .change(topic.arn(), before -> before.with(name, value))
                .thenApplyAsync(done -> new Empty(), caller);
    }
}
