package dev.hikyaku.simulation;

import dev.hikyaku.queue.QueueCommand.NewMessage;
import dev.hikyaku.queue.QueueReply.Sent;
import dev.hikyaku.queue.Transit;
import dev.hikyaku.simulation.ModelMessage.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Holds sends and arrivals against the reference model. */
final class ModelSends {
    private static final long DEDUPLICATION_MILLIS = 300_000;

    private final Checks checks;
    private final ModelReceives receives;
    private final ModelBroadcasts broadcasts;
    private final Map<Long, Long> lastNumbers = new HashMap<>();

    ModelSends(Checks checks, ModelReceives receives, ModelBroadcasts broadcasts) {
        this.checks = checks;
        this.receives = receives;
        this.broadcasts = broadcasts;
    }

    void send(ModelQueue queue, List<NewMessage> messages, List<Sent.Message> replies, long now) {
        for (int i = 0; i < messages.size(); i++) {
            send(queue, messages.get(i), replies.get(i), now);
        }
    }

    private void send(ModelQueue queue, NewMessage message, Sent.Message reply, long now) {
        String body = Transit.body(message);
        String id = queue.fifo() ? Commands.text(message.deduplicationId()) : null;
        ModelQueue.Remembered before = id == null ? null : queue.remembered.get(id);
        if (before != null && before.until() > now) {
            checks.require(
                    reply.id().equals(before.id()) && reply.number() == before.number(),
                    Invariant.DEDUPLICATION,
                    body,
                    "was stored, a duplicate by",
                    id,
                    "until",
                    before.until(),
                    "at",
                    now);
            receives.duplicate(body);
            return;
        }
        long last = lastNumbers.getOrDefault(queue.id, 0L);
        checks.require(
                reply.number() > last, Invariant.REPLY, body, "got an old number", reply, last);
        lastNumbers.put(queue.id, reply.number());
        var stored = new ModelMessage(body, Commands.text(message.groupId()), now);
        stored.id = reply.id();
        stored.number = reply.number();
        place(queue, stored, message.delaySeconds(), now);
        if (id != null) {
            remember(queue, id, reply.id(), reply.number(), now);
        }
    }

    private static void remember(ModelQueue queue, String id, UUID message, long number, long now) {
        queue.remembered.put(
                id, new ModelQueue.Remembered(now + DEDUPLICATION_MILLIS, message, number));
    }

    private void place(ModelQueue queue, ModelMessage message, int delaySeconds, long now) {
        long visibleAt = now + delaySeconds * 1000L;
        message.visibleAt =
                queue.fifo() ? queue.notBefore(message.group, visibleAt, now) : visibleAt;
        message.state = message.visibleAt > now ? State.DELAYED : State.READY;
        queue.add(message);
        broadcasts.stored(queue, message);
    }

    /** What a schedule has sent arrives; its id and number are known once it is received. */
    void arrive(ModelQueue queue, Transit parcel, long now) {
        place(queue, new ModelMessage(parcel.body(), parcel.group(), now), queue.delaySeconds, now);
    }

    /** A message of another queue arrives. */
    static void arrive(ModelQueue queue, Transit transit, ModelMessage left, long now) {
        long sentAt = queue.fifo() || transit.kind() == Transit.Kind.MOVE ? now : left.sentAt;
        var arrived = new ModelMessage(left.body, left.group, sentAt);
        switch (transit.kind()) {
            case DEAD_LETTER -> {
                keep(left, arrived);
                arrived.uncounted = left.count;
                arrived.source = transit.from();
            }
            case RETURN -> {
                keep(left, arrived);
                arrived.returned = true;
                arrived.source = left.source;
            }
            case MOVE -> {}
            case PARCEL -> throw new IllegalArgumentException("nothing has left: " + transit);
        }
        arrived.visibleAt = queue.fifo() ? queue.notBefore(left.group, now, now) : now;
        arrived.state = arrived.visibleAt > now ? State.DELAYED : State.READY;
        queue.add(arrived);
    }

    private static void keep(ModelMessage from, ModelMessage to) {
        to.id = from.id;
        to.count = from.count;
        to.firstReceivedAt = from.firstReceivedAt;
    }

    /** A parcel to a FIFO queue that is a duplicate there. */
    static boolean duplicate(ModelQueue queue, @Nullable String id, long now) {
        ModelQueue.Remembered before = id == null ? null : queue.remembered.get(id);
        return queue.fifo() && before != null && before.until() > now;
    }
}
