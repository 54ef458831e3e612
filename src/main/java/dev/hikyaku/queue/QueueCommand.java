package dev.hikyaku.queue;

import dev.hikyaku.model.DeadReason;
import dev.hikyaku.model.QueueArn;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of the queues of a partition. Every command but {@link Create} names a queue by
 * its id.
 */
public sealed interface QueueCommand {
    /**
     * Makes a queue, or answers the one of that name if the attributes given here are the ones it
     * has.
     */
    record Create(QueueArn arn, Map<String, String> attributes, Map<String, String> tags)
            implements QueueCommand {}

    record SetAttributes(long queue, Map<String, String> attributes) implements QueueCommand {}

    /** Changes the definition by what it is now: tags, permissions. */
    record Redefine(long queue, DefinitionChange change) implements QueueCommand {}

    /**
     * Deletes a queue.
     *
     * @param onlyIfEmpty whether it stays if it has messages, which is no error
     */
    record Delete(long queue, boolean onlyIfEmpty) implements QueueCommand {
        public Delete(long queue) {
            this(queue, false);
        }
    }

    /** Removes all messages. Refused within 60 s of the last time. */
    record Purge(long queue) implements QueueCommand {}

    record Send(long queue, List<NewMessage> messages) implements QueueCommand {}

    /**
     * Takes what is ready.
     *
     * @param visibilityTimeoutSeconds 0 to 43,200; null for the queue's own
     * @param attemptId in a FIFO queue, the same id gets the same messages again, for five minutes
     *     and as long as they are all still in flight from that receive; null for none
     */
    record Receive(
            long queue,
            int maxMessages,
            @Nullable Integer visibilityTimeoutSeconds,
            @Nullable String attemptId)
            implements QueueCommand {
        public Receive(long queue, int maxMessages, @Nullable Integer visibilityTimeoutSeconds) {
            this(queue, maxMessages, visibilityTimeoutSeconds, null);
        }
    }

    record DeleteMessages(long queue, List<ReceiptHandle> handles) implements QueueCommand {}

    record ChangeVisibility(long queue, List<Change> changes) implements QueueCommand {
        /** A visibility timeout of 0 to 43,200 s from now. */
        public record Change(ReceiptHandle handle, int visibilityTimeoutSeconds) {}
    }

    /**
     * Makes messages in flight visible at once, as a visibility timeout of 0 does. Their receive
     * does not count for the redrive policy.
     */
    record Release(long queue, List<ReceiptHandle> handles) implements QueueCommand {}

    /** Moves messages to the dead-letter queue now. Refused if the queue names none. */
    record Bury(long queue, List<Burial> burials) implements QueueCommand {
        /**
         * A message to bury.
         *
         * @param reason goes along as {@link DeadReason} says
         */
        public record Burial(ReceiptHandle handle, String reason) {}
    }

    /**
     * Starts to move what is visible in a dead-letter queue. Refused while such a task runs.
     *
     * @param destination null for each message's own source
     * @param maxPerSecond 1 to 500; null for no limit
     */
    record StartMove(long queue, @Nullable QueueArn destination, @Nullable Integer maxPerSecond)
            implements QueueCommand {}

    /** Ends a move task where it stands. */
    record CancelMove(long queue, long task) implements QueueCommand {}

    record ListMoves(long queue) implements QueueCommand {}

    /** Reads the counts as of now. Writes nothing but what time has moved. */
    record Count(long queue) implements QueueCommand {}

    /**
     * Does what is due: makes messages visible, forgets, moves, and removes what is past its
     * retention. When and from where that is to be looked for only memory knows, so the command
     * says it.
     *
     * @param sweepFrom the message number from which on to look for what is past its retention;
     *     negative for not now
     */
    record Tick(long queue, long sweepFrom) implements QueueCommand {
        /** Looks for nothing that is past its retention. */
        Tick(long queue) {
            this(queue, -1);
        }

        boolean sweeps() {
            return sweepFrom >= 0;
        }
    }

    /**
     * A message to store.
     *
     * @param content as {@link MessageCodec} encodes it; not changed afterwards
     * @param delaySeconds 0 to 900
     * @param groupId what the content says of it, too; always there in a FIFO queue
     * @param deduplicationId in a FIFO queue, what a later message of the same id is a duplicate by
     */
    record NewMessage(
            byte[] content,
            int delaySeconds,
            @Nullable HashedName groupId,
            @Nullable HashedName deduplicationId) {
        public NewMessage(
                byte[] content,
                int delaySeconds,
                @Nullable String groupId,
                @Nullable String deduplicationId) {
            this(content, delaySeconds, HashedName.of(groupId), HashedName.of(deduplicationId));
        }

        /** A message without a group. */
        public NewMessage(byte[] content, int delaySeconds) {
            this(content, delaySeconds, (HashedName) null, null);
        }
    }
}
