package dev.hikyaku.broker.buses;

import dev.hikyaku.engine.Journals;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.RetryPlan;
import dev.hikyaku.event.TargetKind;
import dev.hikyaku.event.input.Matched;
import dev.hikyaku.event.input.TargetInput;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * From a bus to the targets of the rules that an event matches, and into the bus's archives. Runs
 * on the thread of whoever puts the event, up to what waits for the disk.
 */
final class FanOut {
    private final Matchers matchers;
    private final Journals journals;
    private final Senders senders;
    private final JobQueues jobs;
    private final DeadLetters deadLetters;

    FanOut(
            Matchers matchers,
            Journals journals,
            Senders senders,
            JobQueues jobs,
            DeadLetters deadLetters) {
        this.matchers = matchers;
        this.journals = journals;
        this.senders = senders;
        this.jobs = jobs;
        this.deadLetters = deadLetters;
    }

    /**
     * Sends an event on.
     *
     * @return completes when it is on disk for every target; fails if for one it may not be
     */
    CompletableFuture<Void> enter(BusArn bus, Incoming incoming) {
        String text = incoming.event().text();
        Matchers.Met met = matchers.matching(bus, text);
        var all = new ArrayList<CompletableFuture<?>>();
        if (!incoming.event().replayed()) {
            long time = incoming.event().time().toEpochMilli();
            for (String journal : met.journals()) {
                all.add(journals.append(journal, time, text.getBytes(StandardCharsets.UTF_8)));
            }
        }
        for (Matchers.Compiled rule : met.rules()) {
            if (incoming.seenBy(rule.arn().toString())) {
                rule.outlets().forEach(outlet -> all.add(send(rule, outlet, incoming)));
            }
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    /** Sends an event to the targets of one rule. */
    CompletableFuture<Void> enter(Matchers.Compiled rule, Incoming incoming) {
        return CompletableFuture.allOf(
                rule.outlets().stream()
                        .map(outlet -> send(rule, outlet, incoming))
                        .toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<?> send(
            Matchers.Compiled rule, Matchers.Compiled.Outlet outlet, Incoming incoming) {
        String ruleArn = rule.arn().toString();
        String input;
        try {
            input =
                    outlet.input() instanceof TargetInput.Whole
                            ? null
                            : outlet.input()
                                    .of(new Matched(incoming.event(), rule.arn(), incoming.at()));
        } catch (TargetInput.InvalidInputException e) {
            return deadLetters.bury(
                    Job.of(ruleArn, outlet.target(), null, incoming),
                    Failure.lasting("INVALID_JSON", String.valueOf(e.getMessage())),
                    0,
                    null);
        }
        return send(Job.of(ruleArn, outlet.target(), input, incoming));
    }

    private CompletableFuture<?> send(Job job) {
        TargetKind kind = job.head().kind();
        if (kind == TargetKind.API_DESTINATION || kind == TargetKind.FUNCTION) {
            return jobs.enqueue(job);
        }
        var unsent = new CompletableFuture<Optional<Failure>>();
        senders.send(job)
                .whenComplete((done, failed) ->
                        unsent.complete(Optional.ofNullable(failed).map(Failure::of)));
        return unsent.thenCompose(failure ->
                failure.isPresent()
                        ? failed(job, failure.get()).thenApply(done -> null)
                        : CompletableFuture.completedFuture(null));
    }

    private CompletableFuture<?> failed(Job job, Failure failure) {
        if (failure.lasting()) {
            return deadLetters.bury(job, failure, 0, null);
        }
        return RetryPlan.next(job.retries(), 0, Duration.ZERO, Duration.ZERO, 0)
                        instanceof RetryPlan.GiveUp over
                ? deadLetters.bury(job, failure, 0, over.condition())
                : jobs.enqueueRetry(job);
    }
}
