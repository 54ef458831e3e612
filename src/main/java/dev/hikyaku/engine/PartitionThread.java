package dev.hikyaku.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A partition's writer thread and its inbox. */
final class PartitionThread {
    /**
     * Requests that may wait; the next is refused. What partitions tell each other is few and
     * always taken.
     */
    static final int INBOX_MAX = 16_384;

    private static final long IDLE_MILLIS = 1000;

    private final Partition partition;
    private final LongSupplier clock;
    private final LinkedBlockingQueue<Task> inbox = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean stopping;

    PartitionThread(Partition partition, LongSupplier clock) {
        this.partition = partition;
        this.clock = clock;
        this.thread =
                Thread.ofPlatform()
                        .name("hikyaku-partition-" + partition.number())
                        .unstarted(this::run);
    }

    Partition partition() {
        return partition;
    }

    void start() {
        thread.start();
    }

    /** Takes a request in; false if the inbox is full. */
    boolean offer(Task task) {
        return !stopping && inbox.size() < INBOX_MAX && inbox.add(task);
    }

    /** Takes in what must not be lost. */
    void add(Task task) {
        inbox.add(task);
    }

    int inboxSize() {
        return inbox.size();
    }

    private void run() {
        var tasks = new ArrayList<Task>();
        while (!stopping || !inbox.isEmpty()) {
            gather(tasks);
            partition.step(tasks);
            tasks.clear();
            partition.awaitCommitted();
        }
        partition.releaseWaiting();
    }

    private void gather(List<Task> tasks) {
        Task first = firstTask();
        if (first != null) {
            tasks.add(first);
            inbox.drainTo(tasks, Task.STEP_MAX - 1);
        }
    }

    private @Nullable Task firstTask() {
        Task ready = inbox.poll();
        if (ready != null) {
            return ready;
        }
        long wait = Math.min(partition.nextTimer() - clock.getAsLong(), IDLE_MILLIS);
        try {
            return wait <= 0 ? null : inbox.poll(wait, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(
                    "the partition's thread is not interrupted by anyone", e);
        }
    }

    /** Applies what is in the inbox, answers what waits, and ends. */
    void stop() {
        stopping = true;
        inbox.add(new Task.Durable(0)); // wakes it
        Threads.join(thread);
    }
}
