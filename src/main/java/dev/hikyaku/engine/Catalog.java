package dev.hikyaku.engine;

import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueDefinition;
import java.util.Collection;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * What exists, in memory, ordered by name, for everyone to read. The partitions feed it with what
 * is on disk.
 */
public final class Catalog {
    private final ConcurrentSkipListMap<QueueArn, QueueDefinition> queues =
            new ConcurrentSkipListMap<>();

    void put(QueueDefinition queue) {
        queues.put(queue.arn(), queue);
    }

    void remove(QueueDefinition queue) {
        queues.remove(queue.arn());
    }

    /** The queue of that name, or null. */
    public @Nullable QueueDefinition find(QueueArn arn) {
        return queues.get(arn);
    }

    /**
     * The queue of that name.
     *
     * @throws ServiceException (QueueDoesNotExist) if there is none
     */
    public QueueDefinition require(QueueArn arn) {
        QueueDefinition queue = find(arn);
        if (queue == null) {
            throw ServiceException.noSuchQueue();
        }
        return queue;
    }

    /** All queues, in order of their ARNs. */
    public Collection<QueueDefinition> queues() {
        return queues.values();
    }

    /** The queues whose ARN is greater than this one, in order. */
    public Collection<QueueDefinition> queuesAfter(QueueArn arn) {
        return queues.tailMap(arn, false).values();
    }
}
