package dev.hikyaku.delivery;

import dev.hikyaku.delivery.endpoint.Outcome;
import dev.hikyaku.delivery.source.Message;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is counted behind {@link WorkerStats}: written by the loop, read by anyone. */
final class Tally {
    private static final Logger LOG = LoggerFactory.getLogger(Tally.class);

    private final WorkerMetrics metrics;
    private final LongAdder received = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder returned = new LongAdder();
    private final LongAdder buried = new LongAdder();
    private final LongAdder heartbeatFailures = new LongAdder();
    private volatile int busy;
    private volatile int waiting;
    private volatile int limit;
    private boolean complained;

    Tally(WorkerMetrics metrics) {
        this.metrics = metrics;
    }

    void received(String queue, List<Message> messages) {
        received.add(messages.size());
        tell(hears -> hears.received(queue, messages));
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

    void buried(String queue) {
        buried.increment();
        tell(hears -> hears.buried(queue));
    }

    void heartbeatFailed(String queue) {
        heartbeatFailures.increment();
        tell(hears -> hears.heartbeatFailed(queue));
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

    void held(int running, int waitingForPlace, int limitNow) {
        busy = running;
        waiting = waitingForPlace;
        limit = limitNow;
    }

    WorkerStats stats(WorkerStats.State state, int concurrency, double rate, long idleMillis) {
        return new WorkerStats(
                state,
                busy,
                waiting,
                limit,
                concurrency,
                rate,
                received.sum(),
                delivered.sum(),
                failed.sum(),
                retried.sum(),
                returned.sum(),
                buried.sum(),
                heartbeatFailures.sum(),
                idleMillis);
    }
}
