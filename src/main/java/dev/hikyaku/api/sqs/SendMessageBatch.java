package dev.hikyaku.api.sqs;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hikyaku.api.Caller;
import dev.hikyaku.api.QueryMember;
import dev.hikyaku.api.Scope;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.Limits;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.queue.SequenceNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class SendMessageBatch {
    record Request(
            @Nullable String queueUrl,
            @QueryMember("SendMessageBatchRequestEntry") @Nullable List<@Nullable Entry> entries) {}

    record Entry(
            @Nullable String id,
            @Nullable String messageBody,
            @Nullable Integer delaySeconds,
            @QueryMember("MessageAttribute")
                    @Nullable Map<String, MessageAttributeValue> messageAttributes,
            @QueryMember("MessageSystemAttribute")
                    @Nullable Map<String, MessageAttributeValue> messageSystemAttributes,
            @Nullable String messageDeduplicationId,
            @Nullable String messageGroupId)
            implements OutgoingMessage.Parameters, Batch.Entry {}

    record Response(
            @QueryMember("SendMessageBatchResultEntry") List<ResultEntry> successful,
            @QueryMember("BatchResultErrorEntry") List<BatchResultErrorEntry> failed) {}

    record ResultEntry(
            String id,
            String messageId,
            @JsonProperty("MD5OfMessageBody") String md5OfMessageBody,
            @JsonProperty("MD5OfMessageAttributes") @Nullable String md5OfMessageAttributes,
            @JsonProperty("MD5OfMessageSystemAttributes")
                    @Nullable String md5OfMessageSystemAttributes,
            @Nullable String sequenceNumber) {}

    private final Queues queues;

    SendMessageBatch(Queues queues) {
        this.queues = queues;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        Scope scope = queues.scope(caller);
        QueueDefinition queue = queues.byUrl(request.queueUrl, scope);
        String sender = scope.account();
        var batch =
                Batch.of(
                        request.entries,
                        "SendMessageBatchRequestEntry",
                        (Entry entry) -> OutgoingMessage.of(entry, queue.attributes(), sender));
        checkSum(batch);
        if (batch.accepted().isEmpty()) {
            return CompletableFuture.completedFuture(new Response(List.of(), batch.failed()));
        }
        List<QueueCommand.NewMessage> messages =
                batch.values().stream().map(OutgoingMessage::message).toList();
        return queues.submit(
                        caller,
                        queue,
                        new QueueCommand.Send(queue.id(), messages),
                        QueueReply.Sent.class)
                .thenApply(sent ->
                        new Response(results(queue, batch, sent.messages()), batch.failed()));
    }

    private static void checkSum(Batch<OutgoingMessage> batch) {
        int sum = batch.values().stream().mapToInt(OutgoingMessage::sizeBytes).sum();
        if (sum > Limits.MESSAGE_BYTES_MAX) {
            throw new ServiceException(
                    ErrorCode.BATCH_REQUEST_TOO_LONG,
                    "Batch requests cannot be longer than "
                            + Limits.MESSAGE_BYTES_MAX
                            + " bytes. You have sent "
                            + sum
                            + " bytes.");
        }
    }

    private static List<ResultEntry> results(
            QueueDefinition queue,
            Batch<OutgoingMessage> batch,
            List<QueueReply.Sent.Message> sent) {
        var results = new ArrayList<ResultEntry>();
        for (int i = 0; i < sent.size(); i++) {
            var accepted = batch.accepted().get(i);
            OutgoingMessage message = accepted.value();
            results.add(
                    new ResultEntry(
                            accepted.id(),
                            sent.get(i).id().toString(),
                            message.md5OfBody(),
                            message.md5OfAttributes(),
                            message.md5OfSystemAttributes(),
                            SequenceNumber.of(queue.attributes(), sent.get(i))));
        }
        return results;
    }
}
