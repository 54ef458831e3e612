package dev.hikyaku.queue;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.MoveTask.Status;
import dev.hikyaku.store.Bytes;
import dev.hikyaku.store.Cursor;
import dev.hikyaku.store.Kv;
import dev.hikyaku.store.Space;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The move tasks of queues: at most one runs at a time, the last ten are kept. A running one goes
 * on with each tick. Messages leave through the outbox, so none is lost and none arrives twice.
 */
final class Moves {
    private static final int KEPT_MAX = 10;
    private static final int TICK_MAX = 100;
    private static final int TICK_BYTES_MAX = 4 << 20;

    /**
     * Why a task cannot go on. Source: what AWS answers for messages that were sent there directly.
     */
    private static final String NO_SOURCE = "CouldNotDetermineMessageSource";

    private final Keys keys;
    private final Messages messages;
    private final QueueIndex index;
    private final Transfers transfers;

    Moves(Keys keys, Messages messages, QueueIndex index, Transfers transfers) {
        this.keys = keys;
        this.messages = messages;
        this.index = index;
        this.transfers = transfers;
    }

    void load(Kv kv, QueueState queue) {
        byte[] prefix = keys.moveTasks(queue.id());
        try (Cursor cursor = kv.scan(Space.META, prefix, Bytes.endOfPrefix(prefix))) {
            while (cursor.next()) {
                queue.moveTasks.add(MoveTaskCodec.decode(cursor.value()));
            }
        }
        MoveTask task = running(queue);
        queue.nextMove = task == null ? QueueState.NEVER : task.nextAt();
    }

    void drop(Step step, QueueState queue) {
        byte[] prefix = keys.moveTasks(queue.id());
        step.kv().deleteRange(Space.META, prefix, Bytes.endOfPrefix(prefix));
    }

    private static @Nullable MoveTask running(QueueState queue) {
        MoveTask last = queue.moveTasks.isEmpty() ? null : queue.moveTasks.getLast();
        return last != null && last.running() ? last : null;
    }

    /** The last tasks, the latest first. */
    static QueueReply list(QueueState queue) {
        return new QueueReply.MoveTasks(List.copyOf(queue.moveTasks.reversed()));
    }

    QueueReply start(Step step, QueueState queue, QueueCommand.StartMove command) {
        if (running(queue) != null) {
            throw new ServiceException(
                    ErrorCode.UNSUPPORTED_OPERATION,
                    "There is already a task running. Only one active task is allowed for a source"
                            + " queue arn at a given time.");
        }
        index.timed().promoteDue(step, queue);
        var task =
                new MoveTask(
                        step.sequence(),
                        command.destination(),
                        command.maxPerSecond(),
                        Status.RUNNING,
                        0,
                        queue.counters.ready,
                        step.now(),
                        step.now(),
                        null);
        queue.moveTasks.add(task);
        if (queue.moveTasks.size() > KEPT_MAX) {
            MoveTask oldest = queue.moveTasks.removeFirst();
            step.kv().delete(Space.META, keys.moveTask(queue.id(), oldest.number()));
        }
        return new QueueReply.MoveTasks(List.of(changed(step, queue, task)));
    }

    QueueReply cancel(Step step, QueueState queue, long number) {
        MoveTask task =
                queue.moveTasks.stream()
                        .filter(each -> each.number() == number)
                        .findFirst()
                        .orElseThrow(() ->
                                new ServiceException(
                                        ErrorCode.RESOURCE_NOT_FOUND, "Task does not exist."));
        if (!task.running()) {
            throw new ServiceException(
                    ErrorCode.UNSUPPORTED_OPERATION, "Only active tasks can be cancelled.");
        }
        MoveTask cancelled = changed(step, queue, task.withStatus(Status.CANCELLED, null));
        return new QueueReply.MoveTasks(List.of(cancelled));
    }

    /** Stores the last task as it is now. */
    private MoveTask changed(Step step, QueueState queue, MoveTask task) {
        queue.moveTasks.set(queue.moveTasks.size() - 1, task);
        step.kv()
                .put(
                        Space.META,
                        keys.moveTask(queue.id(), task.number()),
                        MoveTaskCodec.encode(task));
        queue.nextMove = task.running() ? task.nextAt() : QueueState.NEVER;
        return task;
    }

    /** Goes on with the running task, if it is time. */
    void advance(Step step, QueueState queue) {
        MoveTask task = running(queue);
        if (task == null || queue.nextMove > step.now()) {
            return;
        }
        var round = new Round(step, queue, task);
        round.run(
                (int) Math.min(task.toMove() - task.moved(), task.allowance(step.now(), TICK_MAX)));
        MoveTask now = task.moved(round.moved, step.now());
        if (round.failure != null) {
            now = now.withStatus(Status.FAILED, round.failure);
        } else if (round.dry || now.moved() >= now.toMove()) {
            now = now.withStatus(Status.COMPLETED, null);
        }
        changed(step, queue, now);
    }

    /** What one tick moves. */
    private final class Round {
        private final Step step;
        private final QueueState queue;
        private final MoveTask task;
        private int moved;
        private int bytes;
        private boolean dry;
        private @Nullable String failure;

        Round(Step step, QueueState queue, MoveTask task) {
            this.step = step;
            this.queue = queue;
            this.task = task;
        }

        void run(int max) {
            while (moved < max && bytes < TICK_BYTES_MAX && failure == null && !dry) {
                Turn turn = index.ready().next(step, queue);
                LineWindow.Item<Entry> item = turn == null ? null : turn.head();
                if (turn == null || item == null) {
                    dry = true;
                } else {
                    move(turn, item.value());
                }
            }
        }

        private void move(Turn turn, Entry entry) {
            StoredMessage message = messages.get(step, queue, entry.message());
            QueueArn target = target(message);
            if (target == null) {
                failure = NO_SOURCE;
                return;
            }
            turn.take();
            bytes += message.sizeBytes();
            transfers.send(step, queue, entry, message, Transfer.Kind.MOVE, target);
            moved++;
        }

        private @Nullable QueueArn target(StoredMessage message) {
            String source = message.deadLetterSourceArn();
            return task.destination() != null || source == null
                    ? task.destination()
                    : QueueArn.parse(source);
        }
    }
}
