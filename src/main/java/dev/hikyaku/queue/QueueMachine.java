package dev.hikyaku.queue;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.Limits;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.QueueAttributes;
import dev.hikyaku.model.RedrivePolicy;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.store.Cursor;
import dev.hikyaku.store.Kv;
import dev.hikyaku.store.Outbox;
import dev.hikyaku.store.Space;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
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
    /** What one receive may answer in bytes of messages; at least one message always goes. */
    private static final int RECEIVE_BYTES_MAX = Limits.MESSAGE_BYTES_MAX;

    private static final int PARTITION_SHIFT = 48;
    private static final long SWEEP_INTERVAL_MILLIS = 60_000;

    private final int partition;
    private final Keys keys;
    private final MessageIds ids;
    private final QueueIndex index;
    private final Map<Long, QueueState> queues = new HashMap<>();
    private final Map<QueueArn, QueueState> byArn = new HashMap<>();
    private final Map<Long, QueueStats> stats = new ConcurrentHashMap<>(); // read by other threads
    private final Set<QueueState> changed = new HashSet<>();
    private boolean posted;

    /**
     * Makes the machine; {@link #load} comes next.
     *
     * @param salt what makes this store's message ids its own
     */
    public QueueMachine(int partition, long salt) {
        this.partition = partition;
        this.keys = new Keys(partition);
        this.ids = new MessageIds(salt, partition);
        this.index = new QueueIndex(keys);
    }

    /** Reads what there is, forgetting what was held in memory. */
    public void load(Kv kv) {
        queues.clear();
        byArn.clear();
        changed.clear();
        try (Cursor cursor = kv.scan(Space.META, keys.definition(0), keys.definitionsEnd())) {
            while (cursor.next()) {
                QueueDefinition definition = DefinitionCodec.decode(cursor.value());
                byte[] counters = kv.get(Space.META, keys.counters(definition.id()));
                register(definition, counters == null ? new Counters() : Counters.decode(counters));
            }
        }
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
        return state != null
                && state.counters.ready > 0
                && state.counters.inFlight < Limits.IN_FLIGHT_MAX;
    }

    /** Whether something was put into the outbox since the last call. */
    public boolean takePosted() {
        boolean was = posted;
        posted = false;
        return was;
    }

    public boolean exists(long queue) {
        return queues.containsKey(queue);
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
        return state.counters.ready > 0 ? Math.min(state.nextDue, state.nextSweep) : state.nextDue;
    }

    /**
     * Writes the counters that changed since the last call: once a group, however many commands it
     * has.
     */
    public void writeCounters(Kv kv) {
        for (QueueState queue : changed) {
            queue.counters.check();
            kv.put(Space.META, keys.counters(queue.id()), queue.counters.encode());
            queue.countersChanged = false;
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
        return switch (command) {
            case QueueCommand.Create create -> create(step, create);
            case QueueCommand.SetAttributes set ->
                    setAttributes(step, require(set.queue()), set.attributes());
            case QueueCommand.Redefine redefine ->
                    redefine(step, require(redefine.queue()), redefine.change());
            case QueueCommand.Delete delete -> deleteQueue(step, require(delete.queue()));
            case QueueCommand.Purge purge -> purge(step, require(purge.queue()));
            case QueueCommand.Send send -> send(step, require(send.queue()), send.messages());
            case QueueCommand.Receive receive -> receive(step, require(receive.queue()), receive);
            case QueueCommand.DeleteMessages delete ->
                    deleteMessages(step, require(delete.queue()), delete.handles());
            case QueueCommand.ChangeVisibility change ->
                    changeVisibility(step, require(change.queue()), change.changes());
            case QueueCommand.Count count -> count(step, require(count.queue()));
            case QueueCommand.Tick tick -> tick(step, queues.get(tick.queue()));
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
        register(definition, new Counters()).window.setComplete();
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
        queue.definition =
                queue.definition.withAttributes(
                        queue.definition.attributes().with(attributes), step.now());
        store(step, queue.definition);
        return new QueueReply.Defined(queue.definition);
    }

    private QueueReply redefine(Step step, QueueState queue, DefinitionChange change) {
        queue.definition = change.appliedTo(queue.definition, step.now());
        store(step, queue.definition);
        return new QueueReply.Defined(queue.definition);
    }

    private QueueReply deleteQueue(Step step, QueueState queue) {
        dropStorage(step, queue.storage());
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
        touched(queue);
        return new QueueReply.Defined(queue.definition);
    }

    private void dropStorage(Step step, long storage) {
        for (Space space : Space.values()) {
            step.kv().deleteRange(space, keys.storage(storage), keys.storageEnd(storage));
        }
    }

    private void touched(QueueState queue) {
        if (queue.countersChanged) {
            changed.add(queue);
        }
    }

    // --- messages

    private QueueReply send(Step step, QueueState queue, List<QueueCommand.NewMessage> messages) {
        var sent = new ArrayList<UUID>(messages.size());
        for (var message : messages) {
            long number = step.nextPosition();
            UUID id = ids.at(number);
            Entry entry =
                    storeMessage(
                            step,
                            queue,
                            number,
                            StoredMessage.create(id, step.now(), message.content()));
            if (message.delaySeconds() > 0) {
                index.addTimed(
                        step,
                        queue,
                        entry.with(Entry.DELAYED),
                        step.now() + message.delaySeconds() * 1000L);
            } else {
                index.addReady(step, queue, entry);
            }
            sent.add(id);
        }
        queue.stats.sent().add(messages.size());
        touched(queue);
        return new QueueReply.Sent(sent);
    }

    private Entry storeMessage(Step step, QueueState queue, long number, StoredMessage message) {
        step.kv().put(Space.MESSAGES, keys.message(queue.storage(), number), message.bytes());
        return Entry.fresh(number, message.sentAtMillis());
    }

    private QueueReply receive(Step step, QueueState queue, QueueCommand.Receive command) {
        index.promoteDue(step, queue);
        queue.lastReceiveAt = step.now();
        int room =
                (int)
                        Math.min(
                                command.maxMessages(),
                                Limits.IN_FLIGHT_MAX - queue.counters.inFlight);
        if (room <= 0) {
            touched(queue);
            throw new ServiceException(
                    ErrorCode.OVER_LIMIT,
                    "The queue has "
                            + Limits.IN_FLIGHT_MAX
                            + " messages in flight, which is the limit.");
        }
        var received = new ArrayList<ReceivedMessage>(room);
        long handedBackFrom = step.nextPosition(); // a timeout of 0 makes a message ready at once
        int bytes = 0;
        for (int looked = 0; received.size() < room && looked < Step.MOVES_MAX; looked++) {
            ReadyWindow.Item item = index.peekReady(step, queue);
            if (item == null || item.position() >= handedBackFrom) {
                break;
            }
            if (dropIfExpired(step, queue, item) || deadLetterIfDue(step, queue, item)) {
                continue;
            }
            StoredMessage message = readMessage(step, queue, item.entry());
            bytes += message.sizeBytes();
            if (bytes > RECEIVE_BYTES_MAX && !received.isEmpty()) {
                break;
            }
            received.add(handOut(step, queue, item, message, command.visibilityTimeoutSeconds()));
        }
        queue.stats.received().add(received.size());
        touched(queue);
        return new QueueReply.Received(received);
    }

    private ReceivedMessage handOut(
            Step step,
            QueueState queue,
            ReadyWindow.Item item,
            StoredMessage message,
            @Nullable Integer visibilityTimeoutSeconds) {
        index.takeReady(step, queue, item);
        Entry entry = item.entry().received(step.now());
        int seconds =
                visibilityTimeoutSeconds == null
                        ? queue.definition.attributes().visibilityTimeoutSeconds()
                        : visibilityTimeoutSeconds;
        long visibleAt = step.now() + seconds * 1000L;
        long position = 0;
        if (seconds == 0) {
            index.addReady(step, queue, entry);
        } else {
            position = index.addTimed(step, queue, entry, visibleAt);
        }
        var handle =
                new ReceiptHandle(
                        queue.id(), entry.message(), entry.receiveCount(), visibleAt, position);
        return new ReceivedMessage(handle, message, entry.receiveCount(), entry.firstReceivedAt());
    }

    private StoredMessage readMessage(Step step, QueueState queue, Entry entry) {
        byte[] bytes =
                step.kv().get(Space.MESSAGES, keys.message(queue.storage(), entry.message()));
        return StoredMessage.decode(
                Objects.requireNonNull(bytes, "the index has a message that the store has not"));
    }

    private void deleteMessage(Step step, QueueState queue, Entry entry) {
        step.kv().delete(Space.MESSAGES, keys.message(queue.storage(), entry.message()));
    }

    private boolean dropIfExpired(Step step, QueueState queue, ReadyWindow.Item item) {
        if (!item.entry().expired(queue.definition.attributes().retentionMillis(), step.now())) {
            return false;
        }
        index.takeReady(step, queue, item);
        deleteMessage(step, queue, item.entry());
        queue.stats.expired().increment();
        return true;
    }

    private boolean deadLetterIfDue(Step step, QueueState queue, ReadyWindow.Item item) {
        RedrivePolicy policy = queue.definition.attributes().redrivePolicy();
        Entry entry = item.entry();
        if (policy == null
                || entry.is(Entry.RETURNED)
                || entry.receiveCount() - entry.arrivalCount() < policy.maxReceiveCount()) {
            return false;
        }
        StoredMessage message = readMessage(step, queue, entry);
        index.takeReady(step, queue, item);
        deleteMessage(step, queue, entry);
        var transfer =
                new Transfer(
                        Transfer.Kind.DEAD_LETTER,
                        queue.definition.arn(),
                        entry.receiveCount(),
                        entry.firstReceivedAt(),
                        message);
        post(step, policy.deadLetterTarget(), transfer);
        queue.stats.deadLettered().increment();
        return true;
    }

    private void post(Step step, QueueArn target, Transfer transfer) {
        var entry = new Outbox.Entry(step.nextPosition(), target.toString(), transfer.encode());
        Outbox.put(step.kv(), partition, entry);
        posted = true;
    }

    /**
     * Takes in what another partition's outbox, or this one's own, has for queues here: at most 400
     * entries.
     */
    public void accept(Kv kv, List<Outbox.Entry> delivered, long sequence, long now) {
        var step = new Step(kv, sequence, now);
        delivered.forEach(entry -> accept(step, entry));
    }

    private void accept(Step step, Outbox.Entry delivered) {
        var target = QueueArn.parse(delivered.target());
        Transfer transfer = Transfer.decode(delivered.payload());
        QueueState queue = byArn.get(target);
        if (queue != null) {
            add(step, queue, transfer);
        } else if (transfer.kind() == Transfer.Kind.DEAD_LETTER) {
            var back =
                    new Transfer(
                            Transfer.Kind.RETURN,
                            target,
                            transfer.receiveCount(),
                            transfer.firstReceivedAt(),
                            transfer.message());
            post(step, transfer.from(), back);
        }
        // a message that comes back to a queue which was deleted meanwhile is deleted with it
    }

    private void add(Step step, QueueState queue, Transfer transfer) {
        boolean returned = transfer.kind() == Transfer.Kind.RETURN;
        StoredMessage message =
                returned ? transfer.message() : transfer.message().from(transfer.from().toString());
        long number = step.nextPosition();
        storeMessage(step, queue, number, message);
        int count = transfer.receiveCount();
        var entry =
                new Entry(
                        number,
                        message.sentAtMillis(),
                        count,
                        returned ? 0 : count,
                        transfer.firstReceivedAt(),
                        0,
                        returned ? Entry.RETURNED : 0);
        index.addReady(step, queue, entry);
        touched(queue);
    }

    private QueueReply deleteMessages(Step step, QueueState queue, List<ReceiptHandle> handles) {
        index.promoteDue(step, queue);
        var outcomes = new ArrayList<@Nullable ServiceException>(handles.size());
        for (ReceiptHandle handle : handles) {
            outcomes.add(
                    handle.queue() == queue.id()
                            ? delete(step, queue, handle)
                            : ReceiptHandle.invalid());
        }
        touched(queue);
        return new QueueReply.Outcomes(outcomes);
    }

    private @Nullable ServiceException delete(Step step, QueueState queue, ReceiptHandle handle) {
        QueueIndex.Found found = index.find(step, queue, handle);
        if (found != null) {
            index.remove(step, queue, found);
            deleteMessage(step, queue, found.entry());
            queue.stats.deleted().increment();
        }
        return null;
    }

    private QueueReply changeVisibility(
            Step step, QueueState queue, List<QueueCommand.ChangeVisibility.Change> changes) {
        index.promoteDue(step, queue);
        var outcomes = new ArrayList<@Nullable ServiceException>(changes.size());
        for (var change : changes) {
            outcomes.add(
                    change.handle().queue() == queue.id()
                            ? changeVisibility(step, queue, change)
                            : ReceiptHandle.invalid());
        }
        touched(queue);
        return new QueueReply.Outcomes(outcomes);
    }

    private @Nullable ServiceException changeVisibility(
            Step step, QueueState queue, QueueCommand.ChangeVisibility.Change change) {
        QueueIndex.Found found = index.find(step, queue, change.handle());
        if (found == null) {
            return ServiceException.invalidParameter(
                    "Value "
                            + change.handle().encode()
                            + " for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for"
                            + " visibility timeout change.");
        }
        if (found.at().ready()) {
            return new ServiceException(
                    ErrorCode.MESSAGE_NOT_INFLIGHT,
                    "The message referred to is not in flight: it is visible.");
        }
        long visibleAt = step.now() + change.visibilityTimeoutSeconds() * 1000L;
        long limit = found.entry().lastReceivedAt() + Limits.VISIBILITY_TIMEOUT_SECONDS_MAX * 1000L;
        if (visibleAt > limit) {
            return ServiceException.invalidParameter(
                    "Total VisibilityTimeout for the message is beyond the limit ["
                            + Limits.VISIBILITY_TIMEOUT_SECONDS_MAX
                            + " seconds] from its receive.");
        }
        index.remove(step, queue, found);
        if (change.visibilityTimeoutSeconds() == 0) {
            index.addReady(step, queue, found.entry());
        } else {
            index.addTimed(step, queue, found.entry().with(Entry.LOCATED), visibleAt);
        }
        return null;
    }

    private QueueReply count(Step step, QueueState queue) {
        index.promoteDue(step, queue);
        touched(queue);
        Counters counters = queue.counters;
        return new QueueReply.Counts(
                counters.ready, counters.inFlight, counters.delayed, oldest(step, queue));
    }

    private long oldest(Step step, QueueState queue) {
        if (queue.counters.ready + queue.counters.timed() == 0) {
            return 0;
        }
        byte[] from = keys.message(queue.storage(), queue.oldestFrom);
        byte[] to = keys.message(queue.storage(), Long.MAX_VALUE);
        try (Cursor cursor = step.kv().scan(Space.MESSAGES, from, to)) {
            if (!cursor.next()) {
                throw new IllegalStateException(
                        "the counters speak of messages that the store has not");
            }
            queue.oldestFrom = Keys.position(cursor.key());
            return StoredMessage.decode(cursor.value()).sentAtMillis();
        }
    }

    private QueueReply tick(Step step, @Nullable QueueState queue) {
        if (queue != null) {
            index.promoteDue(step, queue);
            if (queue.nextSweep <= step.now()) {
                sweep(step, queue);
            }
            touched(queue);
        }
        return new QueueReply.Done();
    }

    /**
     * Removes what is past its retention at the head of the ready messages, and lets go of an idle
     * queue's window.
     */
    private void sweep(Step step, QueueState queue) {
        int dropped = 0;
        while (dropped < Step.MOVES_MAX) {
            ReadyWindow.Item item = index.peekReady(step, queue);
            if (item == null || !dropIfExpired(step, queue, item)) {
                queue.nextSweep = step.now() + SWEEP_INTERVAL_MILLIS;
                break;
            }
            dropped++;
        }
        if (queue.lastReceiveAt + SWEEP_INTERVAL_MILLIS < step.now()) {
            queue.window.unload();
        }
    }
}
