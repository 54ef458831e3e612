package dev.hikyaku.api.sqs;

import dev.hikyaku.api.Checks;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.MoveTask;
import dev.hikyaku.queue.QueueDefinition;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What the actions on move tasks share: how queues and tasks are named. */
final class MoveTasks {
    /** A task and the queue that it takes from. */
    record Reference(QueueArn source, long number) {}

    private MoveTasks() {}

    /**
     * The queue that a parameter names by its ARN.
     *
     * @throws ServiceException MissingParameter, InvalidParameterValue or ResourceNotFoundException
     */
    static QueueDefinition queue(Queues queues, String parameter, @Nullable String arn) {
        QueueDefinition queue =
                queues.engine().catalog().find(QueueArn.parse(Checks.required(parameter, arn)));
        if (queue == null) {
            throw notFound(
                    "The resource that you specified for the "
                            + parameter
                            + " parameter doesn't exist.");
        }
        return queue;
    }

    static ServiceException notFound(String message) {
        return new ServiceException(ErrorCode.RESOURCE_NOT_FOUND, message);
    }

    /** What clients name a task by. */
    static String handle(QueueArn source, MoveTask task) {
        return Base64.getEncoder()
                .encodeToString((task.number() + ":" + source).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads what {@link #handle} made.
     *
     * @throws ServiceException (InvalidParameterValue) if it is something else
     */
    static Reference parse(String handle) {
        try {
            String text = new String(Base64.getDecoder().decode(handle), StandardCharsets.UTF_8);
            String[] parts = text.split(":", 2);
            return new Reference(QueueArn.parse(parts[parts.length - 1]), Long.parseLong(parts[0]));
        } catch (IllegalArgumentException | ServiceException e) {
            throw ServiceException.invalidParameter(
                    "Value for parameter TaskHandle is invalid: it is not one that"
                            + " StartMessageMoveTask has answered.");
        }
    }
}
