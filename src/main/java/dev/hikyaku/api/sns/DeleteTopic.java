package dev.hikyaku.api.sns;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Empty;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

record DeleteTopic(TopicActions actions) {
    record Request(@Nullable String topicArn) {}

    CompletionStage<Empty> handle(Request request, Caller caller) {
        return actions.topics()
                .delete(TopicActions.arn(request.topicArn).toString())
                .thenApplyAsync(done -> new Empty(), caller);
    }
}
