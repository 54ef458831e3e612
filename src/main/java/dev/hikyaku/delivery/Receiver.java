package dev.hikyaku.delivery;

import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.delivery.source.Poll;
import dev.hikyaku.delivery.source.Source;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives from one queue what the credit allows. Belongs to the loop.
 *
 * <p>A queue that is alone reserves all free credit for each poll, and polls long. Queues that
 * share a worker must not reserve it for each other's 20 idle seconds: there, a queue that last had
 * nothing polls long for one message without a reservation, and one that last had something polls
 * short for all that is free. So a message never waits for the end of another queue's poll; at the
 * most one message a queue may be held with no place for it yet.
 *
 * <p>While messages come in, further polls are opened beside the first if there is credit for a
 * full batch, because a source of small batches would not fill the worker by one poll at a time.
 */
final class Receiver {
    /** Hears of messages. */
    interface Listener {
        void received(Lane lane, List<Message> messages);

        /** A poll has ended, with or without messages. */
        void pollEnded();
    }

    /**
     * @param alone whether it is the only queue of its worker
     */
    record Terms(String worker, Duration visibilityTimeout, boolean alone) {}

    static final int POLLS_MAX = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final long REST_MIN_MILLIS = 100;
    private static final long REST_MAX_MILLIS = 5000;
    private static final int DOUBLINGS_MAX = 6;

    private final Loop loop;
    private final Lane lane;
    private final Terms terms;
    private final Credit credit;
    private final Listener listener;
    private final Outage outage;
    private final Set<Poll> polls = new HashSet<>();
    private boolean active;
    private boolean resting;
    private boolean hot;
    private int failures;

    Receiver(Loop loop, Lane lane, Terms terms, Credit credit, Listener listener) {
        this.loop = loop;
        this.lane = lane;
        this.terms = terms;
        this.credit = credit;
        this.listener = listener;
        this.outage =
                new Outage(
                        loop,
                        LOG,
                        "Worker " + terms.worker() + " cannot receive from " + lane.queue());
    }

    void resume() {
        active = true;
        fill();
    }

    /**
     * Starts no poll any more and ends those that wait. What they bring nevertheless is handed on.
     */
    void pause() {
        active = false;
        List.copyOf(polls).forEach(Poll::cancel);
    }

    boolean idle() {
        return polls.isEmpty();
    }

    /** Polls if there is credit for it. */
    void fill() {
        while (active && !resting && wanted()) {
            poll();
        }
    }

    private boolean wanted() {
        if (polls.isEmpty()) {
            return modest() ? credit.idlePlace() : credit.free() > 0;
        }
        return hot && polls.size() < POLLS_MAX && credit.free() >= receiveMax();
    }

    private int receiveMax() {
        return lane.source.fifo() ? 1 : lane.source.maxBatch();
    }

    private boolean modest() {
        return !terms.alone() && !hot;
    }

    private void poll() {
        int reserved = modest() ? 0 : Math.min(receiveMax(), credit.free());
        Duration wait = terms.alone() || !hot ? LONG : Duration.ZERO;
        credit.reserve(reserved);
        Poll poll = open(lane.source, Math.max(1, reserved), wait);
        polls.add(poll);
        poll.messages()
                .whenComplete((messages, failure) -> ended(poll, reserved, messages, failure));
    }

    private Poll open(Source source, int max, Duration wait) {
        try {
            return source.receive(max, terms.visibilityTimeout(), wait, loop);
        } catch (RuntimeException e) {
            return new Stillborn(CompletableFuture.failedFuture(e));
        }
    }

    private record Stillborn(CompletableFuture<List<Message>> messages) implements Poll {
        @Override
        public void cancel() {}
    }

    private void ended(
            Poll poll,
            int reserved,
            @Nullable List<Message> messages,
            @Nullable Throwable failure) {
        polls.remove(poll);
        credit.release(reserved);
        if (messages != null) {
            arrived(messages);
        } else if (failure != null) {
            failed(failure);
        }
        listener.pollEnded();
        fill();
    }

    private void arrived(List<Message> messages) {
        outage.over();
        failures = 0;
        hot = !messages.isEmpty();
        if (hot) {
            listener.received(lane, messages);
        }
    }

    private void failed(Throwable failure) {
        hot = false;
        if (!active) {
            return;
        }
        outage.failed(Failures.text(failure));
        resting = true;
        loop.after(restMillis(), this::rested);
    }

    private long restMillis() {
        return Math.min(REST_MAX_MILLIS, REST_MIN_MILLIS << Math.min(failures++, DOUBLINGS_MAX));
    }

    private void rested() {
        resting = false;
        fill();
    }
}
