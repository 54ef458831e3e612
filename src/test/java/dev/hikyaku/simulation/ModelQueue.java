package dev.hikyaku.simulation;

import dev.hikyaku.queue.ReceiptHandle;
import dev.hikyaku.simulation.ModelMessage.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A queue as the reference model has it: its messages in the order of their arrival. */
final class ModelQueue {
    /** A deduplication id that counts. */
    record Remembered(long until, UUID id, long number) {}

    /** A receive that may be repeated. */
    record Attempt(long until, List<ReceiptHandle> handles) {}

    final long id;
    final QueueSpec spec;
    final String arn;
    final Set<ModelMessage> messages = new LinkedHashSet<>();
    final Map<String, Remembered> remembered = new HashMap<>();
    final Map<String, Attempt> attempts = new HashMap<>();

    /** Bodies that were ever stored here, of queues that topics and buses send to. */
    final Set<String> stored = new HashSet<>();

    private final Map<Long, ModelMessage> byNumber = new HashMap<>();
    int delaySeconds;
    long purgedAt;
    boolean moving;
    long moved;

    ModelQueue(long id, QueueSpec spec) {
        this.id = id;
        this.spec = spec;
        this.arn = spec.arn().toString();
        this.delaySeconds = spec.delaySeconds();
    }

    boolean fifo() {
        return spec.fifo();
    }

    // --- messages

    void add(ModelMessage message) {
        messages.add(message);
        if (message.number != 0) {
            byNumber.put(message.number, message);
        }
    }

    void number(ModelMessage message, long number) {
        message.number = number;
        byNumber.put(number, message);
    }

    void remove(ModelMessage message) {
        messages.remove(message);
        byNumber.remove(message.number);
    }

    void clear() {
        messages.clear();
        byNumber.clear();
    }

    @Nullable ModelMessage numbered(long number) {
        return byNumber.get(number);
    }

    /** What a reply names by its number for the first time. */
    @Nullable ModelMessage unnumbered(String body, UUID id) {
        for (ModelMessage message : messages) {
            if (message.number == 0
                    && message.body.equals(body)
                    && (message.id == null || message.id.equals(id))) {
                return message;
            }
        }
        return null;
    }

    /** The message that a handle is good for, wherever it stands; null if the handle is stale. */
    @Nullable ModelMessage held(ReceiptHandle handle) {
        ModelMessage message = byNumber.get(handle.message());
        return message == null || message.count != handle.receiveCount() ? null : message;
    }

    // --- time

    /** What is due becomes ready. */
    void promote(long now) {
        for (ModelMessage message : messages) {
            if (message.state != State.READY && message.visibleAt <= now) {
                message.state = State.READY;
            }
        }
    }

    boolean expired(ModelMessage message, long now) {
        return message.sentAt + spec.retentionSeconds() * 1000L <= now;
    }

    boolean exhausted(ModelMessage message) {
        return spec.max() > 0
                && !message.returned
                && message.count - message.uncounted >= spec.max();
    }

    /** No sooner than the delayed messages of its group that nobody has looked at since. */
    long notBefore(@Nullable String group, long visibleAt, long now) {
        long earliest = visibleAt;
        for (ModelMessage message : messages) {
            if (message.state == State.DELAYED && same(group, message.group)) {
                earliest = Math.max(Math.max(earliest, message.visibleAt), now + 1);
            }
        }
        return earliest;
    }

    static boolean same(@Nullable String one, @Nullable String other) {
        return one == null ? other == null : one.equals(other);
    }

    // --- what may be handed out

    private boolean deliverable(ModelMessage message, long now) {
        return message.state == State.READY && !expired(message, now) && !exhausted(message);
    }

    /** The groups from which a receive takes nothing. */
    Set<@Nullable String> locked() {
        var locked = new HashSet<@Nullable String>();
        if (fifo()) {
            for (ModelMessage message : messages) {
                if (message.state == State.IN_FLIGHT) {
                    locked.add(message.group);
                }
            }
        }
        return locked;
    }

    /** What a receive may hand out now, in the order of its arrival. */
    List<ModelMessage> deliverable(long now) {
        var found = new ArrayList<ModelMessage>();
        Set<@Nullable String> locked = locked();
        for (ModelMessage message : messages) {
            if (fifo() && message.state == State.DELAYED) {
                locked.add(message.group);
            }
            if (deliverable(message, now) && !locked.contains(message.group)) {
                found.add(message);
            }
        }
        return found;
    }

    /** Drops what a receive that found too little must have passed over; returns that. */
    List<ModelMessage> passedOver(long now) {
        var dropped = new ArrayList<ModelMessage>();
        Set<@Nullable String> locked = locked();
        for (ModelMessage message : List.copyOf(messages)) {
            if (message.state == State.READY
                    && expired(message, now)
                    && !locked.contains(message.group)) {
                remove(message);
                dropped.add(message);
            }
        }
        return dropped;
    }

    /** How many are in flight of a group; those without one count as one. */
    int inFlight(@Nullable String group) {
        int number = 0;
        for (ModelMessage message : messages) {
            if (message.state == State.IN_FLIGHT && same(group, message.group)) {
                number++;
            }
        }
        return number;
    }
}
