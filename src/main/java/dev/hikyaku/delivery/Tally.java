package dev.hikyaku.delivery;

import dev.hikyaku.delivery.endpoint.Outcome;
import dev.hikyaku.delivery.source.Message;
import java.util.concurrent.atomic.LongAdder;

/** The counts behind {@link WorkerStats}: written by the loop, read by anyone. */
final class Tally {
    private final WorkerMetrics metrics;
    private final LongAdder received = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder returned = new LongAdder();
    private volatile boolean receiving;
    private volatile int busy;
    private volatile int waiting;

    Tally(WorkerMetrics metrics) {
        this.metrics = metrics;
    }

    void received(String queue, int count) {
        received.add(count);
        metrics.received(queue, count);
    }

    void ended(Message message, Outcome outcome, long latencyNanos) {
        (outcome instanceof Outcome.Delivered ? delivered : failed).increment();
        if (message.receiveCount() > 1) {
            retried.increment();
        }
        metrics.ended(message.queue(), outcome, latencyNanos);
    }

    void returned(String queue) {
        returned.increment();
        metrics.returned(queue, 1);
    }

    void receiving(boolean now) {
        receiving = now;
    }

    void held(int running, int waitingForPlace) {
        busy = running;
        waiting = waitingForPlace;
    }

    WorkerStats stats() {
        return new WorkerStats(
                receiving,
                busy,
                waiting,
                received.sum(),
                delivered.sum(),
                failed.sum(),
                retried.sum(),
                returned.sum());
    }
}
