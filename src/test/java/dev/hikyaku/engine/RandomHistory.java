package dev.hikyaku.engine;

import dev.hikyaku.model.QueueArn;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueMachine;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.queue.ReceiptHandle;
import dev.hikyaku.schedule.MissedFirings;
import dev.hikyaku.schedule.ScheduleCommand;
import dev.hikyaku.store.MemoryStore;
import dev.hikyaku.store.Outbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A history of some partitions from one seed: what clients ask for, ticks when the machines want
 * them, and now and then when they do not, and outboxes that are carried, some loads twice. What is
 * asked for depends on the answers, so it is made by a replica that writes each command by itself.
 */
final class RandomHistory {
    private static final int PARTITIONS = 2;
    private static final int HANDLES_MAX = 60;
    private static final String FIFO = ".fifo";
    private static final QueueArn NO_QUEUE = Partitions.arn("none");

    private final Random random;
    private final RandomCommands commands;
    private final Replica replica;
    private final List<CommandLog.Entry> entries = new ArrayList<>();
    private final List<ReceiptHandle> handles = new ArrayList<>();
    private final Map<Long, QueueArn> arns = new TreeMap<>();
    private final long[] sequences = new long[PARTITIONS];
    private long now = Partitions.START;

    private RandomHistory(long seed, MissedFirings missed) {
        random = new Random(seed);
        commands = new RandomCommands(random);
        replica = new Replica(PARTITIONS, missed, new MemoryStore(), store -> store);
    }

    /** A log of about that many commands. */
    static CommandLog of(long seed, MissedFirings missed, int length) {
        var history = new RandomHistory(seed, missed);
        history.create();
        while (history.entries.size() < length) {
            history.act();
        }
        return new CommandLog(PARTITIONS, List.copyOf(history.entries));
    }

    private static int partitionOf(String arn) {
        return Math.floorMod(arn.hashCode(), PARTITIONS);
    }

    private void create() {
        define("plain", Map.of());
        define("dead", Map.of());
        define("dead" + FIFO, Map.of("FifoQueue", "true"));
        for (String name : List.of("a", "b", "c")) {
            var attributes = new TreeMap<>(Partitions.redrive("dead", 2));
            attributes.put("MessageRetentionPeriod", "600");
            define(name, attributes);
        }
        for (String name : List.of("a", "b")) {
            var attributes = new TreeMap<>(Partitions.redrive("dead" + FIFO, 2));
            attributes.put("FifoQueue", "true");
            attributes.put("MessageRetentionPeriod", "900");
            define(name + FIFO, attributes);
        }
        define("returning", Partitions.redrive("nowhere", 1));
    }

    private void define(String name, Map<String, String> attributes) {
        QueueArn arn = Partitions.arn(name);
        apply(
                partitionOf(arn.toString()),
                new QueueCommand.Create(arn, attributes, Map.of("owner", name, "kind", "test")));
    }

    private void act() {
        int dice = random.nextInt(100);
        if (dice < 66) {
            onQueue();
        } else if (dice < 72) {
            passingQueue();
        } else if (dice < 78) {
            var command = commands.schedule();
            apply(random.nextInt(PARTITIONS), new PartitionCommand.Schedule(command));
        } else if (dice < 82) {
            apply(
                    random.nextInt(PARTITIONS),
                    new PartitionCommand.Define(commands.definition(entries.size())));
        } else if (dice < 87) {
            var command = commands.journal(now, entries.size());
            apply(partitionOf(command.journal()), new PartitionCommand.Journal(command));
        } else if (dice < 92) {
            carry(random.nextInt(PARTITIONS));
        } else {
            pass();
        }
    }

    private void onQueue() {
        long queue = List.copyOf(arns.keySet()).get(random.nextInt(arns.size()));
        boolean fifo = arns.getOrDefault(queue, NO_QUEUE).fifo();
        ReceiptHandle handle =
                handles.isEmpty()
                        ? new ReceiptHandle(queue, 1, 1, 1, 1)
                        : handles.get(random.nextInt(handles.size()));
        QueueCommand command = commands.onQueue(queue, fifo, handle, entries.size());
        apply(partition(command, queue), command);
    }

    /** Commands with a handle go to the handle's queue. */
    private static int partition(QueueCommand command, long queue) {
        long target =
                switch (command) {
                    case QueueCommand.DeleteMessages delete -> delete.queue();
                    case QueueCommand.ChangeVisibility change -> change.queue();
                    case QueueCommand.Release release -> release.queue();
                    case QueueCommand.Bury bury -> bury.queue();
                    default -> queue;
                };
        return QueueMachine.partitionOf(target);
    }

    private void passingQueue() {
        String name = "passing" + random.nextInt(3) + (random.nextBoolean() ? FIFO : "");
        QueueArn arn = Partitions.arn(name);
        int partition = partitionOf(arn.toString());
        Long there = replica.machine(partition).queues().idOf(arn.toString());
        if (there == null) {
            define(name, arn.fifo() ? Map.of("FifoQueue", "true") : Map.of());
        } else {
            apply(partition, new QueueCommand.Delete(there));
        }
    }

    /** Some of what is in an outbox arrives, some of it twice, and is then taken out. */
    private void carry(int source) {
        List<Outbox.Entry> load = replica.outbox(source, 1 + random.nextInt(40));
        if (load.isEmpty()) {
            return;
        }
        for (int target = 0; target < PARTITIONS; target++) {
            int number = target;
            var part = load.stream().filter(e -> partitionOf(e.target()) == number).toList();
            for (int times = random.nextInt(4) == 0 ? 2 : 1;
                    times > 0 && !part.isEmpty();
                    times--) {
                apply(target, new PartitionCommand.Accept(source, part));
            }
        }
        apply(source, new PartitionCommand.Acknowledge(load));
    }

    private void pass() {
        now += random.nextInt(20) == 0 ? random.nextInt(200_000) : random.nextInt(4_000);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            PartitionMachine machine = replica.machine(partition);
            if (machine.schedules().nextTick() <= now || random.nextInt(50) == 0) {
                apply(partition, new PartitionCommand.Schedule(new ScheduleCommand.Tick()));
            }
            for (long queue : List.copyOf(machine.queues().queueIds())) {
                if (machine.queues().nextTick(queue) <= now || random.nextInt(50) == 0) {
                    apply(partition, machine.queues().tick(queue, now));
                }
            }
        }
    }

    private void apply(int partition, QueueCommand command) {
        apply(partition, new PartitionCommand.Queue(command));
    }

    private void apply(int partition, PartitionCommand command) {
        var entry = new CommandLog.Entry(partition, command, ++sequences[partition], now);
        entries.add(entry);
        learn(replica.apply(entry));
        replica.finishGroup();
    }

    private void learn(Object reply) {
        switch (reply) {
            case QueueReply.Defined(var queue) -> arns.put(queue.id(), queue.arn());
            case QueueReply.Removed(var queue) -> arns.remove(queue.id());
            case QueueReply.Received(var messages) ->
                    messages.forEach(message -> remember(message.handle()));
            default -> {}
        }
    }

    private void remember(ReceiptHandle handle) {
        handles.add(handle);
        if (handles.size() > HANDLES_MAX) {
            handles.removeFirst();
        }
    }
}
