package dev.hikyaku.broker.buses;

import dev.hikyaku.broker.push.QueueSender;
import dev.hikyaku.engine.Definitions;
import dev.hikyaku.engine.Journals;
import dev.hikyaku.event.Archive;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.Event;
import dev.hikyaku.event.EventScope;
import dev.hikyaku.event.Rule;
import dev.hikyaku.event.Target;
import dev.hikyaku.model.QueueArn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An event bus on the caller's thread: production's definitions, patterns and fan-out, with queues
 * as targets and an archive, without the daemon that drains the queue of retries.
 */
public final class SimulatedBus {
    /** The archive's journal. */
    public static final String JOURNAL = "archive-of-the-simulation";

    private static final EventScope SCOPE = new EventScope("eu-central-1", "000000000000");
    private static final BusArn BUS = SCOPE.bus(null);

    private final Definitions definitions;
    private final Senders senders;
    private final FanOut fanOut;

    /**
     * Follows the definitions.
     *
     * @param retries the internal queue of what could not be sent at once
     */
    public SimulatedBus(
            Definitions definitions, Journals journals, QueueSender queues, QueueArn retries) {
        this.definitions = definitions;
        this.senders =
                new Senders(
                        queues,
                        TopicPublisher.NONE,
                        (other, incoming) -> {
                            throw new AssertionError("no target is a bus: " + other);
                        });
        var matchers = new Matchers();
        this.fanOut =
                new FanOut(
                        matchers,
                        journals,
                        senders,
                        new Retries(queues, retries),
                        new DeadLetters(queues));
        matchers.listen(definitions);
    }

    private record Retries(QueueSender queues, QueueArn queue) implements JobQueues {
        @Override
        public CompletableFuture<?> enqueue(Job job) {
            throw new AssertionError("no target is outside: " + job);
        }

        @Override
        public CompletableFuture<?> enqueueRetry(Job job) {
            return queues.send(queue, Messages.of(job.encode(), null, null));
        }
    }

    /**
     * Makes a rule with a queue as its target.
     *
     * @param kind what the detail's member {@code kind} must be; null for anything
     */
    public CompletableFuture<?> rule(String name, QueueArn queue, @Nullable String kind) {
        String pattern =
                kind == null
                        ? "{\"source\":[\"simulation\"]}"
                        : "{\"detail\":{\"kind\":[\"" + kind + "\"]}}";
        var target =
                new Target("1", queue.toString(), null, null, null, null, null, null, null, null);
        var rule = new Rule(pattern, null, Rule.ENABLED, null, null, List.of(target), Map.of());
        return definitions.update(Kinds.RULE, BUS.toString(), name, before -> rule);
    }

    /** Makes the archive, which takes everything. */
    public CompletableFuture<?> archive() {
        var archive = new Archive(JOURNAL, BUS.toString(), null, null, 0, null, Instant.EPOCH);
        return definitions.update(
                Kinds.ARCHIVE, SCOPE.arn("archive/simulation"), "", before -> archive);
    }

    /** An event, in the text that targets get. */
    public static String event(String id, String kind, long now) {
        return Event.of(
                        id,
                        SCOPE,
                        Instant.ofEpochMilli(now),
                        "simulation",
                        "step",
                        List.of(),
                        Objects.requireNonNull(Event.detail("{\"kind\":\"" + kind + "\"}")))
                .text();
    }

    /** Puts an event on the bus. */
    public CompletableFuture<Void> put(String event, long now) {
        return fanOut.enter(BUS, Incoming.of(Event.parse(event), Instant.ofEpochMilli(now), null));
    }

    /** Sends what was to be sent later. */
    public CompletableFuture<?> retry(String body) {
        return senders.send(Job.decode(body));
    }
}
