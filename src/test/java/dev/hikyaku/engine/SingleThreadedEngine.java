package dev.hikyaku.engine;

import dev.hikyaku.definition.DefinitionCommand;
import dev.hikyaku.journal.JournalCommand;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.Reply;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueMachine;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.schedule.MissedFirings;
import dev.hikyaku.schedule.ScheduleCommand;
import dev.hikyaku.schedule.ScheduleName;
import dev.hikyaku.schedule.ScheduleReply;
import dev.hikyaku.store.DiskReserve;
import dev.hikyaku.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Engine} is, without a thread: partitions, committer, courier, catalog and definitions
 * of production. Nothing is applied and nothing reaches the disk until the caller says so; what the
 * threads would do at any time, the caller does at the times that it draws.
 */
public final class SingleThreadedEngine {
    /** What happens to a load of the outbox on its way. */
    public enum Carriage {
        ARRIVES,
        ARRIVES_TWICE,
        IS_LOST,
        /** It arrives, but its sender does not hear of it. */
        ARRIVES_UNHEARD
    }

    private record Incoming(Task task, @Nullable Call call) {
        boolean waits() {
            return call != null && call.waits();
        }
    }

    private final Definitions definitions = new Definitions(this::define);
    private final Journals journals = new Journals(this::journal);
    private final Catalog catalog = new Catalog(definitions);
    private final Committer committer;
    private final Supplier<Carriage> carriage;
    private final List<Partition> partitions = new ArrayList<>();
    private final List<List<Incoming>> inboxes = new ArrayList<>();
    private final List<List<Call>> answered = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();

    /** Reads the state, as a process that starts. */
    public SingleThreadedEngine(
            Store store,
            int count,
            MissedFirings missed,
            LongSupplier clock,
            Supplier<Carriage> carriage) {
        this.carriage = carriage;
        this.committer = new Committer(store, cause -> {});
        var carrier = new Carrier();
        for (int number = 0; number < count; number++) {
            inboxes.add(new ArrayList<>());
            answered.add(new ArrayList<>());
            partitions.add(
                    new Partition(
                            number,
                            42,
                            missed,
                            store,
                            committer,
                            catalog,
                            clock,
                            DiskReserve.NONE,
                            carrier));
        }
        partitions.forEach(Partition::load);
        partitions.forEach(Partition::resume);
    }

    public Catalog catalog() {
        return catalog;
    }

    public Definitions definitions() {
        return definitions;
    }

    public Journals journals() {
        return journals;
    }

    public int partitionOf(String arn) {
        return Math.floorMod((arn.hashCode() * 0x9E3779B9) >>> 8, partitions.size());
    }

    // --- what is asked for; it waits for a step

    private <R extends Reply> Call ask(
            int partition,
            Object command,
            CompletableFuture<R> reply,
            @Nullable Waiter waiter,
            Task task) {
        var call = new Call(partition, command, reply, waiter);
        List<Call> log = answered.get(partition);
        reply.whenComplete((answer, failure) -> log.add(call));
        inboxes.get(partition).add(new Incoming(task, call));
        return call;
    }

    /** A command on the queue that it names. */
    public Call ask(long queue, QueueCommand command) {
        return ask(QueueMachine.partitionOf(queue), queue, command);
    }

    private Call ask(int partition, long queue, QueueCommand command) {
        var reply = new CompletableFuture<QueueReply>();
        return ask(partition, command, reply, null, new Task.Request(command, queue, reply));
    }

    public Call create(QueueCommand.Create command) {
        return ask(partitionOf(command.arn().toString()), 0, command);
    }

    /** Receives, waiting for a first message if there is none. */
    public Call receive(QueueCommand.Receive command, long waitMillis) {
        var waiter = new Waiter(command, waitMillis);
        int partition = QueueMachine.partitionOf(command.queue());
        return ask(partition, command, waiter.reply(), waiter, new Task.Receive(waiter));
    }

    public Call ask(ScheduleName name, ScheduleCommand command) {
        var reply = new CompletableFuture<ScheduleReply>();
        return ask(
                partitionOf(name.arn()), command, reply, null, new Task.Schedule(command, reply));
    }

