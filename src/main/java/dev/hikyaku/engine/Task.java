package dev.hikyaku.engine;

import dev.hikyaku.definition.DefinitionCommand;
import dev.hikyaku.journal.JournalCommand;
import dev.hikyaku.model.Reply;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.schedule.ScheduleCommand;
import dev.hikyaku.schedule.ScheduleReply;
import dev.hikyaku.store.Outbox;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What comes into a partition. */
sealed interface Task {
    /** What one step takes at the most. */
    int STEP_MAX = 1024;

    /** Says that it came to nothing; has no effect once it was answered. */
    default void fail(Throwable cause) {}

    /**
     * A command that somebody waits for.
     *
     * @param queue the queue's id; 0 where it is yet to be made
     */
    record Request(QueueCommand command, long queue, CompletableFuture<QueueReply> reply)
            implements Task {
        @Override
        public void fail(Throwable cause) {
            reply.completeExceptionally(cause);
        }
    }

    /** A change of a definition. */
    record Define(DefinitionCommand command, CompletableFuture<Reply> reply) implements Task {
        @Override
        public void fail(Throwable cause) {
            reply.completeExceptionally(cause);
        }
    }

    /** What is asked of a journal. */
    record Journal(JournalCommand command, CompletableFuture<Reply> reply) implements Task {
        @Override
        public void fail(Throwable cause) {
            reply.completeExceptionally(cause);
        }
    }

    /** Something asked of the schedules. */
    record Schedule(ScheduleCommand command, CompletableFuture<ScheduleReply> reply)
            implements Task {
        @Override
        public void fail(Throwable cause) {
            reply.completeExceptionally(cause);
        }
    }

    record Receive(Waiter waiter) implements Task {
        @Override
        public void fail(Throwable cause) {
            waiter.reply().completeExceptionally(cause);
        }
    }

    /** Another partition's outbox entries for this one. */
    record Deliver(int source, List<Outbox.Entry> entries, CompletableFuture<Reply> reply)
            implements Task {
        @Override
        public void fail(Throwable cause) {
            reply.completeExceptionally(cause);
        }
    }

    /** This partition's outbox entries have all arrived. */
    record Delivered(List<Outbox.Entry> entries) implements Task {}

    /** From now on nobody waits: those that do are answered with nothing. */
    record ReleaseWaiting() implements Task {}

    /** Some of this partition's outbox entries may not have arrived. */
    record Undelivered() implements Task {}

    /** This partition's outbox is on disk, up to a position. */
    record Durable(long position) implements Task {}
}
