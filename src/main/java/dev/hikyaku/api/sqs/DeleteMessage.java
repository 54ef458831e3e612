package dev.hikyaku.api.sqs;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Checks;
import dev.hikyaku.api.Empty;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.queue.ReceiptHandle;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class DeleteMessage {
    record Request(@Nullable String queueUrl, @Nullable String receiptHandle) {}

    private final Queues queues;

    DeleteMessage(Queues queues) {
        this.queues = queues;
    }

    CompletionStage<Empty> handle(Request request, Caller caller) {
        QueueDefinition queue = queues.byUrl(request.queueUrl, caller);
        var handle = ReceiptHandle.decode(Checks.required("ReceiptHandle", request.receiptHandle));
        return queues.submit(
                        caller,
                        queue,
                        new QueueCommand.DeleteMessages(queue.id(), List.of(handle)),
                        QueueReply.Outcomes.class)
                .thenApply(Queues::single);
    }
}
