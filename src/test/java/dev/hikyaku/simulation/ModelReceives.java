package dev.hikyaku.simulation;

import dev.hikyaku.queue.QueueCommand.Receive;
import dev.hikyaku.queue.ReceiptHandle;
import dev.hikyaku.queue.ReceivedMessage;
import dev.hikyaku.simulation.ModelMessage.State;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds receives against the reference model, and follows them. */
final class ModelReceives {
    private static final long ATTEMPT_MILLIS = 300_000;

    /** The queue's own, which the simulation never sets. */
    private static final int TIMEOUT_SECONDS_DEFAULT = 30;

    /** Beyond that fairness looks at more than what is in flight. */
    private static final int FAIR_MAX = 60;

    private final Checks checks;
    private final Set<String> deleted = new HashSet<>();
    private final Set<String> duplicates = new HashSet<>();
    private final Set<String> expired = new HashSet<>();
    private final Set<String> deletedNumbers = new HashSet<>();

    ModelReceives(Checks checks) {
        this.checks = checks;
    }

    /** An acknowledged delete. */
    void deleted(ModelQueue queue, ModelMessage message) {
        deleted.add(message.body);
        deletedNumbers.add(queue.id + " " + message.number);
    }

    boolean wasDeleted(ModelQueue queue, ReceiptHandle handle) {
        return deletedNumbers.contains(queue.id + " " + handle.message());
    }

    /** An acknowledged send that was a duplicate. */
    void duplicate(String body) {
        duplicates.add(body);
    }

    void receive(
            ModelQueue queue,
            Receive command,
            List<ReceivedMessage> received,
            long now,
            DeadLetters outbox) {
        queue.promote(now);
        ModelQueue.Attempt attempt = repeatable(queue, command, now);
        if (attempt != null) {
            repeat(queue, command, attempt, received, now);
            return;
        }
        List<ModelMessage> deliverable = queue.deliverable(now);
        int expected = Math.min(command.maxMessages(), deliverable.size());
        outbox.mayLeave(queue, received.size() < command.maxMessages());
        if (received.size() < command.maxMessages()) {
            queue.passedOver(now).forEach(each -> expired.add(each.body));
        }
        if (!queue.fifo() && queue.messages.size() <= FAIR_MAX) {
            requireFair(queue, deliverable, received);
        }
        Set<@Nullable String> locked = queue.locked();
        for (ReceivedMessage each : received) {
            handOut(queue, each, now, locked, deliverable);
        }
        long timeout = timeoutMillis(command);
        received.forEach(each -> hide(queue, each, timeout, now));
        checks.require(
                received.size() == expected,
                outbox.leftAny(queue, deliverable)
                        ? Invariant.DEAD_LETTER
                        : Invariant.NO_ACKNOWLEDGED_SEND_LOST,
                "a receive of",
                command.maxMessages(),
                "from",
                queue.spec.name(),
                "at",
                now,
                "got",
                received.size(),
                "of",
                deliverable);
        note(queue, command, received, now);
    }

    private static long timeoutMillis(Receive command) {
        return Objects.requireNonNullElse(
                        command.visibilityTimeoutSeconds(), TIMEOUT_SECONDS_DEFAULT)
                * 1000L;
    }

    // --- what is handed out

    private void handOut(
            ModelQueue queue,
            ReceivedMessage received,
            long now,
            Set<@Nullable String> locked,
            List<ModelMessage> deliverable) {
        ModelMessage message = find(queue, received);
        checks.require(
                message.state == State.READY,
                Invariant.INVISIBLE_IN_FLIGHT,
                "handed out at",
                now,
                message,
                queue.spec.name());
        checks.require(
                !queue.expired(message, now), Invariant.RETENTION, message, "at", now, queue.spec);
        checks.require(
                !queue.exhausted(message),
                Invariant.DEAD_LETTER,
                "handed out",
                message,
                queue.spec);
        checks.require(
                received.receiveCount() == message.count + 1,
                Invariant.RECEIVE_COUNT,
                received.receiveCount(),
                "of",
                message);
        checks.require(
                message.id == null || message.id.equals(received.message().id()),
                Invariant.REPLY,
                "another id of",
                message);
        checks.require(
                ModelQueue.same(message.source, received.message().deadLetterSourceArn()),
                Invariant.REPLY,
                "another source of",
                message);
        if (queue.fifo()) {
            requireOrder(message, locked, deliverable);
        }
        message.id = received.message().id();
    }

