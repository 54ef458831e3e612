package dev.hikyaku.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who is to get what was published or put on a bus, and who got it. */
final class ModelBroadcasts {
    /** A queue that topics or buses send to: its name says what it wants. */
    private static boolean wants(String queue, String body) {
        return queue.contains("-all") || body.contains("red");
    }

    static final List<String> TOPIC = List.of("topic-all", "topic-red");
    static final List<String> FIFO_TOPIC = List.of("ordered-all.fifo", "ordered-red.fifo");
    static final List<String> BUS = List.of("bus-all", "bus-red");

    /** The internal queues: of the FIFO topic, and of what a bus could not send at once. */
    static final String LINE = ".sns-line.fifo";

    static final String RETRIES = ".events-retries";

    private final Checks checks;
    private final Map<String, Integer> order = new HashMap<>();
    private final Map<String, Integer> latest = new HashMap<>();

    ModelBroadcasts(Checks checks) {
        this.checks = checks;
    }

    private static boolean follows(String queue) {
        return TOPIC.contains(queue) || FIFO_TOPIC.contains(queue) || BUS.contains(queue);
    }

    /** A message was stored, for good. */
    void stored(ModelQueue queue, ModelMessage message) {
        String name = queue.spec.name();
        if (follows(name)) {
            checks.require(
                    wants(name, message.body), Invariant.ONLY_MATCHING, name, "got", message.body);
            if (queue.stored.add(message.body) && FIFO_TOPIC.contains(name)) {
                requireOrder(name + " " + message.group, message);
            }
        } else if (name.equals(RETRIES)) {
            queue.stored.add(message.body.substring(message.body.indexOf('\n') + 1));
        } else if (name.equals(LINE)) {
            queue.stored.add(message.body);
            order.putIfAbsent(message.body, order.size());
        }
    }

    private void requireOrder(String line, ModelMessage message) {
        int place = order.getOrDefault(message.body, -1);
        int before = latest.getOrDefault(line, -1);
        checks.require(
                place > before,
                Invariant.FIFO_ORDER,
                message.body,
                "reached",
                line,
                "behind a later one");
        latest.put(line, place);
    }

    /** It was said that a message is on disk for everyone who wants it. */
    void acknowledged(List<String> subscribers, String body, Map<String, ModelQueue> queues) {
        for (String name : subscribers) {
            if (wants(name, body)) {
                ModelQueue queue = queues.get(QueueSpec.arn(name).toString());
                ModelQueue retries = queues.get(QueueSpec.arn(RETRIES).toString());
                boolean there = queue != null && queue.stored.contains(body);
                boolean willBe =
                        BUS.contains(name) && retries != null && retries.stored.contains(body);
                checks.require(
                        there || willBe, Invariant.EVERY_SUBSCRIBER, name, "has not got", body);
            }
        }
    }

    /** What never went to whom although it was in the FIFO topic's line; for the very end. */
    void finish(Map<String, ModelQueue> queues) {
        ModelQueue line = queues.get(QueueSpec.arn(LINE).toString());
        if (line != null) {
            for (String body : new ArrayList<>(line.stored)) {
                acknowledged(FIFO_TOPIC, body, queues);
            }
        }
    }
}
