package dev.hikyaku.integration;

import dev.hikyaku.integration.DeliveryLedger.Delivery;
import dev.hikyaku.integration.Faults.Fault;
import dev.hikyaku.integration.Faults.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds why messages were delivered again though they were done, and what a worker never saw. */
final class ChaosReport {
    /** Why a message that was done came again. */
    enum Cause {
        /** The daemon was killed when it had the message: nobody deleted it. */
        KILLED,
        /** The worker cut the connection, with the answer on its way. */
        WORKER_RESTARTED,
        /** The worker was done after the daemon's time limit. */
        LATE
    }

    /** What the worker's answer may need to be read, and a delete to be on disk. */
    private static final long SETTLED_NANOS = Duration.ofSeconds(2).toNanos();

    /** What an answer may need from the worker's hand through its socket. */
    private static final long SENT_NANOS = Duration.ofMillis(250).toNanos();

    /** By how much two processes' timers may differ. */
    private static final long TIMER_NANOS = Duration.ofMillis(50).toNanos();

    private final DeliveryLedger ledger;
    private final Faults faults;
    private final long limitNanos;
    private final Map<Cause, Integer> duplicates = new EnumMap<>(Cause.class);
    private final List<String> unexplained = new ArrayList<>();
    private int unseen;

    /**
     * @param limit the daemon's request timeout
     */
    ChaosReport(DeliveryLedger ledger, Faults faults, Duration limit) {
        this.ledger = ledger;
        this.faults = faults;
        this.limitNanos = limit.toNanos() - TIMER_NANOS;
    }

    /** Counts the deliveries of a message that follow one which was done. */
    void count(String body) {
        Delivery done = null;
        for (Delivery delivery : ledger.of(body)) {
            if (done != null) {
                count(body, done, delivery);
            }
            done = delivery.done() ? delivery : done;
        }
    }

    private void count(String body, Delivery done, Delivery again) {
        Cause cause = cause(done, again);
        if (cause == null) {
            unexplained.add(body + ": " + ledger.of(body));
        } else {
            duplicates.merge(cause, 1, Integer::sum);
        }
    }

    private @Nullable Cause cause(Delivery done, Delivery again) {
        if (done.ended() - done.begun() >= limitNanos) {
            return Cause.LATE;
        }
        if (faults.any(Kind.KILL, fault -> between(fault, done, again, SETTLED_NANOS))) {
            return Cause.KILLED;
        }
        return faults.any(Kind.WORKER_RESTART, fault -> between(fault, done, again, SENT_NANOS))
                ? Cause.WORKER_RESTARTED
                : null;
    }

    private static boolean between(Fault fault, Delivery done, Delivery again, long lag) {
        return fault.within(done.begun(), done.ended() + lag) && fault.from() <= again.begun();
    }

    Map<Cause, Integer> duplicates() {
        return duplicates;
    }

    List<String> unexplained() {
        return unexplained;
    }

    /**
     * Whether a message of a group may run beside an earlier one: whether the daemon that sent the
     * earlier one had given it up or was dead.
     */
    boolean abandoned(Delivery earlier, Delivery later) {
        return later.begun() - earlier.begun() >= limitNanos
                || faults.any(Kind.KILL, fault -> fault.within(earlier.begun(), later.begun()));
    }

    /**
     * Counts the receives of a dead letter that the worker has not seen: the numbers that are
     * missing among those it saw. Each needs a fault of its own, between the deliveries before and
     * after it; where receives that were given back do not count, one fault may have several.
     *
     * @param receives how often it was received
     */
    void countUnseen(String body, int receives, boolean releasesCount) {
        int last = 0;
        long since = Long.MIN_VALUE;
        for (Delivery delivery : ledger.of(body)) {
            gap(body, delivery.receiveCount() - last - 1, releasesCount, since, delivery.begun());
            last = delivery.receiveCount();
            since = Math.min(delivery.ended(), delivery.begun() + limitNanos);
        }
        gap(body, receives - last, releasesCount, since, Long.MAX_VALUE);
    }

    private void gap(String body, int receives, boolean releasesCount, long since, long until) {
        unseen += receives;
        if (faults.count(since, until) < (releasesCount ? receives : Math.min(receives, 1))) {
            unexplained.add(receives + " receives not seen of " + body + ": " + ledger.of(body));
        }
    }

    int unseen() {
        return unseen;
    }
}
