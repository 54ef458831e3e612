package dev.hikyaku.delivery;

import dev.hikyaku.delivery.endpoint.Outcome;
import dev.hikyaku.delivery.endpoint.Target;
import dev.hikyaku.delivery.settings.WorkerSettings;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.delivery.source.Refusal;
import dev.hikyaku.delivery.source.Source;
import dev.hikyaku.model.Limits;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to a message between its receive and its settlement. Belongs to the loop.
 *
 * <p>received, then waiting until there is a place, then running, then settled: deleted, or visible
 * again after a back-off. What cannot be started (the target is down, or the worker drains) is
 * given back at once.
 */
final class Dispatcher implements Lane.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Loop loop;
    private final String worker;
    private final Target target;
    private final Backoff backoff;
    private final Tally tally;
    private final Credit credit;
    private final Heartbeat heartbeat;
    private final FailureLog failedDeliveries;
    private final FailureLog failedSettlements;
    private final List<Lane> lanes = new ArrayList<>();
    private final ArrayDeque<Held> waiting = new ArrayDeque<>();
    private final Consumer<Outcome> observer;
    private final Runnable changed;
    private boolean receiving;
    private int nextLane;

    /**
     * @param observer hears how each delivery ended before the next one is started
     * @param changed is called whenever {@link #idle} may have come true
     */
    Dispatcher(
            Loop loop,
            WorkerSettings settings,
            List<Source> sources,
            Target target,
            Backoff backoff,
            Tally tally,
            Consumer<Outcome> observer,
            Runnable changed) {
        this.loop = loop;
        this.worker = settings.name();
        this.target = target;
        this.backoff = backoff;
        this.tally = tally;
        this.observer = observer;
        this.changed = changed;
        this.credit = new Credit(settings.concurrency());
        this.heartbeat = new Heartbeat(loop, settings.visibility().timeout());
        this.failedDeliveries = new FailureLog(loop, LOG);
        this.failedSettlements = new FailureLog(loop, LOG);
        var terms =
                new Receiver.Terms(worker, settings.visibility().timeout(), sources.size() == 1);
        sources.forEach(source -> lanes.add(new Lane(loop, source, terms, credit, this)));
    }

    /** Takes messages from now on. */
    void resume() {
        receiving = true;
        tally.receiving(true);
        lanes.forEach(lane -> lane.receiver.resume());
    }

    /** Takes no messages any more, and gives back those whose delivery was not started. */
    void pause() {
        receiving = false;
        tally.receiving(false);
        lanes.forEach(lane -> lane.receiver.pause());
        for (Held held = waiting.poll(); held != null; held = waiting.poll()) {
            credit.waitsNoMore();
            giveBack(held);
        }
    }

    /** Whether nothing is held, under way or unsettled. */
    boolean idle() {
        return running() == 0
                && credit.waiting() == 0
                && credit.unsettled() == 0
                && lanes.stream().allMatch(lane -> lane.receiver.idle());
    }

    int running() {
        return credit.running();
    }

    int unsettled() {
        return credit.unsettled();
    }

    void flushLogs() {
        failedDeliveries.flush();
        failedSettlements.flush();
    }

    // --- messages

    @Override
    public void received(Lane lane, List<Message> messages) {
        tally.received(lane.queue(), messages.size());
        for (Message message : messages) {
            hold(new Held(lane, message, loop.nowMillis()));
        }
        tellHeld();
    }

    private void hold(Held held) {
        if (!receiving) {
            giveBack(held);
            return;
        }
        heartbeat.add(held);
        if (credit.place()) {
            start(held);
        } else {
            credit.waits();
            waiting.add(held);
        }
    }

    private void start(Held held) {
        credit.starts();
        held.startedAtNanos = System.nanoTime();
        deliver(held.message)
                .onComplete(
                        outcome -> ended(held, outcome),
                        failure -> ended(held, new Outcome.Failed(Failures.text(failure))));
    }

    private Future<Outcome> deliver(Message message) {
        try {
            return target.deliver(List.of(message)).map(answer -> answer.outcome(message.id()));
        } catch (RuntimeException e) {
            LOG.error("Message {} could not be sent to worker {}", message.id(), worker, e);
            return Future.succeededFuture(new Outcome.Failed(Failures.text(e)));
        }
    }

    private void ended(Held held, Outcome outcome) {
        credit.ends();
        tally.ended(held.message, outcome, System.nanoTime() - held.startedAtNanos);
        settle(held, settlementOf(held, outcome));
        observer.accept(outcome);
        startWaiting();
        fill();
        tellHeld();
        changed.run();
    }

    private void startWaiting() {
        while (credit.place() && !waiting.isEmpty()) {
            credit.waitsNoMore();
            start(waiting.remove());
        }
    }

    /** Each lane is the first to be asked in turn. */
    private void fill() {
        int first = nextLane++;
        for (int i = 0; i < lanes.size(); i++) {
            lanes.get(Math.floorMod(first + i, lanes.size())).receiver.fill();
        }
    }

    private void giveBack(Held held) {
        tally.returned(held.lane.queue());
        settle(held, retry(held.message, 0));
    }

    private void tellHeld() {
        tally.held(credit.running(), credit.waiting());
    }

    @Override
    public void pollEnded() {
        changed.run();
    }

    // --- settlements

    private Settlement settlementOf(Held held, Outcome outcome) {
        Message message = held.message;
        if (outcome instanceof Outcome.Delivered) {
            LOG.debug("Message {} of {} is delivered", message.id(), message.queue());
            return new Settlement.Delete(message.id(), message.handle());
        }
        Settlement.Retry retry =
                retry(message, Math.min(backoff.seconds(message.receiveCount()), left(held)));
        failedDeliveries.add(() -> failedText(message, outcome, retry));
        return retry;
    }

    private static Settlement.Retry retry(Message message, int seconds) {
        return new Settlement.Retry(message.id(), message.handle(), seconds);
    }

    /** SQS refuses a visibility timeout that ends more than 12 hours after the receive. */
    private int left(Held held) {
        long elapsedSeconds = (loop.nowMillis() - held.receivedAtMillis) / 1000 + 2;
        return (int) Math.max(0, Limits.VISIBILITY_TIMEOUT_SECONDS_MAX - elapsedSeconds);
    }

    private String failedText(Message message, Outcome outcome, Settlement.Retry retry) {
        return "Worker "
                + worker
                + ": message "
                + message.id()
                + " of "
                + message.queue()
                + ", receive "
                + message.receiveCount()
                + ", "
                + outcome.text()
                + "; visible again in "
                + retry.visibilityTimeoutSeconds()
                + " s";
    }

    private void settle(Held held, Settlement settlement) {
        Lane lane = held.lane;
        credit.settles();
        heartbeat.remove(held, () -> lane.settle(settlement));
    }

    @Override
    public void settled(Lane lane, Settlement settlement, @Nullable Refusal refusal) {
        boolean full = credit.settled();
        if (refusal != null) {
            failedSettlements.add(() -> unsettledText(lane, settlement, refusal));
        }
        if (full) {
            fill();
        }
        changed.run();
    }

    private String unsettledText(Lane lane, Settlement settlement, Refusal refusal) {
        String what =
                switch (settlement) {
                    case Settlement.Delete delete -> "was delivered but could not be deleted";
                    case Settlement.Retry retry -> "could not be made visible again";
                };
        return "Worker "
                + worker
                + ": message "
                + settlement.messageId()
                + " of "
                + lane.queue()
                + " "
                + what
                + " ("
                + refusal.reason()
                + "); it comes again after its visibility timeout";
    }
}
