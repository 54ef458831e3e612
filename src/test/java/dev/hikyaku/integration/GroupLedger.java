package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;

/**
 * All that clients know of one message group of a FIFO queue, whose messages are numbered from 0 by
 * one producer and deleted in that order only. Times are of {@link System#nanoTime}.
 *
 * <p>What the server must have kept to, as far as a client can know:
 *
 * <ul>
 *   <li>A receive's messages follow one another without a gap, and a message is handed out only
 *       when a delete was asked for, and not refused, of all that were sent before it. So a message
 *       may repeat, but never after a later one.
 *   <li>A message is not handed out by a receive that was asked for after its delete was
 *       acknowledged.
 *   <li>A message that one receive handed out is in flight at least from the answer until its
 *       visibility timeout has passed since the question, or until a request goes out that ends
 *       this. No other receive that was asked for and answered within that time has a message of
 *       the group.
 *   <li>Sequence numbers grow with the numbers, and a message that was sent twice by one
 *       deduplication id is one message.
 * </ul>
 */
final class GroupLedger {
    enum Outcome {
        DONE,
        REFUSED,
        /** There was no answer: the delete may have taken effect or not. */
        UNKNOWN
    }

    record Message(int number, String sequence) {}

    private record Delivery(List<Message> messages, long askedAt, long answeredAt) {
        int first() {
            return messages.getFirst().number;
        }
    }

    private record Delete(int number, long sentAt, long answeredAt, Outcome outcome) {}

    private record Hold(long from, long until) {}

    private final String name;
    private final List<Delivery> deliveries = new ArrayList<>();
    private final List<Delete> deletes = new ArrayList<>();
    private final List<Hold> holds = new ArrayList<>();
    private int sent;

    GroupLedger(String name) {
        this.name = name;
    }

    /** The number of the next message that is to be sent. */
    synchronized int next() {
        return sent++;
    }

    synchronized void received(List<Message> messages, long askedAt, long answeredAt) {
        deliveries.add(new Delivery(messages, askedAt, answeredAt));
    }

    synchronized void deleted(int number, long sentAt, long answeredAt, Outcome outcome) {
        deletes.add(new Delete(number, sentAt, answeredAt, outcome));
    }

    /** One of its messages was in flight for certain from one time to the other. */
    synchronized void held(long from, long until) {
        if (from < until) {
            holds.add(new Hold(from, until));
        }
    }

    // --- the reckoning, when all is over

    synchronized int sent() {
        return sent;
    }

    synchronized int deliveries() {
        return deliveries.stream().mapToInt(delivery -> delivery.messages.size()).sum();
    }

    synchronized int holds() {
        return holds.size();
    }

    synchronized void assertKept() {
        deliveries.sort(Comparator.comparingLong(Delivery::answeredAt));
        for (Delivery delivery : deliveries) {
            assertInOrder(delivery);
            assertNothingDeleted(delivery);
            assertNobodyHeld(delivery);
        }
        assertSequence();
        assertNothingLost();
    }

    private AssertionError broken(String what) {
        return new AssertionError("group " + name + ": " + what + "\n" + this);
    }

    private void assertInOrder(Delivery delivery) {
        for (int i = 0; i < delivery.messages.size(); i++) {
            if (delivery.messages.get(i).number != delivery.first() + i) {
                throw broken("a receive is not in order: " + delivery);
            }
        }
        var asked = new HashSet<Integer>();
        for (Delete delete : deletes) {
            if (delete.outcome != Outcome.REFUSED && delete.sentAt <= delivery.answeredAt) {
                asked.add(delete.number);
            }
        }
        for (int before = 0; before < delivery.first(); before++) {
            if (!asked.contains(before)) {
                throw broken(delivery + " came while nobody had deleted " + before);
            }
        }
    }

    private void assertNothingDeleted(Delivery delivery) {
        int last = delivery.messages.getLast().number;
        for (Delete delete : deletes) {
            if (delete.outcome == Outcome.DONE
                    && delete.answeredAt < delivery.askedAt
                    && delete.number >= delivery.first()
                    && delete.number <= last) {
                throw broken(delivery + " came after " + delete);
            }
        }
    }

    private void assertNobodyHeld(Delivery delivery) {
        for (Hold hold : holds) {
            if (hold.from <= delivery.askedAt && delivery.answeredAt <= hold.until) {
                throw broken(delivery + " came during " + hold);
            }
        }
    }

    private void assertSequence() {
        var sequences = new TreeMap<Integer, String>();
        for (Delivery delivery : deliveries) {
            for (Message message : delivery.messages) {
                String known = sequences.putIfAbsent(message.number, message.sequence);
                if (known != null && !known.equals(message.sequence)) {
                    throw broken(message + " was " + known + " before");
                }
            }
        }
        assertThat(new ArrayList<>(sequences.values()))
                .as("group %s", name)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    private void assertNothingLost() {
        var received = new HashSet<Integer>();
        deliveries.forEach(
                delivery -> delivery.messages.forEach(message -> received.add(message.number)));
        for (int number = 0; number < sent; number++) {
            if (!received.contains(number)) {
                throw broken(number + " was never received");
            }
        }
        if (received.size() > sent) {
            throw broken("more was received than the " + sent + " that were sent");
        }
    }

    @Override
    public synchronized String toString() {
        return "deliveries %s%ndeletes %s%nholds %s".formatted(deliveries, deletes, holds);
    }
}
