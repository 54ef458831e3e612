package dev.hikyaku.api.sqs;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Checks;
import dev.hikyaku.api.Empty;
import dev.hikyaku.api.Endpoint;
import dev.hikyaku.api.Scope;
import dev.hikyaku.engine.Engine;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.DefinitionChange;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the actions share: the engine, and the way from what a request names to a queue. */
record Queues(Engine engine, Endpoint endpoint, RecentDeletions recentDeletions) {
    Scope scope(Caller caller) {
        return Scope.of(caller, endpoint);
    }

    /**
     * The queue that a URL names.
     *
     * @throws ServiceException MissingParameter, InvalidAddress or QueueDoesNotExist
     */
    QueueDefinition byUrl(@Nullable String queueUrl, Caller caller) {
        return byUrl(queueUrl, scope(caller));
    }

    QueueDefinition byUrl(@Nullable String queueUrl, Scope scope) {
        String url = Checks.required("QueueUrl", queueUrl);
        return engine.catalog().require(QueueUrl.arn(url, scope));
    }

    /** Changes a queue's definition. */
    CompletionStage<Empty> redefine(Caller caller, QueueDefinition queue, DefinitionChange change) {
        return submit(
                        caller,
                        queue,
                        new QueueCommand.Redefine(queue.id(), change),
                        QueueReply.Defined.class)
                .thenApply(done -> new Empty());
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
