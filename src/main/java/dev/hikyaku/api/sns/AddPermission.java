package dev.hikyaku.api.sns;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Empty;
import dev.hikyaku.topic.Topic;
import dev.hikyaku.topic.TopicAttributes;
import dev.hikyaku.topic.TopicError;
import dev.hikyaku.topic.TopicPolicy;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

record AddPermission(TopicActions actions) {
    record Request(
            @Nullable String topicArn,
            @Nullable String label,
            @JsonProperty("AWSAccountId") @Nullable List<@Nullable String> awsAccountId,
            @Nullable List<@Nullable String> actionName) {}

    CompletionStage<Empty> handle(Request request, Caller caller) {
        Topic topic = actions.topic(request.topicArn);
        String label = TopicActions.required("Label", request.label);
        List<String> accounts = texts("AWSAccountId", request.awsAccountId);
        List<String> names = texts("ActionName", request.actionName);
        return actions.topics()
                .change(
                        topic.arn(),
                        before ->
                                before.with(
                                        TopicAttributes.POLICY,
                                        TopicPolicy.allow(
                                                before.policy(),
                                                before.name(),
                                                label,
                                                accounts,
                                                names)))
                .thenApplyAsync(done -> new Empty(), caller);
    }

    private static List<String> texts(String name, @Nullable List<@Nullable String> given) {
        if (given == null || given.isEmpty()) {
            throw TopicError.missing(name);
        }
        return given.stream().map(text -> Objects.requireNonNullElse(text, "")).toList();
    }
}
