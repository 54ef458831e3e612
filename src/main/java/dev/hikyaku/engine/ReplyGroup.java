package dev.hikyaku.engine;

import dev.hikyaku.definition.DefinitionReply;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.Reply;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueReply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replies of the commands that one partition writes together, held back until the group is on
 * disk.
 */
final class ReplyGroup {
    /**
     * Waits for a sync: called with null once it is on disk, or with why it is not or may not be.
     */
    interface Waiting extends Consumer<@Nullable RuntimeException> {}

    private static final Logger LOG = LoggerFactory.getLogger(ReplyGroup.class);

    private final Catalog catalog;
    private List<Waiting> replies = new ArrayList<>();
    private List<Waiting> written = new ArrayList<>();

    ReplyGroup(Catalog catalog) {
        this.catalog = catalog;
    }

    void add(Waiting waiting) {
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

    /** The group is in the store, but not on disk yet; the next one starts empty. */
    void written() {
        written.addAll(replies);
        replies.clear();
    }

    /**
     * Lets go of what was written.
     *
     * @param failure why it may not be on disk; null if it is
     */
    void release(@Nullable RuntimeException failure) {
        List<Waiting> released = written;
        written = new ArrayList<>();
        released.forEach(waiting -> release(waiting, failure));
    }

    private static void release(Waiting waiting, @Nullable RuntimeException failure) {
        try {
            waiting.accept(failure);
        } catch (RuntimeException e) {
            LOG.error("A reply could not be passed on", e);
        }
    }

    /** Fails a group that is not written. */
    void fail(RuntimeException why) {
        List<Waiting> failed = replies;
        replies = new ArrayList<>();
        failed.forEach(waiting -> waiting.accept(why));
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
