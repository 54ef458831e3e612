package dev.hikyaku.api.sqs;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Checks;
import dev.hikyaku.api.QueryMember;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.queue.ReceiptHandle;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class DeleteMessageBatch {
    record Request(
            @Nullable String queueUrl,
            @QueryMember("DeleteMessageBatchRequestEntry")
                    @Nullable List<@Nullable Entry> entries) {}

    record Entry(@Nullable String id, @Nullable String receiptHandle) implements Batch.Entry {}

    record Response(
            @QueryMember("DeleteMessageBatchResultEntry") List<ResultEntry> successful,
            @QueryMember("BatchResultErrorEntry") List<BatchResultErrorEntry> failed) {}

    record ResultEntry(String id) {}

    private final Queues queues;

    DeleteMessageBatch(Queues queues) {
        this.queues = queues;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        QueueDefinition queue = queues.byUrl(request.queueUrl, caller);
        var batch =
                Batch.of(
                        request.entries,
                        "DeleteMessageBatchRequestEntry",
                        (Entry entry) ->
                                ReceiptHandle.decode(
                                        Checks.required("ReceiptHandle", entry.receiptHandle)));
        return queues.submit(
                        caller,
                        queue,
                        new QueueCommand.DeleteMessages(queue.id(), batch.values()),
                        QueueReply.Outcomes.class)
                .thenApply(done ->
                        new Response(
                                batch.outcomes(done.errors(), ResultEntry::new), batch.failed()));
    }
}
