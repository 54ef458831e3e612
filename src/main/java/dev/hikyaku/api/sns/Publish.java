package dev.hikyaku.api.sns;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.QueryMember;
import dev.hikyaku.topic.Topic;
import dev.hikyaku.topic.TopicArn;
import dev.hikyaku.topic.TopicError;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

record Publish(TopicActions actions) {
    record Request(
            @Nullable String topicArn,
            @Nullable String targetArn,
            @Nullable String phoneNumber,
            @Nullable String message,
            @Nullable String subject,
            @Nullable String messageStructure,
            @QueryMember @Nullable Map<String, MessageAttributeValue> messageAttributes,
            @Nullable String messageDeduplicationId,
            @Nullable String messageGroupId)
            implements Drafts.Parameters {}

    record Response(String messageId, @Nullable String sequenceNumber) {}

    CompletionStage<Response> handle(Request request, Caller caller) {
        Topic topic = actions.topics().require(target(request).toString());
        return actions.topics()
                .publish(topic, Drafts.of(topic, request))
                .thenApplyAsync(
                        published ->
                                new Response(published.messageId(), published.sequenceNumber()),
                        caller);
    }

    private static TopicArn target(Request request) {
        if (request.phoneNumber != null) {
            throw TopicError.invalid("PhoneNumber Reason: this server sends no SMS");
        }
        if (request.topicArn != null && request.targetArn != null) {
            throw TopicError.invalid("TopicArn or TargetArn Reason: only one may be given");
        }
        if (request.topicArn != null) {
            return TopicActions.arn(request.topicArn);
        }
        if (request.targetArn == null || request.targetArn.isEmpty()) {
            throw TopicError.missing("TopicArn or TargetArn");
        }
        return TopicArn.parse("TargetArn", request.targetArn);
    }
}
