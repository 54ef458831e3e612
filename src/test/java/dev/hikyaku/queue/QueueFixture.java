package dev.hikyaku.queue;

import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.store.MemoryStore;
import dev.hikyaku.store.Outbox;
import dev.hikyaku.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A queue machine on a store in memory, with time and sequence numbers that the test moves. */
final class QueueFixture {
    static final long START = 1_700_000_000_000L;
    static final String MD5 = "000102030405060708090a0b0c0d0e0f";
    static final int PARTITION = 3;

    final MemoryStore store = new MemoryStore();
    final Transaction kv = new Transaction(store);
    long now = START;
    long sequence;
    QueueMachine machine = new QueueMachine(PARTITION, 42);

    QueueFixture() {
        machine.load(kv);
    }

    static QueueArn arn(String name) {
        return new QueueArn("eu-central-1", "000000000000", name);
    }

    static byte[] content(String body) {
        return MessageCodec.encode(new MessageContent(body, MD5, new TreeMap<>(), Map.of(), null));
    }

    /** A message of a group; deduplicated by its body. */
    static QueueCommand.NewMessage grouped(String group, String body) {
        return grouped(group, body, body, 0);
    }

    static QueueCommand.NewMessage grouped(
            String group, String body, @Nullable String deduplicationId, int delaySeconds) {
        var content =
                new MessageContent(
                        body, MD5, new TreeMap<>(), Map.of(MessageContent.GROUP_ID, group), null);
        return new QueueCommand.NewMessage(
                MessageCodec.encode(content), delaySeconds, group, deduplicationId);
    }

    static String redrive(String target, int maxReceiveCount) {
        return "{\"deadLetterTargetArn\":\""
                + arn(target)
                + "\",\"maxReceiveCount\":"
                + maxReceiveCount
                + "}";
    }

    static List<String> bodies(List<ReceivedMessage> messages) {
        return messages.stream().map(message -> message.message().content().body()).toList();
    }

    /** Applies one command as a group of its own. */
    QueueReply apply(QueueCommand command) {
        try {
            return machine.apply(kv, command, ++sequence, now);
        } finally {
            commit();
        }
    }

    private void commit() {
        machine.writeCounters(kv);
        kv.flush();
    }

    /** Forgets what is in memory, as a restart does. */
    void restart() {
        machine = new QueueMachine(PARTITION, 42);
        machine.load(kv);
    }

    void advanceSeconds(long seconds) {
        now += seconds * 1000;
    }

    /** Ticks as often as the queue asks for it by now. */
    void tick(long queue) {
        while (machine.nextTick(queue) <= now) {
            apply(machine.tick(queue, now));
        }
    }

    /** Carries what is in the outbox to the queues of this partition, and what comes of that. */
    void carry() {
        List<Outbox.Entry> load = outbox();
        while (!load.isEmpty()) {
            machine.accept(kv, load, ++sequence, now);
            load.forEach(entry -> Outbox.delete(kv, PARTITION, entry.position()));
            commit();
            load = outbox();
        }
    }

    /** Takes in what another partition has sent. */
    void accept(List<Outbox.Entry> load) {
        machine.accept(kv, load, ++sequence, now);
        commit();
    }

    List<Outbox.Entry> outbox() {
        return Outbox.read(kv, PARTITION, 0, 100, 1 << 24);
    }

    long create(String name) {
        return create(name, Map.of());
    }

    long createFifo(String name, Map<String, String> attributes) {
        var all = new TreeMap<>(attributes);
        all.put("FifoQueue", "true");
        return create(name, all);
    }

    long create(String name, Map<String, String> attributes) {
        return define(name, attributes).id();
    }

    QueueDefinition define(String name, Map<String, String> attributes) {
        var reply = apply(new QueueCommand.Create(arn(name), attributes, Map.of()));
        return ((QueueReply.Defined) reply).queue();
    }

    void send(long queue, String... bodies) {
        sendDelayed(queue, 0, bodies);
    }

    /** Sends the bodies to a group, one command each. */
    void sendTo(long queue, String group, String... bodies) {
        for (String body : bodies) {
            sendAll(queue, grouped(group, body));
        }
    }

    QueueReply.Sent sendAll(long queue, QueueCommand.NewMessage... messages) {
        return (QueueReply.Sent) apply(new QueueCommand.Send(queue, List.of(messages)));
    }

    void sendDelayed(long queue, int delaySeconds, String... bodies) {
        var messages = new ArrayList<QueueCommand.NewMessage>();
        for (String body : bodies) {
            messages.add(new QueueCommand.NewMessage(content(body), delaySeconds));
        }
        apply(new QueueCommand.Send(queue, messages));
    }

    /** Messages with the numbers from 0 as bodies, ten a command. */
    void sendMany(long queue, int count, int delaySeconds) {
        for (int first = 0; first < count; first += 10) {
            var bodies = new ArrayList<String>();
            for (int i = first; i < Math.min(count, first + 10); i++) {
                bodies.add(Integer.toString(i));
            }
            sendDelayed(queue, delaySeconds, bodies.toArray(String[]::new));
        }
    }

    List<ReceivedMessage> receive(long queue) {
        return receive(queue, 10, null);
    }

    List<ReceivedMessage> receive(long queue, int max, @Nullable Integer visibilitySeconds) {
        var reply = apply(new QueueCommand.Receive(queue, max, visibilitySeconds));
        return ((QueueReply.Received) reply).messages();
    }

    ReceivedMessage receiveOne(long queue) {
        return receive(queue, 1, null).getFirst();
    }

    /** Receives until there is nothing. */
    List<ReceivedMessage> receiveAll(long queue) {
        var all = new ArrayList<ReceivedMessage>();
        List<ReceivedMessage> some = receive(queue);
        while (!some.isEmpty()) {
            all.addAll(some);
            some = receive(queue);
        }
        return all;
    }

    @Nullable ServiceException delete(long queue, ReceiptHandle handle) {
        var reply = apply(new QueueCommand.DeleteMessages(queue, List.of(handle)));
        return ((QueueReply.Outcomes) reply).errors().getFirst();
    }

    @Nullable ServiceException changeVisibility(long queue, ReceiptHandle handle, int seconds) {
        var change = new QueueCommand.ChangeVisibility.Change(handle, seconds);
        var reply = apply(new QueueCommand.ChangeVisibility(queue, List.of(change)));
        return ((QueueReply.Outcomes) reply).errors().getFirst();
    }

    @Nullable ServiceException release(long queue, ReceiptHandle handle) {
        var reply = apply(new QueueCommand.Release(queue, List.of(handle)));
        return ((QueueReply.Outcomes) reply).errors().getFirst();
    }

    @Nullable ServiceException bury(long queue, ReceiptHandle handle, String reason) {
        var burial = new QueueCommand.Bury.Burial(handle, reason);
        var reply = apply(new QueueCommand.Bury(queue, List.of(burial)));
        return ((QueueReply.Outcomes) reply).errors().getFirst();
    }

    /** Ready, in flight, delayed. */
    List<Long> counts(long queue) {
        var counts = (QueueReply.Counts) apply(new QueueCommand.Count(queue));
        return List.of(counts.ready(), counts.inFlight(), counts.delayed());
    }

    long oldestSentAt(long queue) {
        return ((QueueReply.Counts) apply(new QueueCommand.Count(queue))).oldestSentAtMillis();
    }
}
