package dev.hikyaku.integration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a worker saw of each message, by the messages' bodies, which are all different. */
final class DeliveryLedger {
    enum End {
        RUNNING,
        /** The work was done, whether or not anybody waited for the answer. */
        DONE,
        FAILED,
        /** Neither: a restart of the worker or the daemon's time limit ended it. */
        CUT
    }

    /** A request that reached the worker. Times are those of System.nanoTime. */
    record Delivery(int receiveCount, long begun, long ended, End end) {
        boolean done() {
            return end == End.DONE;
        }
    }

    private final Map<String, List<Delivery>> deliveries = new HashMap<>();
    private final Map<End, Integer> ends = new HashMap<>();
    private int done;

    /** A delivery begins; returns its place among those of this message. */
    synchronized int begins(String body, int receiveCount) {
        List<Delivery> of = known(body);
        of.add(new Delivery(receiveCount, System.nanoTime(), Long.MAX_VALUE, End.RUNNING));
        return of.size() - 1;
    }

    private List<Delivery> known(String body) {
        return deliveries.computeIfAbsent(body, absent -> new ArrayList<>(1));
    }

    synchronized void ended(String body, int place, End end) {
        List<Delivery> of = known(body);
        if (end == End.DONE && of.stream().noneMatch(Delivery::done)) {
            done++;
        }
        ends.merge(end, 1, Integer::sum);
        Delivery running = of.get(place);
        of.set(place, new Delivery(running.receiveCount, running.begun, System.nanoTime(), end));
    }

    /** Messages that were done, at least once. */
    synchronized int done() {
        return done;
    }

    synchronized int count(End end) {
        return ends.getOrDefault(end, 0);
    }

    /** The deliveries of a message in the order in which they began. */
    synchronized List<Delivery> of(String body) {
        return List.copyOf(deliveries.getOrDefault(body, List.of()));
    }

    boolean done(String body) {
        return of(body).stream().anyMatch(Delivery::done);
    }
}
