package dev.hikyaku.engine;

import dev.hikyaku.definition.DefinitionCommand;
import dev.hikyaku.journal.JournalCommand;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.Reply;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueMachine;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.queue.QueueStats;
import dev.hikyaku.schedule.MissedFirings;
import dev.hikyaku.schedule.ScheduleCommand;
import dev.hikyaku.schedule.ScheduleName;
import dev.hikyaku.schedule.ScheduleReply;
import dev.hikyaku.store.DiskReserve;
import dev.hikyaku.store.Store;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The engine: partitions over one store, and the way into them.
 *
 * <p>A resource lives in the partition that its name hashes to. Each partition has one thread that
 * applies commands in order; one committer makes the writes of all of them durable. Replies come on
 * a partition's thread: whoever waits for one goes on elsewhere.
 */
public final class Engine implements AutoCloseable {
    private static final long CARRY_AGAIN_MILLIS = 1000;

    private final Store store;
    private final Definitions definitions = new Definitions(this::define);
    private final Journals journals = new Journals(this::journal);
    private final Catalog catalog = new Catalog(definitions);
    private final Committer committer;
    private final DiskReserve reserve;
    private final Admission admission;
    private final List<PartitionThread> partitions;
    private final AtomicBoolean failed = new AtomicBoolean();

    /**
     * Reads the state and starts the threads.
     *
     * @param partitions how many there are in this store
     * @param salt what makes this store's message ids its own
     * @param clock milliseconds since 1970; may jump, the engine's own time never goes backward
     */
    public static Engine start(Store store, int partitions, long salt, LongSupplier clock) {
        return start(store, partitions, salt, clock, MissedFirings.ONCE, DiskReserve.NONE);
    }

    /**
     * The same.
     *
     * @param missed what becomes of the firings of schedules that were due while nothing ran
     * @param reserve of the disk that the store is on; {@link #checkDisk} is what checks it
     */
    public static Engine start(
            Store store,
            int partitions,
            long salt,
            LongSupplier clock,
            MissedFirings missed,
            DiskReserve reserve) {
        var engine = new Engine(store, partitions, salt, clock, missed, reserve);
        engine.partitions.forEach(thread -> thread.partition().load());
        engine.partitions.forEach(thread -> thread.partition().resume());
        engine.partitions.forEach(PartitionThread::start);
        return engine;
    }

    private Engine(
            Store store,
            int partitions,
            long salt,
            LongSupplier clock,
            MissedFirings missed,
            DiskReserve reserve) {
        this.store = store;
        this.reserve = reserve;
        this.admission = new Admission(reserve, catalog);
        this.committer = new Committer(store, cause -> failed.set(true));
        var carrier = new Carrier();
        this.partitions =
                IntStream.range(0, partitions)
                        .mapToObj(number ->
                                new Partition(
                                        number, salt, missed, store, committer, catalog, clock,
                                        reserve, carrier))
                        .map(partition -> new PartitionThread(partition, clock))
                        .toList();
    }

    public Catalog catalog() {
        return catalog;
    }

    /** What is defined besides queues. */
    public Definitions definitions() {
        return definitions;
    }

    private CompletableFuture<Reply> define(String home, DefinitionCommand command) {
        var task = new Task.Define(command, new CompletableFuture<>());
        offer(partitions.get(partitionOf(home)), task);
        return task.reply();
    }

    /** Logs that are read by time. */
    public Journals journals() {
        return journals;
    }

    private CompletableFuture<Reply> journal(JournalCommand command) {
        var task = new Task.Journal(command, new CompletableFuture<>());
        offer(partitions.get(partitionOf(command.journal())), task);
        return task.reply();
    }

    /** Whether everything can be written. */
    public boolean healthy() {
        return !failed.get()
                && partitions.stream().noneMatch(thread -> thread.partition().failed());
    }

    /**
     * Looks at the disk, and makes the store give back what it can if there is too little room. To
     * be called several times a second, by one thread that may wait.
     */
    public void checkDisk() {
        if (reserve.check() && healthy()) {
            store.reclaim(reserve.freeBytes());
        }
    }

    /** Whether the disk is so full that nothing new is stored. */
    public boolean diskLow() {
        return reserve.low();
    }

