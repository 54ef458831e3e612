package dev.hikyaku.engine;

import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
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
        final @Nullable String group;
        final @Nullable String deduplicationId;
        Sent sent = Sent.PENDING;

        /** The order in a FIFO queue; 0 if it is not known. */
        long number;

        /** The reply that handed it out last. */
        long reply;

        @Nullable UUID id;
        long sentAfter;
        boolean gone;
        boolean maybeGone;
        int receiveCount;
        boolean countUncertain;

        /** The receives that the redrive policy may not have counted. */
        int releases;

        /** Whether a receiver may have sent it to the dead-letter queue. */
        boolean buried;

        long hiddenUntil;

        /** The queue whose time {@link #hiddenUntil} is in; each partition has its own. */
        long lastSeenIn;

        Message(QueueDefinition home, @Nullable String group, @Nullable String deduplicationId) {
            this.home = home;
            this.group = group;
            this.deduplicationId = deduplicationId;
            this.lastSeenIn = home.id();
        }
    }

    private static final long DEDUPLICATION_MILLIS = 300_000;

    /** How far the partitions' time may be ahead of the clock. */
    private static final long CLOCK_SLACK_MILLIS = 60_000;

    private final Map<String, Message> messages = new LinkedHashMap<>();
    private long replies;

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

    void sending(
            String body,
            QueueDefinition queue,
            long now,
            int delaySeconds,
            @Nullable String group,
            @Nullable String deduplicationId) {
        var message = new Message(queue, group, deduplicationId);
        message.sentAfter = now;
        message.hiddenUntil = now + delaySeconds * 1000L;
        messages.put(body, message);
    }

    void sent(String body, QueueReply.Sent.Message reply) {
        Message message = known(body);
        if (duplicate(message, reply.id())) {
            message.sent = Sent.NO;
        } else if (messages.values().stream().anyMatch(other -> maybeFirst(other, message))) {
            message.sent = Sent.MAYBE;
        } else {
            message.sent = Sent.YES;
            message.id = reply.id();
            message.number = reply.number();
        }
    }

    /** Whether the answer is that of an earlier message, which must be right then. */
    private boolean duplicate(Message message, UUID id) {
        boolean duplicate = false;
        for (Message other : messages.values()) {
            if (other == message || !message.home.arn().fifo() || !sameId(message, other)) {
                require(other == message || !id.equals(other.id), "ids are unique", id);
            } else if (id.equals(other.id)) {
                duplicate = true;
            } else {
                long apart = Math.abs(message.sentAfter - other.sentAfter);
                require(
                        other.sent != Sent.YES || apart > DEDUPLICATION_MILLIS - CLOCK_SLACK_MILLIS,
                        "a duplicate within five minutes is not stored",
                        String.valueOf(message.deduplicationId));
            }
        }
        return duplicate;
    }

    /** Whether the answer may be that of a message whose own answer was lost. */
    private static boolean maybeFirst(Message other, Message message) {
        return other != message
                && message.home.arn().fifo()
                && other.sent == Sent.MAYBE
                && other.id == null
                && sameId(message, other);
    }

    private static boolean sameId(Message one, Message other) {
        return one.home.id() == other.home.id()
                && Objects.equals(one.deduplicationId, other.deduplicationId);
    }

    void notSent(String body) {
        known(body).sent = Sent.NO;
    }

    void maybeSent(String body) {
        known(body).sent = Sent.MAYBE;
    }

    // --- receives

    /** The messages that follow came together. */
    void nextReply() {
        replies++;
    }

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
        if (queue.arn().fifo() && queue.id() == message.home.id()) {
            message.number = received.handle().message();
            requireOrder(message, at, what);
        }
        message.reply = replies;
        message.receiveCount = received.receiveCount();
        message.countUncertain = false;
        message.hiddenUntil = received.handle().visibleAtMillis();
        message.lastSeenIn = queue.id();
        message.maybeGone = false;
        message.id = received.message().id();
    }

    private void requireOrder(Message message, long at, String what) {
        for (Message other : messages.values()) {
            boolean same =
                    other != message
                            && other.home.id() == message.home.id()
                            && Objects.equals(other.group, message.group);
            if (!same || other.reply == replies || !surelyAtHome(other, at)) {
                continue;
            }
            require(
                    other.number == 0 || other.number > message.number,
                    "within a group nothing overtakes",
                    what + ", before number " + other.number);
            require(
                    other.receiveCount == 0 || other.hiddenUntil <= at,
                    "a group has the messages of one receive in flight",
                    what + ", while number " + other.number + " was");
        }
    }

    private static boolean surelyAtHome(Message message, long at) {
        return (message.sent == Sent.YES || message.receiveCount > 0)
                && message.lastSeenIn == message.home.id()
                && !message.gone
                && !message.maybeGone
                && !message.countUncertain
                && !mayHaveMoved(message, at)
                && !mayHaveExpired(message, at);
    }

    private static void requireRightQueue(
            QueueDefinition queue, Message message, ReceivedMessage received, String what) {
        var policy = message.home.attributes().redrivePolicy();
        int limit = policy == null ? Integer.MAX_VALUE : policy.maxReceiveCount();
        if (queue.id() == message.home.id()) {
            boolean returns = policy != null && policy.deadLetterTarget().name().equals("nowhere");
            require(
                    returns || received.receiveCount() - message.releases <= limit,
                    "a message is received no more often than maxReceiveCount and its releases",
                    what);
        } else {
            require(
                    policy != null && policy.deadLetterTarget().equals(queue.arn()),
                    "a message is in its queue or its dead-letter queue",
                    what);
            require(
                    message.buried || received.receiveCount() > limit,
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

    void released(String body, ReceiptHandle handle, long notVisibleBefore) {
        visibilityChanged(body, handle, notVisibleBefore);
        known(body).releases++;
    }

    void maybeReleased(String body, long notVisibleBefore) {
        maybeVisibilityChanged(body, notVisibleBefore);
        known(body).releases++;
    }

    void buried(String body, ReceiptHandle handle, long notVisibleBefore) {
        visibilityChanged(body, handle, notVisibleBefore);
        known(body).buried = true;
    }

    void maybeBuried(String body, long notVisibleBefore) {
        maybeVisibilityChanged(body, notVisibleBefore);
        known(body).buried = true;
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
