package dev.hikyaku.engine;

import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.ReceiptHandle;
import dev.hikyaku.queue.ReceivedMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the clients of a simulation know from the answers they got, and so what must hold. It knows
 * nothing of indexes or groups; where an answer was lost it knows that it does not know.
 */
final class Ledger {
    /** Whether a send took effect. */
    private enum Sent {
        PENDING,
        YES,
        NO,
        MAYBE
    }

    /** A message by its body, which is unique. */
    private static final class Message {
        final QueueDefinition home;
        Sent sent = Sent.PENDING;
        @Nullable UUID id;
        long sentAfter;
        boolean gone;
        boolean maybeGone;
        int receiveCount;
        boolean countUncertain;
        long hiddenUntil;

        /** The queue whose time {@link #hiddenUntil} is in; each partition has its own. */
        long lastSeenIn;

        Message(QueueDefinition home) {
            this.home = home;
            this.lastSeenIn = home.id();
        }
    }

    private final Map<String, Message> messages = new LinkedHashMap<>();

    private static void require(boolean holds, String invariant, Object about) {
        if (!holds) {
            throw new AssertionError(invariant + ": " + about);
        }
    }

    private Message known(String body) {
        Message message = messages.get(body);
        require(message != null, "nothing comes out that was not sent", body);
        return Objects.requireNonNull(message);
    }

    // --- sends

    void sending(String body, QueueDefinition queue, long now, int delaySeconds) {
        var message = new Message(queue);
        message.sentAfter = now;
        message.hiddenUntil = now + delaySeconds * 1000L;
        messages.put(body, message);
    }

    void sent(String body, UUID id) {
        Message message = known(body);
        message.sent = Sent.YES;
        message.id = id;
    }

    void notSent(String body) {
        known(body).sent = Sent.NO;
    }

    void maybeSent(String body) {
        known(body).sent = Sent.MAYBE;
    }

    // --- receives

    /**
     * @param timeoutMillis what the handle's time lies after the receive
     */
    void received(QueueDefinition queue, ReceivedMessage received, long timeoutMillis) {
        String body = received.message().content().body();
        Message message = known(body);
        String what = body + " " + received.handle() + " " + queue.arn().name();
        long at = received.handle().visibleAtMillis() - timeoutMillis;
        require(message.sent != Sent.NO, "a send that was refused has no effect", what);
        require(!message.gone, "no acknowledged delete is undone", what);
        require(
                at >= message.hiddenUntil || queue.id() != message.lastSeenIn,
                "a message in flight or delayed is not handed out before its time",
                what + " at " + at + " hidden until " + message.hiddenUntil);
        require(
                received.receiveCount() > message.receiveCount,
                "the receive count never falls",
                what);
        require(
                message.countUncertain || received.receiveCount() == message.receiveCount + 1,
                "each receive counts one",
                what + " after " + message.receiveCount);
        require(
                at < received.message().sentAtMillis() + queue.attributes().retentionMillis(),
                "nothing is handed out past its retention",
                what);
        require(
                message.id == null || message.id.equals(received.message().id()),
                "a message keeps its id",
                what);
        requireRightQueue(queue, message, received, what);
        message.receiveCount = received.receiveCount();
        message.countUncertain = false;
        message.hiddenUntil = received.handle().visibleAtMillis();
        message.lastSeenIn = queue.id();
        message.maybeGone = false;
        message.id = received.message().id();
    }

    private static void requireRightQueue(
            QueueDefinition queue, Message message, ReceivedMessage received, String what) {
        var policy = message.home.attributes().redrivePolicy();
        int limit = policy == null ? Integer.MAX_VALUE : policy.maxReceiveCount();
        if (queue.id() == message.home.id()) {
            boolean returns = policy != null && policy.deadLetterTarget().name().equals("nowhere");
            require(
                    returns || received.receiveCount() <= limit,
                    "a message is received no more often than maxReceiveCount",
                    what);
        } else {
            require(
                    policy != null && policy.deadLetterTarget().equals(queue.arn()),
                    "a message is in its queue or its dead-letter queue",
                    what);
            require(
                    received.receiveCount() > limit,
                    "a message is a dead letter after maxReceiveCount receives and no sooner",
                    what);
            require(
                    message.home.arn().toString().equals(received.message().deadLetterSourceArn()),
                    "a dead letter names its source",
                    what);
        }
    }

    /** A receive whose answer was lost may have taken anything that was in the queue. */
    void maybeReceived(QueueDefinition queue) {
        for (Message message : messages.values()) {
            var policy = message.home.attributes().redrivePolicy();
            if (message.home.id() == queue.id()
                    || (policy != null && policy.deadLetterTarget().equals(queue.arn()))) {
                message.countUncertain = true;
            }
        }
    }

    // --- deletes and visibility

    private static boolean good(Message message, ReceiptHandle handle) {
        return handle.receiveCount() == message.receiveCount;
    }

    /** Whether the message may have left for a dead-letter queue before a moment. */
    private static boolean mayHaveMoved(Message message, long until) {
        return message.home.attributes().redrivePolicy() != null && until >= message.hiddenUntil;
    }

    void deleted(String body, ReceiptHandle handle, long now) {
        Message message = known(body);
        if (good(message, handle)) {
            if (message.countUncertain || mayHaveMoved(message, now)) {
                message.maybeGone = true;
            } else {
                message.gone = true;
            }
        }
    }

    void maybeDeleted(String body, ReceiptHandle handle) {
        Message message = known(body);
        message.maybeGone |= good(message, handle);
    }

    void visibilityChanged(String body, ReceiptHandle handle, long notVisibleBefore) {
        Message message = known(body);
        require(
                good(message, handle) || message.countUncertain,
                "no stale handle changes a visibility",
                body + " " + handle);
        message.hiddenUntil = notVisibleBefore;
    }

    void maybeVisibilityChanged(String body, long notVisibleBefore) {
        Message message = known(body);
        message.hiddenUntil = Math.min(message.hiddenUntil, notVisibleBefore);
    }

    void purged(QueueDefinition queue, boolean surely) {
        for (Message message : messages.values()) {
            if (message.home.id() == queue.id() && message.sent != Sent.PENDING) {
                boolean all = surely && queue.attributes().redrivePolicy() == null;
                message.gone |= all;
                message.maybeGone |= !all;
            }
        }
    }

    // --- the truth

    private static boolean mayHaveExpired(Message message, long now) {
        return message.sentAfter + message.home.attributes().retentionMillis() <= now;
    }

    /** Messages that are there for certain. */
    List<String> present(long now) {
        var present = new ArrayList<String>();
        messages.forEach((body, message) -> {
            boolean surelySent = message.sent == Sent.YES || message.receiveCount > 0;
            if (surelySent
                    && !message.gone
                    && !message.maybeGone
                    && !mayHaveExpired(message, now)) {
                present.add(body);
            }
        });
        return present;
    }

    /** How many there may be at the most. */
    long possible() {
        return messages.values().stream()
                .filter(message -> !message.gone && message.sent != Sent.NO)
                .count();
    }
}
