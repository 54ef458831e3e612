package dev.hikyaku.delivery;

import dev.hikyaku.delivery.settings.WorkerSettings;
import dev.hikyaku.delivery.source.BatchOutcome;
import dev.hikyaku.delivery.source.Refusal;
import dev.hikyaku.delivery.source.VisibilityChange;
import dev.hikyaku.model.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps held messages invisible, whether they wait or run. Belongs to the loop.
 *
 * <p>What was last extended a third of the visibility timeout ago is due. One timer looks at all of
 * them, twice in that time; so an extension goes out before half of the timeout is over, and one
 * that fails is tried again at least twice before it is too late. SQS allows 12 hours from the
 * receive in total, so the last extension is a shorter one.
 */
final class Heartbeat {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final Loop loop;
    private final boolean on;
    private final Tally tally;
    private final int visibilityTimeoutSeconds;
    private final long dueMillis;
    private final Set<Held> held;
    private final FailureLog failures;
    private Loop.@Nullable Timer next;

    /**
     * @param held what is to be extended; messages come and go
     */
    Heartbeat(Loop loop, WorkerSettings.Visibility visibility, Tally tally, Set<Held> held) {
        this.loop = loop;
        this.held = held;
        this.on = visibility.heartbeat();
        this.tally = tally;
        this.visibilityTimeoutSeconds = (int) visibility.timeout().toSeconds();
        this.dueMillis = visibility.timeout().toMillis() / 3;
        this.failures = new FailureLog(loop, LOG);
    }

    /** There is something to extend. */
    void start() {
        if (on && next == null) {
            schedule();
        }
    }

    /**
     * @param then runs when no extension of a message is under way: at once, or when that has ended
     */
    void after(Held message, Runnable then) {
        if (message.beating) {
            message.afterBeat = then;
        } else {
            then.run();
        }
    }

    private void schedule() {
        next = loop.after(dueMillis / 2, this::beat);
    }

    private void beat() {
        next = null;
        if (!held.isEmpty()) {
            due().forEach(this::extend);
            schedule();
        }
    }

    private Map<Lane, List<Held>> due() {
        var due = new HashMap<Lane, List<Held>>();
        long now = loop.nowMillis();
        for (Held message : held) {
            if (!message.beating
                    && !message.lost
                    && now - message.extendedAtMillis >= dueMillis
                    && seconds(message) > 0) {
                due.computeIfAbsent(message.lane, lane -> new ArrayList<>()).add(message);
            }
        }
        return due;
    }

    /** The extension that still fits into the total, with a second for the way there. */
    private int seconds(Held message) {
        long left =
                Limits.VISIBILITY_TIMEOUT_SECONDS_MAX
                        - 2
                        - (loop.nowMillis() - message.receivedAtMillis) / 1000;
        return (int) Math.min(visibilityTimeoutSeconds, left);
    }

    private void extend(Lane lane, List<Held> due) {
        int size = lane.source.maxBatch();
        for (int from = 0; from < due.size(); from += size) {
            send(lane, due.subList(from, Math.min(from + size, due.size())));
        }
    }

    private void send(Lane lane, List<Held> batch) {
        long sentAtMillis = loop.nowMillis();
        var changes = new ArrayList<VisibilityChange>(batch.size());
        for (Held message : batch) {
            message.beating = true;
            changes.add(new VisibilityChange(message.message.handle(), seconds(message)));
        }
        Calls.guarded(() -> lane.source.changeVisibility(changes))
                .whenCompleteAsync(
                        (outcome, failure) -> answered(batch, sentAtMillis, outcome, failure),
                        loop);
    }

    private void answered(
            List<Held> batch,
            long sentAtMillis,
            @Nullable BatchOutcome outcome,
            @Nullable Throwable failure) {
        BatchOutcome known = outcome == null ? Calls.failed(batch.size(), failure) : outcome;
        for (int i = 0; i < batch.size(); i++) {
            ended(batch.get(i), sentAtMillis, known.refusal(i));
        }
    }

    private void ended(Held message, long sentAtMillis, @Nullable Refusal refusal) {
        message.beating = false;
        if (refusal == null) {
            message.extendedAtMillis = sentAtMillis;
        } else if (held.contains(message)) {
            tally.heartbeatFailed(message.lane.queue());
            failures.add(() -> text(message, refusal));
            if (!refusal.retryable()) {
                message.lost = true;
            }
        }
        Runnable after = message.afterBeat;
        if (after != null) {
            message.afterBeat = null;
            after.run();
        }
    }

    private static String text(Held message, Refusal refusal) {
        return "Message "
                + message.message.id()
                + " of "
                + message.message.queue()
                + " could not be kept invisible ("
                + refusal.reason()
                + "); it may be delivered a second time";
    }
}