    private ModelMessage find(ModelQueue queue, ReceivedMessage received) {
        String body = received.message().content().body();
        long number = received.handle().message();
        ModelMessage message = queue.numbered(number);
        if (message == null) {
            message = queue.unnumbered(body, received.message().id());
            if (message != null) {
                queue.number(message, number);
            }
        }
        checks.require(
                message != null,
                brokenBy(body),
                body,
                "is not in",
                queue.spec.name(),
                received.handle());
        return Objects.requireNonNull(message);
    }

    /** What it means that a message comes out which is not there. */
    private Invariant brokenBy(String body) {
        if (deleted.contains(body)) {
            return Invariant.NO_ACKNOWLEDGED_DELETE_UNDONE;
        }
        if (expired.contains(body)) {
            return Invariant.RETENTION;
        }
        return duplicates.contains(body) ? Invariant.DEDUPLICATION : Invariant.MOVED_ONCE;
    }

    private void requireOrder(
            ModelMessage message, Set<@Nullable String> locked, List<ModelMessage> deliverable) {
        checks.require(
                !locked.contains(message.group),
                Invariant.FIFO_ONE_IN_FLIGHT,
                message,
                "of a group that is being worked on");
        ModelMessage first =
                deliverable.stream()
                        .filter(each -> ModelQueue.same(each.group, message.group))
                        .findFirst()
                        .orElse(null);
        checks.require(
                first == message, Invariant.FIFO_ORDER, message, "was handed out before", first);
        deliverable.remove(message);
    }

    private void requireFair(
            ModelQueue queue, List<ModelMessage> deliverable, List<ReceivedMessage> received) {
        if (received.isEmpty()) {
            return;
        }
        ModelMessage first = queue.numbered(received.getFirst().handle().message());
        if (first == null || queue.inFlight(first.group) == 0) {
            return;
        }
        for (ModelMessage other : deliverable) {
            checks.require(
                    queue.inFlight(other.group) > 0,
                    Invariant.FAIR,
                    first,
                    "went before",
                    other,
                    "whose group has nothing in flight");
        }
    }

    private void hide(ModelQueue queue, ReceivedMessage received, long timeout, long now) {
        ReceiptHandle handle = received.handle();
        ModelMessage message = Objects.requireNonNull(queue.numbered(handle.message()));
        checks.require(
                handle.visibleAtMillis() == now + timeout && handle.queue() == queue.id,
                Invariant.INVISIBLE_IN_FLIGHT,
                handle,
                "at",
                now);
        message.count++;
        message.returned = false;
        message.changed = false;
        if (message.firstReceivedAt == 0) {
            message.firstReceivedAt = now;
        }
        checks.require(
                received.firstReceivedAtMillis() == message.firstReceivedAt,
                Invariant.REPLY,
                "another first receive of",
                message);
        message.state = timeout == 0 ? State.READY : State.IN_FLIGHT;
        message.visibleAt = now + timeout;
    }

    // --- attempts

    private static ModelQueue.@Nullable Attempt repeatable(
            ModelQueue queue, Receive command, long now) {
        ModelQueue.Attempt attempt =
                queue.fifo() && command.attemptId() != null
                        ? queue.attempts.get(command.attemptId())
                        : null;
        return attempt != null
                        && attempt.until() > now
                        && attempt.handles().stream().allMatch(each -> untouched(queue, each))
                ? attempt
                : null;
    }

    private static boolean untouched(ModelQueue queue, ReceiptHandle handle) {
        ModelMessage message = queue.held(handle);
        return message != null && message.state == State.IN_FLIGHT && !message.changed;
    }

    private void repeat(
            ModelQueue queue,
            Receive command,
            ModelQueue.Attempt attempt,
            List<ReceivedMessage> received,
            long now) {
        checks.require(
                attempt.handles().equals(received.stream().map(ReceivedMessage::handle).toList()),
                Invariant.RECEIVE_ATTEMPT,
                attempt,
                "was answered",
                received);
        long timeout = timeoutMillis(command);
        for (ReceiptHandle handle : attempt.handles()) {
            ModelMessage message = Objects.requireNonNull(queue.numbered(handle.message()));
            message.state = timeout == 0 ? State.READY : State.IN_FLIGHT;
            message.visibleAt = now + timeout;
        }
    }

    private static void note(
            ModelQueue queue, Receive command, List<ReceivedMessage> received, long now) {
        if (queue.fifo() && command.attemptId() != null && !received.isEmpty()) {
            queue.attempts.put(
                    command.attemptId(),
                    new ModelQueue.Attempt(
                            now + ATTEMPT_MILLIS,
                            received.stream().map(ReceivedMessage::handle).toList()));
        }
    }
}
