package dev.hikyaku.engine;

import dev.hikyaku.definition.DefinitionReply;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.Reply;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueReply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The replies of the commands that one partition writes together, held back until the group is on
 * disk.
 */
final class ReplyGroup {
    private final Catalog catalog;
    private List<Committer.Waiting> replies = new ArrayList<>();

    ReplyGroup(Catalog catalog) {
        this.catalog = catalog;
    }

    void add(Committer.Waiting waiting) {
        replies.add(waiting);
    }

    <R extends Reply> void whenDurable(CompletableFuture<R> future, R reply) {
        add(failed -> {
            if (failed != null) {
                future.completeExceptionally(
                        failed instanceof ServiceException ? failed : unavailable());
                return;
            }
            publish(reply);
            future.complete(reply);
        });
    }

    private void publish(Reply reply) {
        switch (reply) {
            case QueueReply.Defined defined -> catalog.put(defined.queue());
            case QueueReply.Removed removed -> catalog.remove(removed.queue());
            case DefinitionReply definition -> catalog.definitions().publish(definition);
            default -> {}
        }
    }

    boolean isEmpty() {
        return replies.isEmpty();
    }

    /** Hands over what waits; the next group starts empty. */
    List<Committer.Waiting> take() {
        List<Committer.Waiting> taken = replies;
        replies = new ArrayList<>();
        return taken;
    }

    void fail(RuntimeException why) {
        take().forEach(reply -> reply.accept(why));
    }

    /** The answer to a command of a group that was abandoned before it was written. */
    static ServiceException dropped() {
        return new ServiceException(
                ErrorCode.INTERNAL_FAILURE,
                "The request failed inside the server; nothing was changed.");
    }

    /** The answer to a command whose group may or may not be on disk. */
    static ServiceException unavailable() {
        return new ServiceException(
                ErrorCode.SERVICE_UNAVAILABLE,
                "The server cannot write to its disk; whether the request took effect is not known.");
    }
}
