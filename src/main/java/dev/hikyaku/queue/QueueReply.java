package dev.hikyaku.queue;

import dev.hikyaku.model.Reply;
import dev.hikyaku.model.ServiceException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a command answers when it is not refused by a {@link ServiceException}. */
public sealed interface QueueReply extends Reply {
    /** The queue as it is defined now. */
    record Defined(QueueDefinition queue) implements QueueReply {}

    /** The queue is gone. */
    record Removed(QueueDefinition queue) implements QueueReply {}

    /** What became of the messages, in the order of the command. */
    record Sent(List<Message> messages) implements QueueReply {
        /**
         * A message; for a duplicate, the one that came before.
         *
         * @param number grows with every message of the queue
         */
        public record Message(UUID id, long number) {}
    }

    record Received(List<ReceivedMessage> messages) implements QueueReply {}

    /** One outcome an entry, in the order of the command; null where all went well. */
    record Outcomes(List<@Nullable ServiceException> errors) implements QueueReply {}

    /**
     * How many messages there are.
     *
     * @param oldestSentAtMillis when the oldest message was sent; 0 if there is none
     */
    record Counts(long ready, long inFlight, long delayed, long oldestSentAtMillis)
            implements QueueReply {}

    record MoveTasks(List<MoveTask> tasks) implements QueueReply {}

    /** Nothing to say. */
    record Done() implements QueueReply {}
}
