package dev.hikyaku.delivery;

import dev.hikyaku.delivery.endpoint.Outcome;
import dev.hikyaku.delivery.settings.WorkerSettings;
import dev.hikyaku.delivery.source.Burial;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.model.Limits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what is to become of a message by how its delivery ended. Belongs to the loop. */
final class Verdicts {
    private static final Logger LOG = LoggerFactory.getLogger(Verdicts.class);

    private final Loop loop;
    private final String worker;
    private final boolean stops;
    private final Backoff backoff;
    private final FailureLog failures;

    Verdicts(Loop loop, WorkerSettings settings, Backoff backoff) {
        this.loop = loop;
        this.worker = settings.name();
        this.stops = settings.breaker().failures() > 0;
        this.backoff = backoff;
        this.failures = new FailureLog(loop, LOG);
    }

    void flushLogs() {
        failures.flush();
    }

    Settlement of(Held held, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered delivered -> delete(held);
            case Outcome.Dead dead -> bury(held, dead);
            case Outcome.Postponed postponed -> retry(held, outcome, seconds(postponed.delay()));
            case Outcome.Rejected rejected -> retry(held, outcome, delay(held, rejected));
            case Outcome.Unreachable nobody when !nobody.sent() && free(held) ->
                    release(held, nobody);
            default -> retry(held, outcome, backoff.seconds(held.message.receiveCount()));
        };
    }

    private static @Nullable GroupLine lock(Held held) {
        return held.lane.source.fifo() ? held.group : null;
    }

    private static Settlement delete(Held held) {
        Message message = held.message;
        LOG.debug("Message {} of {} is delivered", message.id(), message.queue());
        return new Settlement.Delete(message.id(), message.handle(), lock(held));
    }

    /** Whether it may come again at once: receives stop meanwhile, and this one will not count. */
    private boolean free(Held held) {
        return stops && !held.lane.source.countsReleases();
    }

    private Settlement release(Held held, Outcome outcome) {
        failures.add(() -> text(held.message, outcome) + "; it is given back");
        return new Settlement.Release(held.message.id(), held.message.handle(), lock(held));
    }

    private Settlement bury(Held held, Outcome.Dead dead) {
        failures.add(() -> text(held.message, dead) + "; it goes to the dead-letter queue");
        return new Settlement.Bury(new Burial(held.message, dead.reason()), lock(held));
    }

    private int delay(Held held, Outcome.Rejected rejected) {
        Duration asked = rejected.retryAfter();
        return asked == null ? backoff.seconds(held.message.receiveCount()) : seconds(asked);
    }

    private static int seconds(Duration delay) {
        long rounded = delay.plusMillis(999).toSeconds();
        return (int) Math.min(rounded, Limits.VISIBILITY_TIMEOUT_SECONDS_MAX);
    }

    private Settlement retry(Held held, Outcome outcome, int wanted) {
        int seconds = Math.min(wanted, left(held));
        failures.add(() -> text(held.message, outcome) + "; visible again in " + seconds + " s");
        return retry(held.message, seconds, lock(held));
    }

    private static Settlement retry(Message message, int seconds, @Nullable GroupLine group) {
        return new Settlement.Retry(message.id(), message.handle(), seconds, group);
    }

    /** A message that should be dead, and has nowhere to go, comes again as late as any. */
    Settlement unburied(Settlement.Bury bury) {
        return retry(bury.burial().message(), (int) backoff.max().toSeconds(), bury.group());
    }

    /** SQS refuses a visibility timeout that ends more than 12 hours after the receive. */
    private int left(Held held) {
        long elapsedSeconds = (loop.nowMillis() - held.receivedAtMillis) / 1000 + 2;
        return (int) Math.max(0, Limits.VISIBILITY_TIMEOUT_SECONDS_MAX - elapsedSeconds);
    }

    private String text(Message message, Outcome outcome) {
        return "Worker "
                + worker
                + ": message "
                + message.id()
                + " of "
                + message.queue()
                + ", receive "
                + message.receiveCount()
                + ", "
                + outcome.text();
    }
}
