package dev.hikyaku.api.sqs;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Checks;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class StartMessageMoveTask {
    /** Source: the SQS API reference, StartMessageMoveTask. */
    private static final int RATE_MAX = 500;

    record Request(
            @Nullable String sourceArn,
            @Nullable String destinationArn,
            @Nullable Integer maxNumberOfMessagesPerSecond) {}

    record Response(String taskHandle) {}

    private final Queues queues;

    StartMessageMoveTask(Queues queues) {
        this.queues = queues;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        QueueDefinition source = MoveTasks.queue(queues, "SourceArn", request.sourceArn);
        if (queues.engine().catalog().sourcesOf(source.arn(), null).findAny().isEmpty()) {
            throw ServiceException.invalidParameter(
                    "Source queue must be configured as a Dead Letter Queue.");
        }
        QueueArn destination = destination(source.arn(), request.destinationArn);
        Integer rate = request.maxNumberOfMessagesPerSecond;
        if (rate != null) {
            Checks.range("MaxNumberOfMessagesPerSecond", rate, 1, RATE_MAX, RATE_MAX);
        }
        return queues.submit(
                        caller,
                        source,
                        new QueueCommand.StartMove(source.id(), destination, rate),
                        QueueReply.MoveTasks.class)
                .thenApply(started ->
                        new Response(MoveTasks.handle(source.arn(), started.tasks().getFirst())));
    }

    private @Nullable QueueArn destination(QueueArn source, @Nullable String arn) {
        if (arn == null) {
            return null;
        }
        QueueArn destination = MoveTasks.queue(queues, "DestinationArn", arn).arn();
        if (destination.equals(source)) {
            throw ServiceException.invalidParameter(
                    "Source queue arn and destination queue arn cannot be the same.");
        }
        if (destination.fifo() != source.fifo()) {
            throw ServiceException.invalidParameter(
                    "DestinationArn must be of the source queue's own type: FIFO for a FIFO queue,"
                            + " standard for a standard queue.");
        }
        return destination;
    }
}
