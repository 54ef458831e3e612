package dev.hikyaku.engine;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueMachine;
import dev.hikyaku.queue.QueueReply;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The receives of one partition: those that ask now, and those that wait and are handed what
 * becomes visible, in the order in which they came.
 */
final class Receives {
    /**
     * Receives tried for one queue in one step, each of which may pass over many messages that it
     * drops.
     */
    private static final int SERVED_MAX = 64;

    /** Applies a command to the partition's machine. */
    interface Execution {
        QueueReply execute(QueueCommand command, long queue);
    }

    private final QueueMachine queues;
    private final Execution machine;
    private final ReplyGroup group;
    private final WaitingRoom waiting = new WaitingRoom();
    private final Set<Long> touched = new HashSet<>();
    private boolean released;

    Receives(QueueMachine queues, Execution machine, ReplyGroup group) {
        this.queues = queues;
        this.machine = machine;
        this.group = group;
    }

    void take(Waiter waiter, long now) {
        if (waiter.over()) {
            return;
        }
        boolean others = waiting.first(waiter.command().queue()) != null;
        if (!(others && waiter.waitMillis() > 0) && answer(waiter)) {
            return;
        }
        if (waiter.waitMillis() == 0 || released) {
            answerNothing(waiter);
        } else if (waiting.full()) {
            waiter.reply()
                    .completeExceptionally(
                            new ServiceException(
                                    ErrorCode.REQUEST_THROTTLED,
                                    "More than "
                                            + WaitingRoom.WAITERS_MAX
                                            + " receives are waiting; try again."));
        } else {
            waiting.add(waiter, now);
        }
    }

    /** Tries to answer a receive; false if there is nothing for it now. */
    private boolean answer(Waiter waiter) {
        try {
            var received =
                    (QueueReply.Received)
                            machine.execute(waiter.command(), waiter.command().queue());
            if (received.messages().isEmpty()) {
                return false;
            }
            group.whenDurable(waiter.reply(), received);
            return true;
        } catch (ServiceException e) {
            if (e.code() == ErrorCode.OVER_LIMIT && waiter.waitMillis() > 0) {
                return false; // waits until something in flight is deleted
            }
            waiter.reply().completeExceptionally(e);
            return true;
        }
    }

    private static void answerNothing(Waiter waiter) {
        waiter.reply().complete(new QueueReply.Received(List.of()));
    }

    /** Notes that something may have become visible in a queue. */
    void touch(long queue) {
        touched.add(queue);
    }

    /** Whether there may be more to serve than the last step did. */
    boolean unserved() {
        return !touched.isEmpty();
    }

    void serve() {
        touched.removeIf(queue -> !serve(queue));
    }

    /** True if there may be more to serve than one step does; the next one goes on. */
    private boolean serve(long queue) {
        Waiter waiter = waiting.first(queue);
        for (int turns = 0; waiter != null && queues.receivable(queue); turns++) {
            if (turns == SERVED_MAX) {
                return true;
            }
            if (answer(waiter)) {
                waiting.removeFirst(queue);
            }
            waiter = waiting.first(queue);
        }
        return false;
    }

    /** When the next one has waited long enough, in milliseconds since 1970. */
    long nextDeadline() {
        return waiting.nextDeadline();
    }

    void expire(long now) {
        Waiter waiter = waiting.nextExpired(now);
        while (waiter != null) {
            answerNothing(waiter);
            waiting.first(waiter.command().queue()); // drops it from its queue's line
            waiter = waiting.nextExpired(now);
        }
    }

    /** The queue is gone. */
    void dismiss(long queue) {
        Waiter waiter = waiting.first(queue);
        while (waiter != null) {
            waiter.reply().completeExceptionally(ServiceException.noSuchQueue());
            waiter = waiting.first(queue);
        }
    }

    /**
     * Answers every waiting receive with nothing, now and from now on: the server is going down.
     */
    void release() {
        released = true;
        endAll(Receives::answerNothing);
    }

    void fail(ServiceException why) {
        endAll(waiter -> waiter.reply().completeExceptionally(why));
    }

    private void endAll(Consumer<Waiter> answer) {
        Waiter waiter = waiting.nextExpired(Long.MAX_VALUE);
        while (waiter != null) {
            answer.accept(waiter);
            waiter = waiting.nextExpired(Long.MAX_VALUE);
        }
    }

    /** Forgets what the commands of an abandoned group touched. */
    void forgetTouched() {
        touched.clear();
    }
}
