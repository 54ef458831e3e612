package dev.hikyaku.queue;

import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.QueueAttributes;
import java.util.Map;

/**
 * A queue as it is defined: what the catalog shows, and what the store keeps as JSON.
 *
 * @param id unique over all partitions and times; the upper 16 bits are the partition
 * @param storage what its messages' keys begin with; a purge gives it a new one
 * @param purgedAtMillis when it was last purged; 0 for never
 */
public record QueueDefinition(
        long id,
        long storage,
        QueueArn arn,
        QueueAttributes attributes,
        Map<String, String> tags,
        long createdAtMillis,
        long modifiedAtMillis,
        long purgedAtMillis) {

    QueueDefinition withAttributes(QueueAttributes changed, long nowMillis) {
        return new QueueDefinition(
                id, storage, arn, changed, tags, createdAtMillis, nowMillis, purgedAtMillis);
    }

    /** Tags are no attributes: they do not count as a modification. */
    QueueDefinition withTags(Map<String, String> changed) {
        return new QueueDefinition(
                id,
                storage,
                arn,
                attributes,
                changed,
                createdAtMillis,
                modifiedAtMillis,
                purgedAtMillis);
    }

    QueueDefinition purged(long newStorage, long nowMillis) {
        return new QueueDefinition(
                id,
                newStorage,
                arn,
                attributes,
                tags,
                createdAtMillis,
                modifiedAtMillis,
                nowMillis);
    }
}
