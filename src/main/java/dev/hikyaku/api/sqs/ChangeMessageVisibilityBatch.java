package dev.hikyaku.api.sqs;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.QueryMember;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class ChangeMessageVisibilityBatch {
    record Request(
            @Nullable String queueUrl,
            @QueryMember("ChangeMessageVisibilityBatchRequestEntry")
                    @Nullable List<@Nullable Entry> entries) {}

    record Entry(
            @Nullable String id,
            @Nullable String receiptHandle,
            @Nullable Integer visibilityTimeout)
            implements Batch.Entry {}

    record Response(
            @QueryMember("ChangeMessageVisibilityBatchResultEntry") List<ResultEntry> successful,
            @QueryMember("BatchResultErrorEntry") List<BatchResultErrorEntry> failed) {}

    record ResultEntry(String id) {}

    private final Queues queues;

    ChangeMessageVisibilityBatch(Queues queues) {
        this.queues = queues;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        QueueDefinition queue = queues.byUrl(request.queueUrl, caller);
        var batch =
                Batch.of(
                        request.entries,
                        "ChangeMessageVisibilityBatchRequestEntry",
                        (Entry entry) ->
                                ChangeMessageVisibility.change(
                                        entry.receiptHandle, entry.visibilityTimeout));
        return queues.submit(
                        caller,
                        queue,
                        new QueueCommand.ChangeVisibility(queue.id(), batch.values()),
                        QueueReply.Outcomes.class)
                .thenApply(done ->
                        new Response(
                                batch.outcomes(done.errors(), ResultEntry::new), batch.failed()));
    }
}
