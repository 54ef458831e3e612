package dev.hikyaku.api.sqs;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Empty;
import dev.hikyaku.engine.Engine;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the actions share: the engine, and the way from a queue URL to a queue. */
record Queues(Engine engine, Endpoint endpoint) {
    /**
     * The queue that a URL names. Only its path counts, because clients come with any host name in
     * it.
     *
     * @throws ServiceException MissingParameter, InvalidAddress or QueueDoesNotExist
     */
    QueueDefinition byUrl(@Nullable String queueUrl) {
        String url = Checks.required("QueueUrl", queueUrl);
        int end = url.endsWith("/") ? url.length() - 1 : url.length();
        int name = url.lastIndexOf('/', end - 1);
        int account = name <= 0 ? -1 : url.lastIndexOf('/', name - 1);
        if (account < 0) {
            throw new ServiceException(
                    ErrorCode.INVALID_ADDRESS,
                    "The address '" + url + "' is not a queue URL, which ends with /account/name.");
        }
        return engine.catalog()
                .require(
                        new QueueArn(
                                endpoint.region(),
                                url.substring(account + 1, name),
                                url.substring(name + 1, end)));
    }

    /**
     * The outcome of a command that had one entry.
     *
     * @throws ServiceException what went wrong with it
     */
    static Empty single(QueueReply.Outcomes outcomes) {
        ServiceException error = outcomes.errors().getFirst();
        if (error != null) {
            throw error;
        }
        return new Empty();
    }

    /**
     * Runs a command; what follows on the stage runs at the caller's, not on the engine's threads.
     */
    <R extends QueueReply> CompletionStage<R> submit(
            Caller caller, QueueDefinition queue, QueueCommand command, Class<R> reply) {
        return engine.submit(queue.id(), command).thenApplyAsync(reply::cast, caller);
    }
}
