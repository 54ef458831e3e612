package dev.hikyaku.delivery;

import dev.hikyaku.delivery.endpoint.Outcome;
import dev.hikyaku.delivery.source.Message;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The counts behind {@link WorkerStats}: written by the loop, read by anyone. */
final class Tally {
    private static final Logger LOG = LoggerFactory.getLogger(Tally.class);

    private final WorkerMetrics metrics;
    private final LongAdder received = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder returned = new LongAdder();
    private volatile boolean receiving;
    private volatile int busy;
    private volatile int waiting;
    private boolean complained;

    Tally(WorkerMetrics metrics) {
        this.metrics = metrics;
    }

    void received(String queue, int count) {
        received.add(count);
        tell(hears -> hears.received(queue, count));
    }

    void ended(Message message, Outcome outcome, long latencyNanos) {
        (outcome instanceof Outcome.Delivered ? delivered : failed).increment();
        if (message.receiveCount() > 1) {
            retried.increment();
        }
        tell(hears -> hears.ended(message, outcome, latencyNanos));
    }

    void returned(String queue) {
        returned.increment();
        tell(hears -> hears.returned(queue, 1));
    }

    /** Metrics that throw cost no message. */
    private void tell(Consumer<WorkerMetrics> news) {
        try {
            news.accept(metrics);
        } catch (RuntimeException e) {
            if (!complained) {
                complained = true;
                LOG.error("The metrics of a worker throw, and are wrong from now on", e);
            }
        }
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
                receiving ? WorkerStats.State.RECEIVING : WorkerStats.State.DOWN,
                busy,
                waiting,
                0,
                0,
                0,
                received.sum(),
                delivered.sum(),
                failed.sum(),
                retried.sum(),
                returned.sum(),
                0,
                0,
                0);
    }
}
