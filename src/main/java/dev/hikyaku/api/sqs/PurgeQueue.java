package dev.hikyaku.api.sqs;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Empty;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class PurgeQueue {
    record Request(@Nullable String queueUrl) {}

    private final Queues queues;

    PurgeQueue(Queues queues) {
        this.queues = queues;
    }

    CompletionStage<Empty> handle(Request request, Caller caller) {
        QueueDefinition queue = queues.byUrl(request.queueUrl, caller);
        return queues.submit(
                        caller, queue, new QueueCommand.Purge(queue.id()), QueueReply.Defined.class)
                .thenApply(done -> new Empty());
    }
}
