package dev.hikyaku.delivery;

import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.delivery.source.Poll;
import dev.hikyaku.model.Limits;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives from one queue; {@link Intake} says when. Belongs to the loop.
 *
 * <p>A queue that is alone reserves all free credit for each poll, and polls long. Queues that
 * share a worker must not reserve it for each other's 20 idle seconds: there, a queue that last had
 * nothing polls long for one message without a reservation, and one that last had something polls
 * short for what it is granted. So a message never waits for the end of another queue's poll; at
 * the most one message a queue may be held with no place for it yet.
 *
 * <p>While messages come in, further polls are opened beside the first if there is credit for a
 * full batch, or for many messages: a source of small batches would not fill the worker by one poll
 * at a time, and one of large batches makes each poll wait for its disk.
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

    /** For so many messages a poll is worth its call, where a source has even larger batches. */
    static final int ENOUGH = 25;

    /** One receive of a FIFO queue may bring messages of one group only, which start in turn. */
    private static final int FIFO_MAX = 10;

    /** What a receive brings at the most, in bytes of messages. */
    private static final long RECEIVE_BYTES_MAX = Limits.MESSAGE_BYTES_MAX;

    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final long CAREFUL_MILLIS = 60_000;
    private static final long REST_MIN_MILLIS = 100;
    private static final long REST_MAX_MILLIS = 5000;
    private static final int DOUBLINGS_MAX = 6;

    private final Loop loop;
    private final Lane lane;
    private final Terms terms;
    private final Listener listener;
    private final Outage outage;
    private final Set<Poll> polls = new HashSet<>();
    private boolean active;
    private boolean resting;
    private boolean hot;
    private long typicalBytes;
    private int failures;
    private long carefulUntilMillis;
    private volatile long wellAtMillis;

    Receiver(Loop loop, Lane lane, Terms terms, Listener listener) {
        this.loop = loop;
        this.lane = lane;
        this.terms = terms;
        this.listener = listener;
        this.wellAtMillis = loop.nowMillis();
        this.outage =
                new Outage(
                        loop,
                        LOG,
                        "Worker " + terms.worker() + " cannot receive from " + lane.queue());
    }

    void resume() {
        active = true;
    }

    /**
     * Starts no poll any more and ends those that wait. What they bring nevertheless is handed on.
     */
    void pause() {
        active = false;
        List.copyOf(polls).forEach(Poll::cancel);
    }

    /** Whether no receive is under way. */
    boolean idle() {
        return polls.isEmpty();
    }

    /** Whether receives that were cancelled are still under way. */
    boolean ending() {
        return !active && !idle();
    }

    /** When a receive last ended well, or began after a while without any. From any thread. */
    long wellAtMillis() {
        return wellAtMillis;
    }

    /** Whether it should wait for a message to come. */
    boolean wantsToWait() {
        return active
                && !resting
                && !hot
                && polls.isEmpty()
                && (terms.alone() ? lane.credit.free() > 0 : lane.credit.idlePlace());
    }

    /** Whether it last had messages and can take more. */
    boolean wantsMore() {
        return active && !resting && hot && lane.credit.free() > 0;
    }

    /** Whether another poll is worth its call. */
    boolean mayAsk() {
        return polls.size() < POLLS_MAX
                && lane.credit.free() >= (polls.isEmpty() ? 1 : Math.min(receiveMax(), ENOUGH));
    }

    private int receiveMax() {
        if (!lane.source.fifo()) {
            return lane.source.maxBatch();
        }
        return loop.nowMillis() < carefulUntilMillis
                ? 1
                : Math.min(FIFO_MAX, lane.source.maxBatch());
    }

    /**
     * A message of a FIFO queue failed, and the rest of its group went back. Where that counts as a
     * receive, messages come one at a time for a while.
     */
    void careful() {
        if (lane.source.countsReleases()) {
            carefulUntilMillis = loop.nowMillis() + CAREFUL_MILLIS;
        }
    }

    /** Waits for a message to come. */
    void await() {
        poll(terms.alone() ? Math.min(receiveMax(), lane.credit.free()) : 0, LONG, brought -> {});
    }

    /**
     * Asks for messages.
     *
     * @param max what it may ask for; it may be able to take less
     * @param then hears how many came
     */
    void ask(int max, IntConsumer then) {
        int messages = Math.min(max, Math.min(receiveMax(), lane.credit.free()));
        poll(messages, terms.alone() ? LONG : Duration.ZERO, then);
    }

    private void poll(int reserved, Duration wait, IntConsumer then) {
        if (polls.isEmpty() && failures == 0) {
            wellAtMillis = loop.nowMillis(); // nothing was to be received until now
        }
        lane.credit.reserve(reserved);
        var ask =
                new Ask(
                        reserved,
                        new Expected(Math.min(RECEIVE_BYTES_MAX, reserved * typicalBytes)),
                        lane.credit.lead().mark(loop.nowMillis()),
                        then);
        Poll poll = open(Math.max(1, reserved), wait);
        polls.add(poll);
        poll.messages().whenComplete((messages, failure) -> ended(poll, ask, messages, failure));
    }

    private Poll open(int max, Duration wait) {
        try {
            return lane.source.receive(max, terms.visibilityTimeout(), wait, loop);
        } catch (RuntimeException e) {
            return new Stillborn(CompletableFuture.failedFuture(e));
        }
    }

    private record Stillborn(CompletableFuture<List<Message>> messages) implements Poll {
        @Override
        public void cancel() {}
    }

    private record Ask(int reserved, Expected expected, Lead.Mark opened, IntConsumer then) {}

    /** The room that a poll's messages may need. One that waits for messages to come has none. */
    private final class Expected {
        private final Loop.Timer limit;
        private long bytes;

        Expected(long bytes) {
            this.bytes = bytes;
            this.limit = loop.after(Lead.BACKLOG_MILLIS, this::over);
            lane.credit.room().take(bytes);
        }

        void over() {
            limit.cancel();
            lane.credit.room().giveBack(bytes);
            bytes = 0;
        }
    }

    private void ended(
            Poll poll, Ask ask, @Nullable List<Message> messages, @Nullable Throwable failure) {
        polls.remove(poll);
        ask.expected().over();
        int brought = messages == null ? 0 : messages.size();
        lane.credit.received(ask.reserved(), brought);
        lead(ask, brought);
        ask.then().accept(brought);
        if (messages != null) {
            arrived(messages);
        } else if (failure != null) {
            failed(failure);
        }
        listener.pollEnded();
    }

    /**
     * Nothing is asked for ahead of places that another queue may want first, nor where giving it
     * back, as for a pause, counts as a receive.
     */
    private void lead(Ask ask, int brought) {
        Lead lead = lane.credit.lead();
        boolean may = active && terms.alone() && !lane.source.countsReleases();
        if (!may || brought < ask.reserved()) {
            lead.lose();
        } else if (ask.reserved() > 0) {
            lead.learn(ask.opened(), loop.nowMillis());
        }
    }

    private void arrived(List<Message> messages) {
        outage.over();
        failures = 0;
        wellAtMillis = loop.nowMillis();
        hot = !messages.isEmpty();
        if (hot) {
            typicalBytes = messages.stream().mapToLong(Message::bytes).sum() / messages.size();
            listener.received(lane, messages);
        }
    }

    private void failed(Throwable failure) {
        hot = false;
        if (active) {
            outage.failed(Failures.text(failure));
            rest(failures++);
        }
    }

    /** Nothing came that is for this worker: the others may take theirs before it asks again. */
    void leaveToOthers() {
        hot = false;
        rest(0);
    }

    private void rest(int times) {
        resting = true;
        loop.after(
                Math.min(REST_MAX_MILLIS, REST_MIN_MILLIS << Math.min(times, DOUBLINGS_MAX)),
                this::rested);
    }

    private void rested() {
        resting = false;
        listener.pollEnded();
    }
}
