package dev.hikyaku.broker.alarms;

import dev.hikyaku.broker.OwnEvents;
import dev.hikyaku.engine.Engine;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply.Counts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at queues that have alarms, and tells of those whose state changes. Nothing is kept over a
 * restart: each alarm then begins with {@code INSUFFICIENT_DATA}. Belongs to one event loop.
 */
public final class QueueAlarms {
    /** How often {@link #look} is to be called. */
    public static final Duration PERIOD = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(QueueAlarms.class);

    /** How a queue is looked at. */
    interface Gauge {
        /** What is in it; empty if there is no such queue; fails if nobody knows for now. */
        CompletableFuture<Optional<Counts>> read(QueueArn queue);
    }

    private static final class Watched {
        private final QueueAlarm alarm;
        private AlarmState state;

        Watched(QueueAlarm alarm, AlarmState state) {
            this.alarm = alarm;
            this.state = state;
        }
    }

    private final Gauge gauge;
    private final OwnEvents events;
    private final InstantSource clock;
    private final Executor loop;
    private final List<Watched> all;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    /**
     * Begins with alarms that nobody has looked at.
     *
     * @param loop the event loop, where replies are taken up
     */
    public QueueAlarms(
            Engine engine,
            OwnEvents events,
            InstantSource clock,
            Executor loop,
            List<QueueAlarm> alarms) {
        this(queue -> read(engine, queue), events, clock, loop, alarms);
    }

    QueueAlarms(
            Gauge gauge,
            OwnEvents events,
            InstantSource clock,
            Executor loop,
            List<QueueAlarm> alarms) {
        this.gauge = gauge;
        this.events = events;
        this.clock = clock;
        this.loop = loop;
        AlarmState initial = AlarmState.initial(clock.instant());
        this.all = alarms.stream().map(alarm -> new Watched(alarm, initial)).toList();
    }

    private static CompletableFuture<Optional<Counts>> read(Engine engine, QueueArn arn) {
        QueueDefinition queue = engine.catalog().find(arn);
        return queue == null
                ? CompletableFuture.completedFuture(Optional.empty())
                : engine.submit(queue.id(), new QueueCommand.Count(queue.id()))
                        .thenApply(reply -> Optional.of((Counts) reply));
    }

    /** Looks at every queue once; does nothing while the last look is not over. */
    public CompletableFuture<Void> look() {
        if (last.isDone()) {
            last =
                    CompletableFuture.allOf(
                            all.stream().map(this::look).toArray(CompletableFuture[]::new));
        }
        return last;
    }

    /** What could not be read or told is left for the next look. */
    private CompletableFuture<Void> look(Watched watched) {
        return gauge.read(watched.alarm.queue())
                .thenComposeAsync(counts -> seen(watched, counts), loop)
                .exceptionally(failed -> {
                    LOG.warn(
                            "The alarm {} could not be seen to: {}",
                            watched.alarm.name(),
                            failed.toString());
                    return null;
                });
    }

    private CompletableFuture<Void> seen(Watched watched, Optional<Counts> counts) {
        Instant now = clock.instant();
        QueueAlarm alarm = watched.alarm;
        AlarmState state =
                counts.map(there -> alarm.metric().of(there, now))
                        .map(value -> AlarmState.of(value, alarm.threshold(), now))
                        .orElseGet(() -> AlarmState.missing(now));
        if (state.value() == watched.state.value()) {
            return CompletableFuture.completedFuture(null);
        }
        LOG.info("The alarm {} is {}: {}", alarm.name(), state.value(), state.reason());
        return events.publish(
                        alarm.queue().region(),
                        alarm.queue().account(),
                        AlarmEvent.SOURCE,
                        AlarmEvent.DETAIL_TYPE,
                        List.of(alarm.arn()),
                        AlarmEvent.detail(alarm, watched.state, state))
                .thenRunAsync(() -> watched.state = state, loop);
    }
}
