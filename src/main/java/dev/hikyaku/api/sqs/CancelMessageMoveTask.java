package dev.hikyaku.api.sqs;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Checks;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class CancelMessageMoveTask {
    record Request(@Nullable String taskHandle) {}

    record Response(long approximateNumberOfMessagesMoved) {}

    private final Queues queues;

    CancelMessageMoveTask(Queues queues) {
        this.queues = queues;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        var task = MoveTasks.parse(Checks.required("TaskHandle", request.taskHandle));
        QueueDefinition queue = queues.engine().catalog().find(task.source());
        if (queue == null) {
            throw MoveTasks.notFound("Task does not exist.");
        }
        return queues.submit(
                        caller,
                        queue,
                        new QueueCommand.CancelMove(queue.id(), task.number()),
                        QueueReply.MoveTasks.class)
                .thenApply(cancelled -> new Response(cancelled.tasks().getFirst().moved()));
    }
}
