package dev.hikyaku.engine;

import dev.hikyaku.definition.DefinitionCommand;
import dev.hikyaku.model.Reply;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueMachine;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.schedule.MissedFirings;
import dev.hikyaku.schedule.ScheduleCommand;
import dev.hikyaku.schedule.ScheduleReply;
import dev.hikyaku.store.DiskReserve;
import dev.hikyaku.store.Outbox;
import dev.hikyaku.store.Store;
import dev.hikyaku.store.StoreException;
import dev.hikyaku.store.Transaction;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition: a state machine, the group of commands being applied to it, the receives that
 * wait, and the timers.
 *
 * <p>Everything here belongs to one thread (that of {@link PartitionThread}, or a test), which
 * calls {@link #step} with what has come in. A step applies all of it, hands waiting receives what
 * became visible, does what is due, and writes the whole as one group. The replies are let go by
 * the {@link Committer} once the group is on disk; only what changed nothing (an empty receive, a
 * count, a refusal) is answered at once.
 *
 * <p>Receives wait for the disk, too. It costs no sync of its own under load, and it means that a
 * receipt handle or a receive count which a client has seen is never forgotten by a crash.
 */
final class Partition {
    private static final Logger LOG = LoggerFactory.getLogger(Partition.class);

    /** What a step does of what is due, so that a group stays small and requests get in between. */
    private static final int TICKS_MAX = 16;

    private final int number;
    private final PartitionMachine machine;
    private final Transaction transaction;
    private final Committer committer;
    private final Catalog catalog;
    private final LongSupplier clock;
    private final DiskReserve reserve;
    private final OutboxCourier courier;
    private final TickTimers ticks = new TickTimers();
    private final ReplyGroup group;
    private final Receives receives;

    private long nextSequence;
    private long now;
    private long turn;
    private volatile @Nullable Throwable failure;

    Partition(
            int number,
            long salt,
            MissedFirings missed,
            Store store,
            Committer committer,
            Catalog catalog,
            LongSupplier clock,
            DiskReserve reserve,
            OutboxCourier.Carrier carrier) {
        this.number = number;
        this.machine = new PartitionMachine(number, salt, missed);
        this.transaction = new Transaction(store);
        this.committer = committer;
        this.catalog = catalog;
        this.clock = clock;
        this.reserve = reserve;
        this.courier = new OutboxCourier(number, transaction, carrier);
        this.group = new ReplyGroup(catalog);
        this.receives = new Receives(machine.queues(), this::execute, group);
    }

    /** Reads the partition's state; before the first step, and after a group went wrong. */
    void load() {
        PartitionMachine.Head head = machine.load(transaction);
        nextSequence = Math.max(nextSequence, head.nextSequence());
        now = Math.max(now, head.lastMillis());
        machine.definitions().forEach(transaction, catalog.definitions()::stored);
        machine.queues().definitions().forEach(catalog::put);
        machine.queues().queueIds().forEach(this::scheduleTick);
    }

    /** Starts carrying what the outbox holds from before. */
    void resume() {
        courier.durable(QueueMachine.firstPosition(nextSequence));
    }

    int number() {
        return number;
    }

    QueueMachine queues() {
        return machine.queues();
    }

    /** When there is something to do even if nothing comes in, in milliseconds since 1970. */
    long nextTimer() {
        if (failed()) {
            return Long.MAX_VALUE;
        }
        if (receives.unserved()) {
            return now;
        }
        long due = Math.min(ticks.next(), nextFiring());
        return Math.min(due, receives.nextDeadline());
    }

    /** Applies what has come in and what is due, as one group. */
    void step(List<Task> tasks) {
        now = Math.max(now, clock.getAsLong());
        if (failure != null) {
            tasks.forEach(task -> task.fail(ReplyGroup.unavailable()));
            return;
        }
        try {
            for (Task task : tasks) {
                apply(task);
            }
            runDueTicks();
            fireDueSchedules();
            receives.serve();
            expireWaiting();
            commit();
        } catch (StoreException | Error e) {
            stop(e);
            tasks.forEach(task -> task.fail(ReplyGroup.unavailable()));
        } catch (RuntimeException e) {
            LOG.error(
                    "Partition {} dropped a group of {} commands, none acknowledged",
                    number,
                    tasks.size(),
                    e);
            abandonGroup(tasks);
            tasks.forEach(task -> task.fail(ReplyGroup.dropped()));
        }
    }

    private void apply(Task task) {
        switch (task) {
            case Task.Request request -> apply(request);
            case Task.Define define -> group.whenDurable(define.reply(), execute(define.command()));
            case Task.Journal journal ->
                    group.whenDurable(
                            journal.reply(),
                            execute(new PartitionCommand.Journal(journal.command())));
            case Task.Schedule schedule -> apply(schedule);
            case Task.Receive receive -> receives.take(receive.waiter(), now);
            case Task.Deliver deliver -> deliver(deliver);
            case Task.Delivered delivered -> {
                execute(new PartitionCommand.Acknowledge(delivered.entries()));
                courier.acknowledged(delivered.entries());
            }
            case Task.Undelivered undelivered -> courier.again();
            case Task.ReleaseWaiting release -> releaseWaiting();
            case Task.Durable durable -> courier.durable(durable.position());
        }
    }

    private Reply execute(DefinitionCommand command) {
        return execute(new PartitionCommand.Define(command));
    }

    private Reply execute(PartitionCommand command) {
        return machine.apply(transaction, command, nextSequence++, now);
    }

    private QueueReply execute(QueueCommand command, long queue) {
        receives.touch(queue);
        try {
            return (QueueReply) execute(new PartitionCommand.Queue(command));
        } finally {
            scheduleTick(queue);
        }
    }

    private void apply(Task.Request request) {
        try {
            QueueReply reply = execute(request.command(), request.queue());
            if (request.command() instanceof QueueCommand.Count) {
                request.reply().complete(reply);
            } else {
                group.whenDurable(request.reply(), reply);
            }
            if (reply instanceof QueueReply.Removed removed) {
                receives.dismiss(removed.queue().id());
            }
        } catch (ServiceException e) {
            request.reply().completeExceptionally(e);
        }
    }

    private void apply(Task.Schedule schedule) {
        try {
            group.whenDurable(schedule.reply(), (ScheduleReply) execute(schedule.command()));
        } catch (ServiceException e) {
            schedule.reply().completeExceptionally(e);
        }
    }

    private Reply execute(ScheduleCommand command) {
        return execute(new PartitionCommand.Schedule(command));
    }

    private void deliver(Task.Deliver deliver) {
        Reply reply = execute(new PartitionCommand.Accept(deliver.source(), deliver.entries()));
        for (Outbox.Entry entry : deliver.entries()) {
            Long queue = machine.queues().idOf(entry.target());
            if (queue != null) {
                receives.touch(queue);
                scheduleTick(queue);
            }
        }
        group.whenDurable(deliver.reply(), reply);
    }

    /**
     * Answers every waiting receive with nothing, now and from now on: the server is going down.
     */
    void releaseWaiting() {
        receives.release();
    }

    // --- time

    private void scheduleTick(long queue) {
        ticks.schedule(queue, machine.queues().nextTick(queue));
    }

    private void runDueTicks() {
        int done = 0;
        while (ticks.next() <= now && done < TICKS_MAX) {
            long queue = ticks.take();
            if (machine.queues().nextTick(queue) <= now) {
                execute(machine.queues().tick(queue, now), queue);
                done++;
            } else {
                scheduleTick(queue);
            }
        }
    }

    /** Not while there is more to do of what is due: it may be what they wait for. */
    private void expireWaiting() {
        if (ticks.next() > now && !receives.unserved()) {
            receives.expire(now);
        }
    }

    /** Firings are new messages: without room for these they come late. */
    private long nextFiring() {
        return reserve.low() ? Long.MAX_VALUE : machine.schedules().nextTick();
    }

    private void fireDueSchedules() {
        if (nextFiring() <= now) {
            execute(new ScheduleCommand.Tick());
        }
    }

    // --- groups

    private void commit() {
        boolean wrote = !transaction.isEmpty();
        if (wrote) {
            machine.finishGroup(transaction, new PartitionMachine.Head(nextSequence, now));
            transaction.flush();
        }
        if (machine.takePosted()) {
            group.add(courier.whenDurable(QueueMachine.firstPosition(nextSequence)));
        }
        if (wrote || !group.isEmpty()) {
            turn = committer.submit(group.take(), wrote);
        }
    }

    /**
     * Waits until the last group is on disk, or sees to it. To be called before more is taken in: a
     * group that is written meanwhile would wait for this sync anyway, and what gathers in the
     * inbox becomes one larger group.
     */
    void awaitCommitted() {
        committer.await(turn);
    }

    private void abandonGroup(List<Task> tasks) {
        transaction.discard();
        receives.forgetTouched();
        group.fail(ReplyGroup.dropped());
        try {
            load();
            tellCourier(tasks);
        } catch (RuntimeException e) {
            stop(e);
        }
    }

    /** What is on disk stays so, though the group that was to hear of it is gone. */
    private void tellCourier(List<Task> tasks) {
        for (Task task : tasks) {
            if (task instanceof Task.Durable durable) {
                courier.durable(durable.position());
            }
        }
        courier.startOver();
    }

    private void stop(Throwable cause) {
        LOG.error(
                "Partition {} has stopped: its state on disk is in doubt. Restart needed.",
                number,
                cause);
        failure = cause;
        group.fail(new StoreException("the partition has stopped", cause));
        receives.fail(ReplyGroup.unavailable());
    }

    boolean failed() {
        return failure != null;
    }

    /** What a future failed with, without the wrappers. */
    static Throwable cause(Throwable thrown) {
        boolean wrapper =
                thrown instanceof CompletionException || thrown instanceof ExecutionException;
        Throwable cause = thrown.getCause();
        return wrapper && cause != null ? cause : thrown;
    }
}
