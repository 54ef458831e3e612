package dev.hikyaku.broker.buses;

import dev.hikyaku.broker.push.PushResult;
import dev.hikyaku.broker.push.PushTarget;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.event.RetryPlan;
import dev.hikyaku.event.TargetKind;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Delivers the jobs of internal queues, again and again as their retry policies say. */
final class JobPush implements PushTarget {
    /** After a dead letter that its queue did not take now. */
    private static final Duration UNBURIED = Duration.ofSeconds(10);

    private final Calls calls;
    private final Senders senders;
    private final DeadLetters deadLetters;
    private final InstantSource clock;

    JobPush(Calls calls, Senders senders, DeadLetters deadLetters, InstantSource clock) {
        this.calls = calls;
        this.senders = senders;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    @Override
    public Future<PushResult> push(Message message) {
        Job job = Job.decode(new String(message.body(), StandardCharsets.UTF_8));
        boolean outside =
                job.head().kind() == TargetKind.API_DESTINATION
                        || job.head().kind() == TargetKind.FUNCTION;
        // what comes from within the server was tried once before it came here
        int retries = message.receiveCount() - (outside ? 1 : 0);
        Future<Optional<Failure>> outcome = outside ? calls.call(job) : sent(job);
        return outcome.compose(failure ->
                failure.map(why -> next(job, why, retries))
                        .orElseGet(() -> Future.succeededFuture(PushResult.DONE)));
    }

    private Future<Optional<Failure>> sent(Job job) {
        return Future.fromCompletionStage(
                senders.send(job)
                        .handle((done, failed) ->
                                failed == null
                                        ? Optional.<Failure>empty()
                                        : Optional.of(Failure.of(failed))));
    }

    private Future<PushResult> next(Job job, Failure failure, int retries) {
        if (failure.lasting()) {
            return buried(job, failure, retries, null);
        }
        Duration age =
                Duration.between(
                        Instant.ofEpochMilli(job.head().ingestedAtMillis()), clock.instant());
        double jitter = ThreadLocalRandom.current().nextDouble();
        return switch (RetryPlan.next(job.retries(), retries, age, failure.atLeast(), jitter)) {
            case RetryPlan.Again again ->
                    Future.succeededFuture(new PushResult.Again(again.delay(), failure.message()));
            case RetryPlan.GiveUp over -> buried(job, failure, retries, over.condition());
        };
    }

    private Future<PushResult> buried(
            Job job, Failure failure, int retries, @Nullable String condition) {
        return Future.fromCompletionStage(deadLetters.bury(job, failure, retries, condition))
                .map(buried -> PushResult.DONE)
                .otherwise(failed -> new PushResult.Again(UNBURIED, failed.toString()));
    }

    @Override
    public void close() {
        calls.close();
    }
}
