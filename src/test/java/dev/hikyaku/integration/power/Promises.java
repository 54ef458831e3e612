package dev.hikyaku.integration.power;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What clients were told up to a moment, by the marks that they left, and what it obliges to. */
final class Promises {
    /** A message that was found, with the number of its receive. */
    record Found(String queue, String body, int receives) {
        String key() {
            return Promises.key(queue, body);
        }
    }

    private final Set<String> sending = new HashSet<>();
    private final Set<String> owed = new HashSet<>();
    private final Set<String> deleting = new HashSet<>();
    private final Set<String> deleted = new HashSet<>();
    private final Map<String, Integer> receives = new HashMap<>();
    private final Set<String> topics = new HashSet<>();

    /** A message is the same in a queue and in its dead-letter queue. */
    private static String key(String queue, String body) {
        return (queue.equals("dead") ? "once" : queue) + "\t" + body;
    }

    /** These, and some messages more. */
    Promises and(String queue, List<String> bodies) {
        var more = new Promises();
        more.sending.addAll(sending);
        more.owed.addAll(owed);
        more.deleting.addAll(deleting);
        more.deleted.addAll(deleted);
        more.receives.putAll(receives);
        more.topics.addAll(topics);
        for (String body : bodies) {
            more.learn("sending\t" + queue + "\t" + body);
            more.learn("sent\t" + queue + "\t" + body);
        }
        return more;
    }

    void learn(String mark) {
        String[] words = mark.split("\t", -1);
        String key = words.length < 3 ? "" : key(words[1], words[2]);
        switch (words[0]) {
            case "sending" -> sending.add(key);
            case "sent" -> {
                if (!deleting.contains(key)) { // whoever received it may have been faster
                    owed.add(key);
                }
            }
            case "received" -> receives.merge(key, Integer.parseInt(words[3]), Math::max);
            case "deleting" -> {
                deleting.add(key);
                owed.remove(key);
            }
            case "deleted" -> deleted.add(key);
            case "topic" -> topics.add(words[1]);
            case "ready" -> {}
            default -> throw new IllegalArgumentException(mark);
        }
    }

    /** Whether queues and topics are there for certain. */
    boolean begun() {
        return !sending.isEmpty();
    }

    Set<String> topics() {
        return topics;
    }

    /** Whether everything that is owed to a queue is among these. */
    boolean kept(String queue, List<Found> some, List<Found> others) {
        var keys = new HashSet<String>();
        some.forEach(message -> keys.add(message.key()));
        others.forEach(message -> keys.add(message.key()));
        String prefix = key(queue, "");
        return owed.stream().filter(key -> key.startsWith(prefix)).allMatch(keys::contains);
    }

    void assertKept(List<Found> found) {
        var keys = new HashSet<String>();
        for (Found message : found) {
            assertThat(keys.add(message.key())).as("%s is there once", message).isTrue();
            assertThat(sending).as("what was sent").contains(message.key());
            assertThat(message.receives())
                    .as("the receives of %s, which a client has seen", message)
                    .isGreaterThan(receives.getOrDefault(message.key(), 0));
        }
        assertThat(owed.stream().filter(key -> !keys.contains(key)))
                .as("acknowledged sends that are lost")
                .isEmpty();
        assertThat(deleted.stream().filter(keys::contains))
                .as("acknowledged deletes that are undone")
                .isEmpty();
        assertInOrder(found);
    }

    /** Bodies in FIFO queues are a group and a number. */
    private static void assertInOrder(List<Found> found) {
        var last = new HashMap<String, Integer>();
        for (Found message : found) {
            if (message.queue().endsWith(".fifo")) {
                String[] parts = message.body().split("/", 2);
                int number = Integer.parseInt(parts[1].strip());
                Integer before = last.put(message.queue() + parts[0], number);
                assertThat(number)
                        .as("the order of %s", message)
                        .isGreaterThan(before == null ? -1 : before);
            }
        }
    }
}
