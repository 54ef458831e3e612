package dev.hikyaku.engine;

import dev.hikyaku.definition.DefinitionMachine;
import dev.hikyaku.journal.JournalMachine;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.Reply;
import dev.hikyaku.queue.Parcel;
import dev.hikyaku.queue.QueueMachine;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.schedule.MissedFirings;
import dev.hikyaku.schedule.Outgoing;
import dev.hikyaku.schedule.ScheduleMachine;
import dev.hikyaku.store.Kv;
import dev.hikyaku.store.Outbox;
import dev.hikyaku.store.PartitionKeys;
import dev.hikyaku.store.Space;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A partition's state, as a deterministic state machine: its queues, definitions, journals and
 * schedules, and the two ends of the outbox. An entry that another partition sends twice counts
 * once, because the highest position accepted from each source is kept.
 */
public final class PartitionMachine {
    /** Where the partition stands: the next command's sequence number, and the time of the last. */
    public record Head(long nextSequence, long lastMillis) {}

    private static final byte HEAD = 'h';
    private static final byte ACCEPTED = 'a';
    private static final byte VERSION = 1;

    private final int partition;
    private final QueueMachine queues;
    private final DefinitionMachine definitions;
    private final JournalMachine journals;
    private final ScheduleMachine schedules;
    private boolean posted;

    /**
     * Makes the machine; {@link #load} comes next.
     *
     * @param salt what makes this store's message ids its own
     */
    public PartitionMachine(int partition, long salt, MissedFirings missed) {
        this.partition = partition;
        this.queues = new QueueMachine(partition, salt);
        this.definitions = new DefinitionMachine(partition);
        this.journals = new JournalMachine(partition);
        this.schedules = new ScheduleMachine(partition, this::post, missed);
    }

    private void post(Kv kv, long position, Outgoing out) {
        Parcel parcel = Parcel.of(out.content());
        for (Outgoing.Otherwise instead : out.otherwise()) {
            MessageContent content = instead.content();
            parcel =
                    content == null
                            ? parcel.or(instead.queue())
                            : parcel.or(instead.queue(), content);
        }
        Outbox.put(
                kv, partition, new Outbox.Entry(position, out.queue().toString(), parcel.encode()));
        posted = true;
    }

    /** Whether something was put into the outbox since the last call. */
    public boolean takePosted() {
        boolean byQueues = queues.takePosted();
        boolean bySchedules = posted;
        posted = false;
        return byQueues || bySchedules;
    }

    /** Reads what there is, forgetting what was held in memory. */
    public Head load(Kv kv) {
        queues.load(kv);
        schedules.load();
        byte[] bytes = kv.get(Space.META, PartitionKeys.own(partition, HEAD, 0));
        if (bytes == null) {
            return new Head(1, 0);
        }
        var in = ByteBuffer.wrap(bytes);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException("partition head of unknown version " + version);
        }
        return new Head(in.getLong(), in.getLong());
    }

    /** Writes what is derived from many commands, at the end of a group. */
    public void finishGroup(Kv kv, Head head) {
        queues.writeCounters(kv);
        byte[] bytes =
                ByteBuffer.allocate(1 + 2 * Long.BYTES)
                        .put(VERSION)
                        .putLong(head.nextSequence)
                        .putLong(head.lastMillis)
                        .array();
        kv.put(Space.META, PartitionKeys.own(partition, HEAD, 0), bytes);
    }

    public QueueMachine queues() {
        return queues;
    }

    public DefinitionMachine definitions() {
        return definitions;
    }

    public ScheduleMachine schedules() {
        return schedules;
    }

    public Reply apply(Kv kv, PartitionCommand command, long sequence, long now) {
        return switch (command) {
            case PartitionCommand.Queue queue -> queues.apply(kv, queue.command(), sequence, now);
            case PartitionCommand.Define define ->
                    definitions.apply(kv, define.command(), sequence);
            case PartitionCommand.Journal journal ->
                    journals.apply(kv, journal.command(), sequence);
            case PartitionCommand.Schedule schedule ->
                    schedules.apply(kv, schedule.command(), sequence, now);
            case PartitionCommand.Accept accept -> accept(kv, accept, sequence, now);
            case PartitionCommand.Acknowledge acknowledge -> acknowledge(kv, acknowledge);
        };
    }

    private QueueReply accept(Kv kv, PartitionCommand.Accept command, long sequence, long now) {
        byte[] key = PartitionKeys.own(partition, ACCEPTED, command.source());
        byte[] last = kv.get(Space.META, key);
        long accepted = last == null ? 0 : ByteBuffer.wrap(last).getLong();
        List<Outbox.Entry> fresh =
                command.entries().stream().filter(entry -> entry.position() > accepted).toList();
        if (!fresh.isEmpty()) {
            queues.accept(kv, fresh, sequence, now);
            long position = fresh.getLast().position();
            kv.put(Space.META, key, ByteBuffer.allocate(Long.BYTES).putLong(position).array());
        }
        return new QueueReply.Done();
    }

    private QueueReply acknowledge(Kv kv, PartitionCommand.Acknowledge command) {
        command.entries().forEach(entry -> Outbox.delete(kv, partition, entry.position()));
        return new QueueReply.Done();
    }
}
