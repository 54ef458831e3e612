package dev.hikyaku.api.sqs;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Checks;
import dev.hikyaku.api.Empty;
import dev.hikyaku.model.Limits;
import dev.hikyaku.queue.QueueCommand.ChangeVisibility;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.queue.ReceiptHandle;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class ChangeMessageVisibility {
    record Request(
            @Nullable String queueUrl,
            @Nullable String receiptHandle,
            @Nullable Integer visibilityTimeout) {}

    private final Queues queues;

    ChangeMessageVisibility(Queues queues) {
        this.queues = queues;
    }

    CompletionStage<Empty> handle(Request request, Caller caller) {
        QueueDefinition queue = queues.byUrl(request.queueUrl, caller);
        var change = change(request.receiptHandle, request.visibilityTimeout);
        return queues.submit(
                        caller,
                        queue,
                        new ChangeVisibility(queue.id(), List.of(change)),
                        QueueReply.Outcomes.class)
                .thenApply(Queues::single);
    }

    static ChangeVisibility.Change change(
            @Nullable String receiptHandle, @Nullable Integer visibilityTimeout) {
        var handle = ReceiptHandle.decode(Checks.required("ReceiptHandle", receiptHandle));
        int seconds = Checks.required("VisibilityTimeout", visibilityTimeout);
        Checks.range("VisibilityTimeout", seconds, 0, Limits.VISIBILITY_TIMEOUT_SECONDS_MAX, 0);
        return new ChangeVisibility.Change(handle, seconds);
    }
}
