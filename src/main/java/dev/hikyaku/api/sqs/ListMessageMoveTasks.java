package dev.hikyaku.api.sqs;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Checks;
import dev.hikyaku.api.QueryMember;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.queue.MoveTask;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class ListMessageMoveTasks {
    private static final int RESULTS_MAX = 10;

    record Request(@Nullable String sourceArn, @Nullable Integer maxResults) {}

    record Response(@QueryMember("Results") List<Entry> results) {}

    record Entry(
            @Nullable String taskHandle,
            String status,
            String sourceArn,
            @Nullable String destinationArn,
            @Nullable Integer maxNumberOfMessagesPerSecond,
            long approximateNumberOfMessagesMoved,
            long approximateNumberOfMessagesToMove,
            @Nullable String failureReason,
            long startedTimestamp) {}

    private final Queues queues;

    ListMessageMoveTasks(Queues queues) {
        this.queues = queues;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        QueueDefinition source = MoveTasks.queue(queues, "SourceArn", request.sourceArn);
        int max = Checks.range("MaxResults", request.maxResults, 1, RESULTS_MAX, 1);
        return queues.submit(
                        caller,
                        source,
                        new QueueCommand.ListMoves(source.id()),
                        QueueReply.MoveTasks.class)
                .thenApply(reply -> response(source.arn(), reply.tasks(), max));
    }

    private static Response response(QueueArn source, List<MoveTask> tasks, int max) {
        return new Response(tasks.stream().limit(max).map(task -> entry(source, task)).toList());
    }

    private static Entry entry(QueueArn source, MoveTask task) {
        boolean running = task.status() == MoveTask.Status.RUNNING;
        QueueArn destination = task.destination();
        return new Entry(
                running ? MoveTasks.handle(source, task) : null,
                task.status().name(),
                source.toString(),
                destination == null ? null : destination.toString(),
                task.maxPerSecond(),
                task.moved(),
                task.toMove(),
                task.failureReason(),
                task.startedAtMillis());
    }
}
