package dev.hikyaku.api.sqs;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Checks;
import dev.hikyaku.api.QueryMember;
import dev.hikyaku.engine.Waiter;
import dev.hikyaku.model.Limits;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class ReceiveMessage {
    record Request(
            @Nullable String queueUrl,
            @QueryMember("AttributeName") @Nullable List<String> attributeNames,
            @QueryMember("MessageSystemAttributeName")
                    @Nullable List<String> messageSystemAttributeNames,
            @QueryMember("MessageAttributeName") @Nullable List<String> messageAttributeNames,
            @Nullable Integer maxNumberOfMessages,
            @Nullable Integer visibilityTimeout,
            @Nullable Integer waitTimeSeconds,
            @Nullable String receiveRequestAttemptId) {}

    record Response(@QueryMember("Message") List<Message> messages) {}

    record Message(
            String messageId,
            String receiptHandle,
            @JsonProperty("MD5OfBody") String md5OfBody,
            String body,
            @QueryMember("Attribute") Map<String, String> attributes,
            @JsonProperty("MD5OfMessageAttributes") @Nullable String md5OfMessageAttributes,
            @QueryMember("MessageAttribute")
                    Map<String, MessageAttributeValue> messageAttributes) {}

    private final Queues queues;

    ReceiveMessage(Queues queues) {
        this.queues = queues;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        QueueDefinition queue = queues.byUrl(request.queueUrl, caller);
        int max =
                Checks.range(
                        "MaxNumberOfMessages",
                        request.maxNumberOfMessages,
                        1,
                        Limits.RECEIVE_MESSAGES_MAX,
                        1);
        int visibility =
                Checks.range(
                        "VisibilityTimeout",
                        request.visibilityTimeout,
                        0,
                        Limits.VISIBILITY_TIMEOUT_SECONDS_MAX,
                        queue.attributes().visibilityTimeoutSeconds());
        int wait =
                Checks.range(
                        "WaitTimeSeconds",
                        request.waitTimeSeconds,
                        0,
                        Limits.WAIT_TIME_SECONDS_MAX,
                        queue.attributes().receiveMessageWaitTimeSeconds());
        String attempt =
                QueueChecks.token("ReceiveRequestAttemptId", request.receiveRequestAttemptId);
        if (attempt != null && !queue.attributes().fifo()) {
            throw QueueChecks.notForQueueType("ReceiveRequestAttemptId", attempt);
        }
        var selection =
                AttributeSelection.of(
                        request.attributeNames,
                        request.messageSystemAttributeNames,
                        request.messageAttributeNames,
                        queue.attributes().fifo());
        Waiter waiter =
                queues.engine()
                        .receive(
                                new QueueCommand.Receive(queue.id(), max, visibility, attempt),
                                wait * 1000L);
        caller.onGone(waiter::cancel);
        return waiter.reply()
                .thenApplyAsync(reply -> response(selection, (QueueReply.Received) reply), caller);
    }

    private static Response response(AttributeSelection selection, QueueReply.Received received) {
        return new Response(received.messages().stream().map(selection::message).toList());
    }
}
