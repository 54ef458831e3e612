package dev.hikyaku.api.sqs;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hikyaku.api.Caller;
import dev.hikyaku.api.QueryMember;
import dev.hikyaku.api.Scope;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.queue.SequenceNumber;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class SendMessage {
    record Request(
            @Nullable String queueUrl,
            @Nullable String messageBody,
            @Nullable Integer delaySeconds,
            @QueryMember("MessageAttribute")
                    @Nullable Map<String, MessageAttributeValue> messageAttributes,
            @QueryMember("MessageSystemAttribute")
                    @Nullable Map<String, MessageAttributeValue> messageSystemAttributes,
            @Nullable String messageDeduplicationId,
            @Nullable String messageGroupId)
            implements OutgoingMessage.Parameters {}

    record Response(
            @JsonProperty("MD5OfMessageBody") String md5OfMessageBody,
            @JsonProperty("MD5OfMessageAttributes") @Nullable String md5OfMessageAttributes,
            @JsonProperty("MD5OfMessageSystemAttributes")
                    @Nullable String md5OfMessageSystemAttributes,
            String messageId,
            @Nullable String sequenceNumber) {}

    private final Queues queues;

    SendMessage(Queues queues) {
        this.queues = queues;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        Scope scope = queues.scope(caller);
        QueueDefinition queue = queues.byUrl(request.queueUrl, scope);
        var message = OutgoingMessage.of(request, queue.attributes(), scope.account());
        return queues.submit(
                        caller,
                        queue,
                        new QueueCommand.Send(queue.id(), List.of(message.message())),
                        QueueReply.Sent.class)
                .thenApply(sent -> response(queue, message, sent.messages().getFirst()));
    }

    private static Response response(
            QueueDefinition queue, OutgoingMessage message, QueueReply.Sent.Message sent) {
        return new Response(
                message.md5OfBody(),
                message.md5OfAttributes(),
                message.md5OfSystemAttributes(),
                sent.id().toString(),
                SequenceNumber.of(queue.attributes(), sent));
    }
}
