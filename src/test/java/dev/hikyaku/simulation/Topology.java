package dev.hikyaku.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The queues of a simulation. */
final class Topology {
    /** A queue that comes and goes. */
    static final String PASSING = "passing";

    static final String CLOCK = "clock";
    static final String CLOCK_FIFO = "clock.fifo";
    private final Map<String, QueueSpec> specs = new LinkedHashMap<>();

    Topology() {
        add(QueueSpec.plain("plain"));
        add(QueueSpec.plain("fair"));
        add(QueueSpec.plain("short").retained(60));
        add(QueueSpec.plain("dead"));
        add(QueueSpec.plain("once").redriven("dead", 1));
        add(QueueSpec.plain("thrice").redriven("dead", 3));
        add(QueueSpec.plain("returning").redriven("nowhere", 2));
        add(QueueSpec.plain("stray").redriven(PASSING, 1));
        add(QueueSpec.plain(PASSING));
        add(QueueSpec.plain("dead.fifo"));
        add(QueueSpec.plain("line.fifo"));
        add(QueueSpec.plain("redriven.fifo").redriven("dead.fifo", 2));
        add(QueueSpec.plain("returning.fifo").redriven("nowhere.fifo", 1));
        add(QueueSpec.plain(CLOCK));
        add(QueueSpec.plain(CLOCK_FIFO));
        ModelBroadcasts.TOPIC.forEach(name -> add(QueueSpec.plain(name)));
        ModelBroadcasts.FIFO_TOPIC.forEach(name -> add(QueueSpec.plain(name)));
        ModelBroadcasts.BUS.forEach(name -> add(QueueSpec.plain(name)));
        add(QueueSpec.plain(ModelBroadcasts.LINE));
        add(QueueSpec.plain(ModelBroadcasts.RETRIES));
    }

    private void add(QueueSpec spec) {
        specs.put(spec.name(), spec);
    }

    Map<String, QueueSpec> specs() {
        return specs;
    }

    /** Those that clients send to and change as they like. */
    static List<String> open() {
        return List.of(
                "plain",
                "fair",
                "short",
                "dead",
                "once",
                "thrice",
                "returning",
                "stray",
                PASSING,
                "dead.fifo",
                "line.fifo",
                "redriven.fifo",
                "returning.fifo");
    }

    /** Those that clients only take from. */
    static List<String> fed() {
        return List.of(
                CLOCK,
                CLOCK_FIFO,
                "topic-all",
                "topic-red",
                "ordered-all.fifo",
                "ordered-red.fifo",
                "bus-all",
                "bus-red");
    }
}
