package dev.hikyaku.queue;

import dev.hikyaku.model.QueueAttributes;
import dev.hikyaku.model.QueuePolicy;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.model.Tags;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A change of a queue's definition that goes on from what is there, so that of two at the same time
 * none is lost.
 */
public sealed interface DefinitionChange {
    /**
     * The definition after the change.
     *
     * @throws ServiceException if what is there does not allow it
     */
    QueueDefinition appliedTo(QueueDefinition queue, long nowMillis);

    /** Adds tags, or gives those of the same keys new values. */
    record Tag(Map<String, String> tags) implements DefinitionChange {
        @Override
        public QueueDefinition appliedTo(QueueDefinition queue, long nowMillis) {
            return queue.withTags(Tags.with(queue.tags(), tags));
        }
    }

    record Untag(Set<String> keys) implements DefinitionChange {
        @Override
        public QueueDefinition appliedTo(QueueDefinition queue, long nowMillis) {
            return queue.withTags(Tags.without(queue.tags(), keys));
        }
    }

    /** Adds a statement to the policy. */
    record AddPermission(String label, List<String> accounts, List<String> actions)
            implements DefinitionChange {
        @Override
        public QueueDefinition appliedTo(QueueDefinition queue, long nowMillis) {
            String policy = queue.attributes().get("Policy");
            return withPolicy(
                    queue,
                    QueuePolicy.allow(policy, queue.arn(), label, accounts, actions),
                    nowMillis);
        }
    }

    /** Takes a statement from the policy. */
    record RemovePermission(String label) implements DefinitionChange {
        @Override
        public QueueDefinition appliedTo(QueueDefinition queue, long nowMillis) {
            String policy = queue.attributes().get("Policy");
            return withPolicy(queue, QueuePolicy.revoke(policy, label), nowMillis);
        }
    }

    private static QueueDefinition withPolicy(
            QueueDefinition queue, String policy, long nowMillis) {
        QueueAttributes changed = queue.attributes().with(Map.of("Policy", policy));
        return queue.withAttributes(changed, nowMillis);
    }
}
