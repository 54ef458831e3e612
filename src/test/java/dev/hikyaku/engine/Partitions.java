package dev.hikyaku.engine;

import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.Reply;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.MessageCodec;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueMachine;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.queue.ReceiptHandle;
import dev.hikyaku.queue.ReceivedMessage;
import dev.hikyaku.schedule.MissedFirings;
import dev.hikyaku.store.DiskReserve;
import dev.hikyaku.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Partitions over one store without a thread: nothing is applied, and nothing reaches the disk,
 * until the test says so.
 */
final class Partitions {
    static final long START = 1_700_000_000_000L;
    private static final int ROUNDS_MAX = 1_000;

    private final Store store;
    final Catalog catalog = new Catalog(noDefinitions());
    private final Committer committer;
    private final List<Partition> partitions = new ArrayList<>();
    private final List<List<Task>> inboxes = new ArrayList<>();
    private boolean work;
    private boolean committerFailed;
    long clock;

    Partitions(Store store, int count, long clock) {
        this.store = store;
        this.clock = clock;
        this.committer = new Committer(store, cause -> committerFailed = true);
        for (int number = 0; number < count; number++) {
            inboxes.add(new ArrayList<>());
            partitions.add(
                    new Partition(
                            number,
                            42,
                            MissedFirings.ONCE,
                            store,
                            committer,
                            catalog,
                            () -> this.clock,
                            DiskReserve.NONE,
                            new Carrier()));
        }
        partitions.forEach(Partition::load);
        partitions.forEach(Partition::resume);
    }

    /** For tests that define nothing but queues. */
    static Definitions noDefinitions() {
        return new Definitions((home, command) -> {
            throw new AssertionError("nothing is to be defined at " + home);
        });
    }

    /** The same store in a new process. */
    Partitions restart() {
        return new Partitions(store, partitions.size(), clock);
    }

    Partition partition(int number) {
        return partitions.get(number);
    }

    int count() {
        return partitions.size();
    }

    boolean committerFailed() {
        return committerFailed;
    }

    static QueueArn arn(String name) {
        return new QueueArn("eu-central-1", "000000000000", name);
    }

    static Map<String, String> redrive(String target, int maxReceiveCount) {
        return Map.of(
                "RedrivePolicy",
                "{\"deadLetterTargetArn\":\""
                        + arn(target)
                        + "\",\"maxReceiveCount\":"
                        + maxReceiveCount
                        + "}");
    }

    static QueueCommand.Send message(long queue, String body, int delaySeconds) {
        var content = new MessageContent(body, "00".repeat(16), new TreeMap<>(), Map.of(), null);
        return new QueueCommand.Send(
                queue,
                List.of(new QueueCommand.NewMessage(MessageCodec.encode(content), delaySeconds)));
    }

    /** A message of a group. */
    static QueueCommand.Send message(
            long queue,
            String body,
            int delaySeconds,
            String group,
            @Nullable String deduplicationId) {
        var content =
                new MessageContent(
                        body,
                        "00".repeat(16),
                        new TreeMap<>(),
                        Map.of(MessageContent.GROUP_ID, group),
                        null);
        return new QueueCommand.Send(
                queue,
                List.of(
                        new QueueCommand.NewMessage(
                                MessageCodec.encode(content),
                                delaySeconds,
                                group,
                                deduplicationId)));
    }

    static QueueCommand.DeleteMessages deletion(ReceiptHandle handle) {
        return new QueueCommand.DeleteMessages(handle.queue(), List.of(handle));
    }

    static List<ReceivedMessage> messages(CompletableFuture<QueueReply> reply) {
        return ((QueueReply.Received) reply.resultNow()).messages();
    }

    static List<String> bodies(CompletableFuture<QueueReply> reply) {
        return messages(reply).stream().map(m -> m.message().content().body()).toList();
    }

    static ServiceException refusal(CompletableFuture<QueueReply> reply) {
        return (ServiceException) reply.exceptionNow();
    }

