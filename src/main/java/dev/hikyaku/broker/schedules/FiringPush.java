package dev.hikyaku.broker.schedules;

import dev.hikyaku.broker.push.PushResult;
import dev.hikyaku.broker.push.PushTarget;
import dev.hikyaku.broker.push.QueueSender;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.schedule.FailedFiring;
import dev.hikyaku.schedule.Firing;
import dev.hikyaku.schedule.Outgoing;
import dev.hikyaku.schedule.Target;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries a firing at its target until it succeeds or its retry policy ends it. */
final class FiringPush implements PushTarget {
    private static final Logger LOG = LoggerFactory.getLogger(FiringPush.class);
    private static final Duration BACKOFF_MAX = Duration.ofMinutes(10);

    private final TargetCalls calls;
    private final QueueSender sender;
    private final LongSupplier clock;

    FiringPush(TargetCalls calls, QueueSender sender, LongSupplier clock) {
        this.calls = calls;
        this.sender = sender;
        this.clock = clock;
    }

    @Override
    public Future<PushResult> push(Message message) {
        Firing firing = Firing.read(message.body());
        int attempt = message.receiveCount();
        String payload = firing.payload(attempt);
        return calls.call(firing, payload)
                .map(done -> PushResult.DONE)
                .recover(thrown -> failed(message, firing, payload, cause(thrown)));
    }

    private static Throwable cause(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null ? cause : thrown;
    }

    private Future<PushResult> failed(
            Message message, Firing firing, String payload, Throwable thrown) {
        TargetFailure failure = TargetFailure.of(thrown);
        Target target = firing.target();
        int attempt = message.receiveCount();
        long age = clock.getAsLong() - message.sentAtMillis();
        if (failure.lasting()) {
            return bury(firing, payload, failure, null, attempt - 1);
        }
        if (attempt > target.retriesOrDefault()) {
            return bury(firing, payload, failure, "MaximumRetryAttempts", attempt - 1);
        }
        Duration pause = pause(attempt);
        if (age + pause.toMillis() > target.eventAgeSecondsOrDefault() * 1000L) {
            return bury(firing, payload, failure, "MaximumEventAgeInSeconds", attempt - 1);
        }
        return Future.succeededFuture(new PushResult.Again(pause, failure.getMessage()));
    }

    /** 1, 2, 4 and so on seconds, up to ten minutes. */
    static Duration pause(int attempt) {
        Duration pause = Duration.ofSeconds(1L << Math.min(attempt - 1, 20));
        return pause.compareTo(BACKOFF_MAX) < 0 ? pause : BACKOFF_MAX;
    }

    private Future<PushResult> bury(
            Firing firing,
            String payload,
            TargetFailure failure,
            @Nullable String exhausted,
            int retries) {
        LOG.warn(
                "{} gave up its firing of {}: {}",
                firing.scheduleArn(),
                firing.scheduledTime(),
                failure.getMessage());
        var why = new Outgoing.Failure(failure.code(), failure.getMessage());
        return deadLetter(firing, Outgoing.dead(firing, payload, why, exhausted, retries))
                .compose(buried -> told(FailedFiring.of(firing, why, exhausted, retries), firing));
    }

    private Future<Void> deadLetter(Firing firing, MessageContent dead) {
        String queue = firing.target().deadLetterArn();
        if (queue == null) {
            return Future.succeededFuture();
        }
        return Future.fromCompletionStage(
                        sender.send(QueueArn.parse(queue), dead), Vertx.currentContext())
                .<Void>mapEmpty()
                .recover(thrown -> unburied(firing, cause(thrown)));
    }

    /** Without a dead-letter queue that will ever take it, it ends here. */
    private static Future<Void> unburied(Firing firing, Throwable thrown) {
        TargetFailure failure = TargetFailure.of(thrown);
        if (failure.lasting()) {
            LOG.warn(
                    "{} cannot be sent to its dead-letter queue: {}",
                    firing.scheduleArn(),
                    failure.getMessage());
            return Future.succeededFuture();
        }
        return Future.failedFuture(thrown);
    }

    /** Nothing is told of rules, which have no schedule that a client knows. */
    private Future<PushResult> told(FailedFiring failed, Firing firing) {
        if (firing.target().isRule()) {
            return Future.succeededFuture(PushResult.DONE);
        }
        QueueArn queue = FailedFiring.queue(firing.region(), firing.account());
        return Future.fromCompletionStage(
                        sender.send(queue, failed.content()), Vertx.currentContext())
                .map(sent -> PushResult.DONE)
                .otherwise(thrown -> untold(firing, thrown));
    }

    /** The target is not to be called again for that. */
    private static PushResult untold(Firing firing, Throwable thrown) {
        LOG.error("There is no event of the failure of {}", firing.scheduleArn(), thrown);
        return PushResult.DONE;
    }

    @Override
    public void close() {
        calls.close();
    }
}
