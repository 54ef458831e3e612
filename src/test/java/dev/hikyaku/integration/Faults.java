package dev.hikyaku.integration;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** What was done to a daemon and to its worker, and when. Times are those of System.nanoTime. */
final class Faults {
    enum Kind {
        /** The daemon got a kill -9. */
        KILL,
        /** The daemon got a SIGTERM. */
        TERMINATION,
        /** The worker closed its port and cut its connections. */
        WORKER_RESTART
    }

    /** Began before the first time and was over at the second. */
    record Fault(Kind kind, long from, long until) {
        boolean within(long begin, long end) {
            return from <= end && until >= begin;
        }
    }

    private final List<Fault> all = new CopyOnWriteArrayList<>();

    void add(Kind kind, long from) {
        all.add(new Fault(kind, from, System.nanoTime()));
    }

    int count(Kind kind) {
        return (int) all.stream().filter(fault -> fault.kind == kind).count();
    }

    int count(long begin, long end) {
        return (int) all.stream().filter(fault -> fault.within(begin, end)).count();
    }

    boolean any(Kind kind, Predicate<Fault> which) {
        return all.stream().anyMatch(fault -> fault.kind == kind && which.test(fault));
    }
}
