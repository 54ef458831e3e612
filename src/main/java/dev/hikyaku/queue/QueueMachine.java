package dev.hikyaku.queue;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.Limits;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.QueueAttributes;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.store.Cursor;
import dev.hikyaku.store.Kv;
import dev.hikyaku.store.Outbox;
import dev.hikyaku.store.Space;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The queues of one partition, as a deterministic state machine: the same commands with the same
 * sequence numbers and times give the same state and the same replies.
 *
 * <p>A command that is refused throws {@link ServiceException} before it has written anything. Any
 * other exception is a bug or a failing disk: the caller drops what was not yet written and calls
 * {@link #load}, which derives everything that is held in memory from the store.
 *
 * <p>What is in memory per queue is small and fixed ({@link QueueState}); the messages, and the
 * index of what is visible when ({@link QueueIndex}), are in the store alone.
 */
public final class QueueMachine {
    private static final int PARTITION_SHIFT = 48;

    private final int partition;
    private final Keys keys;
    private final QueueIndex index;
    private final Remembered remembered;
    private final Retention retention;
    private final Transfers transfers;
    private final Sends sends;
    private final Receives receives;
    private final Settlements settlements;
    private final Moves moves;
    private final Map<Long, QueueState> queues = new HashMap<>();
    private final Map<QueueArn, QueueState> byArn = new HashMap<>();
    private final Map<Long, QueueStats> stats = new ConcurrentHashMap<>(); // read by other threads
    private final Set<QueueState> changed = new HashSet<>();

    /**
     * Makes the machine; {@link #load} comes next.
     *
     * @param salt what makes this store's message ids its own
     */
    public QueueMachine(int partition, long salt) {
        this.partition = partition;
        this.keys = new Keys(partition);
        this.index = new QueueIndex(keys);
        this.remembered = new Remembered(keys);
        var messages = new Messages(keys);
        this.retention = new Retention(messages, index);
        this.transfers = new Transfers(partition, messages);
        this.sends = new Sends(new MessageIds(salt, partition), messages, index, remembered);
        this.receives =
                new Receives(
                        messages,
                        index,
                        transfers,
                        retention,
                        new Attempts(messages, index, remembered));
        this.settlements = new Settlements(messages, index, transfers);
        this.moves = new Moves(keys, messages, index, transfers);
    }

    /** Reads what there is, forgetting what was held in memory. */
    public void load(Kv kv) {
        queues.clear();
        byArn.clear();
        changed.clear();
        index.unload();
        try (Cursor cursor = kv.scan(Space.META, keys.definition(0), keys.definitionsEnd())) {
            while (cursor.next()) {
                QueueDefinition definition = DefinitionCodec.decode(cursor.value());
                byte[] counters = kv.get(Space.META, keys.counters(definition.id()));
                register(definition, counters == null ? new Counters() : Counters.decode(counters));
            }
        }
        queues.values().forEach(queue -> moves.load(kv, queue));
    }

    private QueueState register(QueueDefinition definition, Counters counters) {
        var state =
                new QueueState(
                        definition,
                        counters,
                        stats.computeIfAbsent(definition.id(), id -> new QueueStats()));
        queues.put(definition.id(), state);
        byArn.put(definition.arn(), state);
        return state;
    }

    /** The definitions of all queues. */
    public List<QueueDefinition> definitions() {
        return queues.values().stream().map(queue -> queue.definition).toList();
    }

    public Collection<Long> queueIds() {
        return queues.keySet();
    }

    /** What a queue has done; null if there is no such queue. */
    public @Nullable QueueStats stats(long queue) {
        return stats.get(queue);
    }

    /**
     * Whether a receive would find something now; never true beyond the limit of messages in
     * flight.
     */
    public boolean receivable(long queue) {
        QueueState state = queues.get(queue);
        return state != null && state.hasReady() && state.counters.inFlight < Limits.IN_FLIGHT_MAX;
    }

    /** Whether something was put into the outbox since the last call. */
    public boolean takePosted() {
        return transfers.takePosted();
    }

    /**
     * When the queue next wants a {@link QueueCommand.Tick}, in milliseconds since 1970; never if
     * it has no reason.
     */
    public long nextTick(long queue) {
        QueueState state = queues.get(queue);
        if (state == null) {
            return QueueState.NEVER;
        }
        long next = Math.min(Math.min(state.nextDue, state.nextForget), state.nextMove);
        return state.counters.ready > 0 ? Math.min(next, state.nextSweep) : next;
    }

    /** The tick that a queue wants now. */
    public QueueCommand.Tick tick(long queue, long now) {
        QueueState state = queues.get(queue);
        return state == null || state.nextSweep > now
                ? new QueueCommand.Tick(queue)
                : new QueueCommand.Tick(queue, state.sweepFrom);
    }

    /**
     * Writes the counters that changed since the last call: once a group, however many commands it
     * has.
     */
    public void writeCounters(Kv kv) {
        for (QueueState queue : changed) {
            queue.counters.check();
            kv.put(Space.META, keys.counters(queue.id()), queue.counters.encode());
        }
        changed.clear();
    }

    /**
     * Applies a command.
     *
     * @param sequence greater than any before in this partition
     * @param now milliseconds since 1970, not less than any before in this partition
     * @throws ServiceException if the command is refused; nothing but what time has moved was
     *     changed then
     */
    public QueueReply apply(Kv kv, QueueCommand command, long sequence, long now) {
        var step = new Step(kv, sequence, now);
        try {
            QueueReply reply = apply(step, command);
            finish(step);
            return reply;
        } catch (ServiceException e) {
            finish(step); // it may have moved what was due
            throw e;
        }
    }

    /** Writes what the step holds back. */
    private void finish(Step step) {
        for (QueueState queue : step.changed()) {
            index.groups().settle(step, queue);
            changed.add(queue);
        }
    }

    private QueueReply apply(Step step, QueueCommand command) {
        return switch (command) {
            case QueueCommand.Create create -> create(step, create);
            case QueueCommand.SetAttributes set ->
                    setAttributes(step, require(set.queue()), set.attributes());
            case QueueCommand.Redefine redefine ->
                    redefine(step, require(redefine.queue()), redefine.change());
            case QueueCommand.Delete delete -> deleteQueue(step, require(delete.queue()), delete);
            case QueueCommand.Purge purge -> purge(step, require(purge.queue()));
            case QueueCommand.Send send -> sends.send(step, require(send.queue()), send.messages());
            case QueueCommand.Receive receive ->
                    receives.receive(step, require(receive.queue()), receive);
            case QueueCommand.DeleteMessages delete ->
                    settlements.delete(step, require(delete.queue()), delete.handles());
            case QueueCommand.ChangeVisibility change ->
                    settlements.changeVisibility(step, require(change.queue()), change.changes());
            case QueueCommand.Release release ->
                    settlements.release(step, require(release.queue()), release.handles());
            case QueueCommand.Bury bury ->
                    settlements.bury(step, require(bury.queue()), bury.burials());
            case QueueCommand.StartMove start -> moves.start(step, require(start.queue()), start);
            case QueueCommand.CancelMove cancel ->
                    moves.cancel(step, require(cancel.queue()), cancel.task());
            case QueueCommand.ListMoves list -> Moves.list(require(list.queue()));
            case QueueCommand.Count count -> count(step, require(count.queue()));
            case QueueCommand.Tick tick -> tick(step, queues.get(tick.queue()), tick);
        };
    }

    private QueueState require(long id) {
        QueueState queue = queues.get(id);
        if (queue == null) {
            throw ServiceException.noSuchQueue();
        }
        return queue;
    }

    // --- queues

    private QueueReply create(Step step, QueueCommand.Create command) {
        QueueState existing = byArn.get(command.arn());
        if (existing != null) {
            return sameOrRefused(existing.definition, command.attributes());
        }
        QueueAttributes attributes = QueueAttributes.defaults().with(command.attributes());
        if (!command.arn().internal()) {
            QueueArn.checkNewName(command.arn().name(), attributes.fifo());
        }
        long id = uniqueId(step);
        var definition =
                new QueueDefinition(
                        id,
                        id,
                        command.arn(),
                        attributes,
                        command.tags(),
                        step.now(),
                        step.now(),
                        0);
        store(step, definition);
        QueueState queue = register(definition, new Counters());
        queue.ungroupedLine.setComplete();
        queue.nextForget = QueueState.NEVER;
        return new QueueReply.Defined(definition);
    }

    /** At most one a command. 48 bits of sequence last for centuries. */
    private long uniqueId(Step step) {
        return ((long) partition << PARTITION_SHIFT) + step.sequence();
    }

    /** No position of this sequence number or a later one is below this. */
    public static long firstPosition(long sequence) {
        return Step.firstPosition(sequence);
    }

    /** The id of the queue with this ARN, or null. */
    public @Nullable Long idOf(String arn) {
        QueueState queue = byArn.get(QueueArn.parse(arn));
        return queue == null ? null : queue.id();
    }

    /** The partition in which a queue lives. */
    public static int partitionOf(long queue) {
        return (int) (queue >>> PARTITION_SHIFT);
    }

    private static QueueReply sameOrRefused(QueueDefinition existing, Map<String, String> asked) {
        String differing = existing.attributes().differing(asked);
        if (differing != null) {
            throw new ServiceException(
                    ErrorCode.QUEUE_NAME_EXISTS,
                    "A queue already exists with the same name and a different value for attribute "
                            + differing
                            + ".");
        }
        return new QueueReply.Defined(existing);
    }

    private void store(Step step, QueueDefinition definition) {
        step.kv()
                .put(
                        Space.META,
                        keys.definition(definition.id()),
                        DefinitionCodec.encode(definition));
    }

    private QueueReply setAttributes(Step step, QueueState queue, Map<String, String> attributes) {
        QueueAttributes changed = queue.definition.attributes().with(attributes);
        if (changed.fifo() != queue.fifo()) {
            throw new ServiceException(
                    ErrorCode.INVALID_ATTRIBUTE_VALUE,
                    "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not"
                            + " supported.");
        }
        queue.definition = queue.definition.withAttributes(changed, step.now());
        store(step, queue.definition);
        return new QueueReply.Defined(queue.definition);
    }

    private QueueReply redefine(Step step, QueueState queue, DefinitionChange change) {
        queue.definition = change.appliedTo(queue.definition, step.now());
        store(step, queue.definition);
        return new QueueReply.Defined(queue.definition);
    }

    private QueueReply deleteQueue(Step step, QueueState queue, QueueCommand.Delete command) {
        if (command.onlyIfEmpty() && !queue.counters.empty()) {
            return new QueueReply.Done();
        }
        dropStorage(step, queue.storage());
        remembered.drop(step, queue);
        moves.drop(step, queue);
        step.kv().delete(Space.META, keys.definition(queue.id()));
        step.kv().delete(Space.META, keys.counters(queue.id()));
        queues.remove(queue.id());
        byArn.remove(queue.definition.arn());
        stats.remove(queue.id());
        changed.remove(queue);
        return new QueueReply.Removed(queue.definition);
    }

    private QueueReply purge(Step step, QueueState queue) {
        if (step.now() - queue.definition.purgedAtMillis()
                < Limits.PURGE_INTERVAL_SECONDS * 1000L) {
            throw new ServiceException(
                    ErrorCode.PURGE_QUEUE_IN_PROGRESS,
                    "Only one PurgeQueue operation on "
                            + queue.definition.arn().name()
                            + " is allowed every 60 seconds.");
        }
        dropStorage(step, queue.storage());
        queue.reset(queue.definition.purged(uniqueId(step), step.now()));
        store(step, queue.definition);
        step.changed(queue);
        return new QueueReply.Defined(queue.definition);
    }

    private void dropStorage(Step step, long storage) {
        for (Space space : Space.ofQueues()) {
            step.kv().deleteRange(space, keys.storage(storage), keys.storageEnd(storage));
        }
    }

    // --- messages between queues

    /**
     * Takes in what another partition's outbox, or this one's own, has for queues here: at most 400
     * entries.
     */
    public void accept(Kv kv, List<Outbox.Entry> delivered, long sequence, long now) {
        var step = new Step(kv, sequence, now);
        delivered.forEach(entry -> accept(step, entry));
        finish(step);
    }

    private void accept(Step step, Outbox.Entry delivered) {
        var target = QueueArn.parse(delivered.target());
        if (Parcel.is(delivered.payload())) {
            accept(step, target, Parcel.decode(delivered.payload()));
            return;
        }
        Transfer transfer = Transfer.decode(delivered.payload());
        QueueState queue = byArn.get(target);
        if (queue != null) {
            sends.accept(step, queue, transfer);
        } else if (transfer.kind() != Transfer.Kind.RETURN) {
            transfers.giveBack(step, target, transfer);
        }
        // a message that comes back to a queue which was deleted meanwhile is deleted with it
    }

    private void accept(Step step, QueueArn target, Parcel parcel) {
        QueueState queue = byArn.get(target);
        if (queue != null && sends.accept(step, queue, parcel)) {
            return;
        }
        parcel.otherwise()
                .forEach(other -> transfers.post(step, other.queue(), parcel.instead(other)));
    }

    // --- time

    private QueueReply count(Step step, QueueState queue) {
        index.timed().promoteDue(step, queue);
        Counters counters = queue.counters;
        return new QueueReply.Counts(
                counters.ready,
                counters.inFlight,
                counters.delayed,
                retention.oldestSentAt(step, queue));
    }

    private QueueReply tick(Step step, @Nullable QueueState queue, QueueCommand.Tick tick) {
        if (queue != null) {
            index.timed().promoteDue(step, queue);
            if (tick.sweeps()) {
                retention.sweep(step, queue, tick.sweepFrom());
            }
            remembered.forget(step, queue);
            moves.advance(step, queue);
        }
        return new QueueReply.Done();
    }
}
