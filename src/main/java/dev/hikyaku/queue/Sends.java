package dev.hikyaku.queue;

import dev.hikyaku.model.MessageContent;
import dev.hikyaku.queue.QueueCommand.NewMessage;
import dev.hikyaku.queue.QueueReply.Sent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages that come in: from clients, and from other queues. */
final class Sends {
    private final MessageIds ids;
    private final Messages messages;
    private final QueueIndex index;
    private final Remembered remembered;

    Sends(MessageIds ids, Messages messages, QueueIndex index, Remembered remembered) {
        this.ids = ids;
        this.messages = messages;
        this.index = index;
        this.remembered = remembered;
    }

    QueueReply send(Step step, QueueState queue, List<NewMessage> sent) {
        var replies = new ArrayList<Sent.Message>(sent.size());
        for (NewMessage message : sent) {
            replies.add(send(step, queue, message));
        }
        return new Sent(replies);
    }

    private Sent.Message send(Step step, QueueState queue, NewMessage message) {
        byte[] digest = digest(queue, message);
        if (digest == null) {
            return store(step, queue, message);
        }
        byte[] before = remembered.find(step, queue, Remembered.DEDUPLICATION_ID, digest);
        if (before != null) {
            long number = ByteBuffer.wrap(before).getLong();
            return new Sent.Message(ids.at(number), number);
        }
        Sent.Message stored = store(step, queue, message);
        byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(stored.number()).array();
        remembered.note(step, queue, Remembered.DEDUPLICATION_ID, digest, number);
        return stored;
    }

    private static byte @Nullable [] digest(QueueState queue, NewMessage message) {
        HashedName id = message.deduplicationId();
        if (!queue.fifo() || id == null) {
            return null;
        }
        HashedName group = message.groupId();
        return queue.definition.attributes().deduplicatesByGroup() && group != null
                ? GroupKeys.digest(group.text(), id.text())
                : GroupKeys.digest(id);
    }

    private Sent.Message store(Step step, QueueState queue, NewMessage message) {
        long number = step.nextPosition();
        UUID id = ids.at(number);
        messages.put(step, queue, number, StoredMessage.create(id, step.now(), message.content()));
        long group = GroupKeys.of(message.groupId());
        place(step, queue, Entry.fresh(number, step.now(), group), message.delaySeconds());
        queue.stats.sent().increment();
        return new Sent.Message(id, number);
    }

    private void place(Step step, QueueState queue, Entry entry, int delaySeconds) {
        long visibleAt = step.now() + delaySeconds * 1000L;
        if (queue.fifo()) {
            Group group = index.groups().of(step, queue, entry.group());
            visibleAt = notBefore(group, step, visibleAt);
            group.delayedUntil = visibleAt > step.now() ? visibleAt : 0;
        }
        if (visibleAt > step.now()) {
            index.timed().add(step, queue, entry.with(Entry.DELAYED), visibleAt);
        } else {
            index.ready().addNew(step, queue, entry);
        }
    }

    /** Nothing overtakes the delayed messages of its group. */
    private static long notBefore(Group group, Step step, long visibleAt) {
        return group.delayed > 0
                ? Math.max(Math.max(visibleAt, group.delayedUntil), step.now() + 1)
                : visibleAt;
    }

    /**
     * Takes in a message that a state machine sent; false if it has no group, and the queue needs
     * one.
     */
    boolean accept(Step step, QueueState queue, Parcel parcel) {
        Map<String, String> system =
                MessageCodec.decode(ByteBuffer.wrap(parcel.content())).systemAttributes();
        String group = system.get(MessageContent.GROUP_ID);
        if (queue.fifo() && group == null) {
            return false;
        }
        String id = system.get(MessageContent.DEDUPLICATION_ID);
        int delay = queue.definition.attributes().delaySeconds();
        send(step, queue, new NewMessage(parcel.content(), delay, group, id));
        return true;
    }

    /** Takes in a message of another queue, behind what is there. */
    void accept(Step step, QueueState queue, Transfer transfer) {
        long number = step.nextPosition();
        StoredMessage message =
                switch (transfer.kind()) {
                    case DEAD_LETTER -> transfer.message().from(transfer.from().toString());
                    case MOVE -> transfer.message().renewed(ids.at(number), step.now());
                    case RETURN -> transfer.message();
                };
        messages.put(step, queue, number, message);
        place(step, queue, entry(step, queue, transfer, number, message), 0);
    }

    private static Entry entry(
            Step step, QueueState queue, Transfer transfer, long number, StoredMessage message) {
        long group =
                GroupKeys.of(message.content().systemAttributes().get(MessageContent.GROUP_ID));
        long sentAt = queue.fifo() ? step.now() : message.sentAtMillis();
        int count = transfer.receiveCount();
        long first = transfer.firstReceivedAt();
        return switch (transfer.kind()) {
            case DEAD_LETTER -> new Entry(number, sentAt, count, count, first, 0, 0, group);
            case MOVE -> Entry.fresh(number, sentAt, group);
            case RETURN -> new Entry(number, sentAt, count, 0, first, 0, Entry.RETURNED, group);
        };
    }
}
