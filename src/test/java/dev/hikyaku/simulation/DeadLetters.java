package dev.hikyaku.simulation;

import dev.hikyaku.queue.Transit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages that a step has put into the outbox as dead letters, and what explains them. */
final class DeadLetters {
    private final Checks checks;
    private final Map<String, Transit> entries = new HashMap<>();
    private final Map<Transit, ModelMessage> taken = new HashMap<>();

    DeadLetters(Checks checks, List<Transit> posted) {
        this.checks = checks;
        for (Transit each : posted) {
            if (each.kind() == Transit.Kind.DEAD_LETTER) {
                entries.put(key(each.from(), each.id()), each);
            }
        }
    }

    private static String key(String queue, @Nullable Object id) {
        return queue + " " + id;
    }

    /**
     * A receive has passed over some of a queue's messages: those that left are taken out of it.
     *
     * @param all whether it has passed over every one that it could
     */
    void mayLeave(ModelQueue queue, boolean all) {
        if (queue.spec.max() == 0) {
            return;
        }
        var locked = queue.locked();
        for (ModelMessage message : List.copyOf(queue.messages)) {
            if (message.state == ModelMessage.State.READY
                    && queue.exhausted(message)
                    && !locked.contains(message.group)) {
                boolean left = entries.containsKey(key(queue.arn, message.id));
                checks.require(
                        left || !all, Invariant.DEAD_LETTER, "passed over, not moved:", message);
                if (left) {
                    take(queue, message);
                }
            }
        }
    }

    /** Whether one of these has left, for whatever reason. */
    boolean leftAny(ModelQueue queue, List<ModelMessage> messages) {
        return messages.stream().anyMatch(each -> entries.containsKey(key(queue.arn, each.id)));
    }

    /** A receiver has buried a message. */
    void buried(ModelQueue queue, ModelMessage message) {
        checks.require(
                entries.containsKey(key(queue.arn, message.id)),
                Invariant.DEAD_LETTER,
                "buried, and not on its way:",
                message);
        take(queue, message);
    }

    private void take(ModelQueue queue, ModelMessage message) {
        Transit transit = entries.get(key(queue.arn, message.id));
        if (transit != null) {
            checks.require(
                    message.count == transit.receiveCount()
                            && transit.target()
                                    .equals(
                                            QueueSpec.arn(String.valueOf(queue.spec.deadLetters()))
                                                    .toString()),
                    Invariant.DEAD_LETTER,
                    "changed on its way:",
                    transit,
                    message);
            queue.remove(message);
            taken.put(transit, message);
        }
    }

    /** The message that has left as this; null if it was none of these. */
    @Nullable ModelMessage taken(Transit transit) {
        return taken.get(transit);
    }

    /** Whether a message of this number was taken, at whatever moment of the step. */
    boolean tookNumber(long number) {
        return taken.values().stream().anyMatch(message -> message.number == number);
    }

    /** How many were taken out of a queue, at whatever moment of the step. */
    long tookFrom(ModelQueue queue) {
        return taken.keySet().stream().filter(each -> each.from().equals(queue.arn)).count();
    }

    /** Everything that has left did so for a reason. */
    void requireReasons() {
        for (Transit each : entries.values()) {
            checks.require(
                    taken.containsKey(each), Invariant.DEAD_LETTER, "on its way too early:", each);
        }
    }
}
