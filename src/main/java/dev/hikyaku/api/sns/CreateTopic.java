package dev.hikyaku.api.sns;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Scope;
import dev.hikyaku.topic.Topic;
import dev.hikyaku.topic.TopicArn;
import dev.hikyaku.topic.TopicAttributes;
import dev.hikyaku.topic.TopicError;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

record CreateTopic(TopicActions actions) {
    record Request(
            @Nullable String name,
            @Nullable Map<String, @Nullable String> attributes,
            @Nullable List<Tag> tags,
            @Nullable String dataProtectionPolicy) {}

    record Response(String topicArn) {}

    CompletionStage<Response> handle(Request request, Caller caller) {
        String name = TopicActions.required("Name", request.name);
        if (request.dataProtectionPolicy != null && !request.dataProtectionPolicy.isEmpty()) {
            throw TopicError.invalid("DataProtectionPolicy: this server looks into no message");
        }
        Scope scope = actions.scope(caller);
        Topic asked =
                TopicAttributes.newTopic(
                        new TopicArn(scope.region(), scope.account(), name),
                        TopicActions.attributes(request.attributes),
                        Tag.checked(request.tags));
        return actions.topics()
                .create(asked)
                .thenApplyAsync(topic -> new Response(topic.arn()), caller);
    }
}