    /** What is free on the disk, in bytes. */
    public long diskFreeBytes() {
        return reserve.freeBytes();
    }

    /** Requests that wait for a partition. */
    public int backlog() {
        return partitions.stream().mapToInt(PartitionThread::inboxSize).sum();
    }

    /** Bytes on disk, about. */
    public long sizeBytes() {
        return store.sizeBytes();
    }

    /** What a queue has done since the process started; null if there is no such queue. */
    public @Nullable QueueStats stats(long queue) {
        return thread(queue).partition().queues().stats(queue);
    }

    /**
     * Makes a queue. The future fails with a {@link ServiceException}, as all futures of this class
     * do.
     */
    public CompletableFuture<QueueReply> create(QueueCommand.Create command) {
        return submit(partitions.get(partitionOf(command.arn())), 0, command);
    }

    /** Runs a command on the queue that it names. A change is on disk when the future completes. */
    public CompletableFuture<QueueReply> submit(long queue, QueueCommand command) {
        return submit(thread(queue), queue, command);
    }

    private CompletableFuture<QueueReply> submit(
            PartitionThread thread, long queue, QueueCommand command) {
        var request = new Task.Request(command, queue, new CompletableFuture<>());
        offer(thread, request);
        return request.reply();
    }

    /** Asks something of a schedule. A change is on disk when the future completes. */
    public CompletableFuture<ScheduleReply> submit(ScheduleName name, ScheduleCommand command) {
        return submit(partitions.get(partitionOf(name.arn())), command);
    }

    /** Asks something of the schedules of every partition. */
    public List<CompletableFuture<ScheduleReply>> submitToAll(ScheduleCommand command) {
        return partitions.stream().map(thread -> submit(thread, command)).toList();
    }

    private CompletableFuture<ScheduleReply> submit(
            PartitionThread thread, ScheduleCommand command) {
        var task = new Task.Schedule(command, new CompletableFuture<>());
        offer(thread, task);
        return task.reply();
    }

    /**
     * Receives, waiting for a first message if there is none.
     *
     * @param waitMillis 0 to answer at once
     */
    public Waiter receive(QueueCommand.Receive command, long waitMillis) {
        var waiter = new Waiter(command, waitMillis);
        offer(thread(command.queue()), new Task.Receive(waiter));
        return waiter;
    }

    private void offer(PartitionThread thread, Task task) {
        try {
            admission.check(task);
        } catch (ServiceException e) {
            task.fail(e);
            return;
        }
        if (!thread.offer(task)) {
            task.fail(
                    new ServiceException(
                            ErrorCode.REQUEST_THROTTLED,
                            "The server has "
                                    + PartitionThread.INBOX_MAX
                                    + " requests waiting or is stopping; try again."));
        }
    }

    private PartitionThread thread(long queue) {
        int partition = QueueMachine.partitionOf(queue);
        if (partition >= partitions.size()) {
            throw ServiceException.noSuchQueue();
        }
        return partitions.get(partition);
    }

    private int partitionOf(QueueArn arn) {
        return partitionOf(arn.toString());
    }

    private int partitionOf(String arn) {
        int hash = arn.hashCode() * 0x9E3779B9;
        return Math.floorMod(hash >>> 8, partitions.size());
    }

    /** Answers receives that wait with nothing; from now on none waits. */
    public void releaseWaiting() {
        partitions.forEach(thread -> thread.add(new Task.ReleaseWaiting()));
    }

    /**
     * Finishes what has come in, answers receives that wait with nothing, and leaves all of it on
     * disk.
     */
    @Override
    public void close() {
        partitions.forEach(PartitionThread::stop);
    }

    private final class Carrier implements OutboxCourier.Carrier {
        private final Executor later =
                CompletableFuture.delayedExecutor(CARRY_AGAIN_MILLIS, TimeUnit.MILLISECONDS);

        @Override
        public int partitionOf(String target) {
            return Engine.this.partitionOf(target);
        }

        @Override
        public CompletableFuture<Reply> deliver(int partition, Task.Deliver deliver) {
            back(partition, deliver);
            return deliver.reply();
        }

        @Override
        public void back(int partition, Task task) {
            partitions.get(partition).add(task);
        }

        @Override
        public void backLater(int partition, Task task) {
            later.execute(() -> back(partition, task));
        }
    }
}
