package dev.hikyaku.api.sns;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Empty;
import dev.hikyaku.topic.Topic;
import dev.hikyaku.topic.TopicAttributes;
import dev.hikyaku.topic.TopicPolicy;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

record RemovePermission(TopicActions actions) {
    record Request(@Nullable String topicArn, @Nullable String label) {}

    CompletionStage<Empty> handle(Request request, Caller caller) {
        Topic topic = actions.topic(request.topicArn);
        String label = TopicActions.required("Label", request.label);
        return actions.topics()
                .change(
                        topic.arn(),
                        before ->
                                before.with(
                                        TopicAttributes.POLICY,
                                        TopicPolicy.revoke(before.policy(), label)))
                .thenApplyAsync(done -> new Empty(), caller);
    }
}