    /** As {@link Engine#submit(long, QueueCommand)}. */
    public CompletableFuture<QueueReply> submit(long queue, QueueCommand command) {
        return ask(queue, command).reply().thenApply(QueueReply.class::cast);
    }

    private CompletableFuture<Reply> define(String home, DefinitionCommand command) {
        var reply = new CompletableFuture<Reply>();
        ask(partitionOf(home), command, reply, null, new Task.Define(command, reply));
        return reply;
    }

    private CompletableFuture<Reply> journal(JournalCommand command) {
        var reply = new CompletableFuture<Reply>();
        int partition = partitionOf(command.journal());
        ask(partition, command, reply, null, new Task.Journal(command, reply));
        return reply;
    }

    private void deliver(int partition, Task.Deliver deliver) {
        var accept = new PartitionCommand.Accept(deliver.source(), deliver.entries());
        ask(partition, accept, deliver.reply(), null, deliver);
    }

    // --- what moves it

    /**
     * Applies what has come into a partition, and what is due there, as one group. Receives that
     * may wait come last.
     *
     * @return what was applied, in this order
     */
    public List<Call> step(int partition) {
        List<Incoming> taken = new ArrayList<>(inboxes.get(partition));
        inboxes.get(partition).clear();
        taken.sort(Comparator.comparing(Incoming::waits));
        partitions.get(partition).step(taken.stream().map(Incoming::task).toList());
        var calls = new ArrayList<Call>();
        for (Incoming each : taken) {
            if (each.call != null) {
                calls.add(each.call);
            }
        }
        return calls;
    }

    /** Syncs, and answers what has waited for that. */
    public void sync() {
        committer.turn();
    }

    /** What was answered in a partition since the last call, in the order of the answers. */
    public List<Call> takeAnswered(int partition) {
        List<Call> taken = List.copyOf(answered.get(partition));
        answered.get(partition).clear();
        return taken;
    }

    /** Carries once more what could not be carried. */
    public void carryAgain() {
        List<Runnable> due = List.copyOf(later);
        later.clear();
        due.forEach(Runnable::run);
    }

    /** Whether there is nothing that could be done at this time. */
    public boolean idle(long now) {
        for (int number = 0; number < partitions.size(); number++) {
            if (!inboxes.get(number).isEmpty() || partitions.get(number).nextTimer() <= now) {
                return false;
            }
        }
        return later.isEmpty();
    }

    /** Answers those that wait with nothing, as a server that goes down. */
    public void releaseWaiting() {
        partitions.forEach(Partition::releaseWaiting);
    }

    public boolean failed(int partition) {
        return partitions.get(partition).failed();
    }

    /** When the next timer of any partition is due. */
    public long nextTimer() {
        return partitions.stream().mapToLong(Partition::nextTimer).min().orElseThrow();
    }

    private final class Carrier implements OutboxCourier.Carrier {
        @Override
        public int partitionOf(String target) {
            return SingleThreadedEngine.this.partitionOf(QueueArn.parse(target).toString());
        }

        @Override
        public CompletableFuture<Reply> deliver(int partition, Task.Deliver deliver) {
            switch (carriage.get()) {
                case ARRIVES -> SingleThreadedEngine.this.deliver(partition, deliver);
                case ARRIVES_TWICE -> {
                    SingleThreadedEngine.this.deliver(partition, copy(deliver));
                    SingleThreadedEngine.this.deliver(partition, deliver);
                }
                case IS_LOST -> deliver.fail(ServiceException.noSuchQueue());
                case ARRIVES_UNHEARD -> {
                    SingleThreadedEngine.this.deliver(partition, copy(deliver));
                    deliver.fail(ServiceException.noSuchQueue());
                }
            }
            return deliver.reply();
        }

        private static Task.Deliver copy(Task.Deliver deliver) {
            return new Task.Deliver(deliver.source(), deliver.entries(), new CompletableFuture<>());
        }

        @Override
        public void back(int partition, Task task) {
            inboxes.get(partition).add(new Incoming(task, null));
        }

        @Override
        public void backLater(int partition, Task task) {
            later.add(() -> back(partition, task));
        }
    }
}