    int partitionOf(QueueArn arn) {
        return Math.floorMod(arn.toString().hashCode(), partitions.size());
    }

    // --- what comes in; it waits for a step

    CompletableFuture<QueueReply> submit(int partition, QueueCommand command, long queue) {
        var request = new Task.Request(command, queue, new CompletableFuture<>());
        add(partition, request);
        return request.reply();
    }

    CompletableFuture<QueueReply> submit(long queue, QueueCommand command) {
        return submit(QueueMachine.partitionOf(queue), command, queue);
    }

    CompletableFuture<QueueReply> create(QueueCommand.Create command) {
        return submit(partitionOf(command.arn()), command, 0);
    }

    CompletableFuture<QueueReply> send(long queue, String body) {
        return submit(queue, message(queue, body, 0));
    }

    Waiter receive(long queue, int waitSeconds) {
        return receive(new QueueCommand.Receive(queue, 1, null), waitSeconds);
    }

    Waiter receive(QueueCommand.Receive command, int waitSeconds) {
        var waiter = new Waiter(command, waitSeconds * 1000L);
        add(QueueMachine.partitionOf(command.queue()), new Task.Receive(waiter));
        return waiter;
    }

    private void add(int partition, Task task) {
        inboxes.get(partition).add(task);
        work = true;
    }

    // --- what moves it

    /** Applies what has come into a partition, and what is due there. */
    void step(int partition) {
        var tasks = List.copyOf(inboxes.get(partition));
        inboxes.get(partition).clear();
        partitions.get(partition).step(tasks);
    }

    void step() {
        for (int number = 0; number < partitions.size(); number++) {
            step(number);
        }
    }

    void sync() {
        committer.turn();
    }

    /** Steps and syncs until nothing more comes of it. */
    void settle() {
        int rounds = 0;
        do {
            work = false;
            step();
            sync();
            notForever(++rounds);
        } while (work);
    }

    private static void notForever(int rounds) {
        if (rounds > ROUNDS_MAX) {
            throw new AssertionError("the partitions do not come to rest");
        }
    }

    /** Goes from timer to timer up to a moment, as the partitions' threads would. */
    void advanceSeconds(int seconds) {
        long end = clock + seconds * 1000L;
        settle();
        int rounds = 0;
        for (long next = nextTimer(); next <= end; next = nextTimer()) {
            clock = Math.max(clock, next);
            settle();
            notForever(++rounds);
        }
        clock = end;
        settle();
    }

    private long nextTimer() {
        return partitions.stream().mapToLong(Partition::nextTimer).min().orElseThrow();
    }

    // --- shortcuts that settle

    QueueDefinition define(String name, Map<String, String> attributes) {
        var reply = create(new QueueCommand.Create(arn(name), attributes, Map.of()));
        settle();
        return ((QueueReply.Defined) reply.resultNow()).queue();
    }

    long queue(String name) {
        return define(name, Map.of()).id();
    }

    List<ReceivedMessage> receiveNow(long queue, int max, @Nullable Integer visibilitySeconds) {
        var waiter = receive(new QueueCommand.Receive(queue, max, visibilitySeconds), 0);
        settle();
        return messages(waiter.reply());
    }

    /** Ready, in flight, delayed. */
    List<Long> counts(long queue) {
        var reply = submit(queue, new QueueCommand.Count(queue));
        settle();
        var counts = (QueueReply.Counts) reply.resultNow();
        return List.of(counts.ready(), counts.inFlight(), counts.delayed());
    }

    private final class Carrier implements OutboxCourier.Carrier {
        @Override
        public int partitionOf(String target) {
            return Partitions.this.partitionOf(QueueArn.parse(target));
        }

        @Override
        public CompletableFuture<Reply> deliver(int partition, Task.Deliver deliver) {
            add(partition, deliver);
            return deliver.reply();
        }

        @Override
        public void back(int partition, Task task) {
            add(partition, task);
        }

        @Override
        public void backLater(int partition, Task task) {
            add(partition, task);
        }
    }
}
