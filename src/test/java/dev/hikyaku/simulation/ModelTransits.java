package dev.hikyaku.simulation;

import dev.hikyaku.engine.PartitionCommand;
import dev.hikyaku.queue.Transit;
import dev.hikyaku.store.Outbox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is on its way between queues: holds the outbox against the reference model. */
final class ModelTransits {
    /** An outbox entry: its partition and its position. */
    private record Place(int partition, long position) {}

    /** A message that is in no queue. */
    private record Underway(Transit transit, @Nullable ModelMessage message) {}

    private final Checks checks;
    private final Map<String, ModelQueue> byArn;
    private final ModelSends sends;
    private final Map<Place, Underway> underway = new HashMap<>();
    private final Map<Integer, Map<Integer, Long>> accepted = new HashMap<>();

    /** The messages of what the step that is followed has posted. */
    private final Map<Transit, ModelMessage> departed = new HashMap<>();

    private final Map<UUID, ModelMessage> returning = new HashMap<>();

    ModelTransits(Checks checks, Map<String, ModelQueue> byArn, ModelSends sends) {
        this.checks = checks;
        this.byArn = byArn;
        this.sends = sends;
    }

    /** Nothing is under way. */
    void requireRest() {
        checks.require(
                underway.isEmpty(), Invariant.MOVED_ONCE, "never arrived:", underway.values());
    }

    /** Follows the messages that a move task has taken. */
    void move(List<Transit> posted, long now) {
        for (Transit each : posted) {
            if (each.kind() != Transit.Kind.MOVE) {
                continue;
            }
            ModelQueue queue = byArn.get(each.from());
            ModelMessage message = queue == null ? null : identified(queue, each);
            checks.require(
                    queue != null
                            && queue.moving
                            && message != null
                            && message.state == ModelMessage.State.READY
                            && each.target().equals(message.source),
                    Invariant.MOVED_ONCE,
                    "moved at",
                    now,
                    each,
                    message);
            if (queue != null && message != null) {
                queue.remove(message);
                queue.moved++;
                departed.put(each, message);
            }
        }
    }

    private static @Nullable ModelMessage identified(ModelQueue queue, Transit transit) {
        ModelMessage unnumbered =
                queue.unnumbered(transit.body(), Objects.requireNonNull(transit.id()));
        return queue.messages.stream()
                .filter(each -> transit.id().equals(each.id))
                .findFirst()
                .orElse(unnumbered);
    }

    /** Everything that a step has posted is on its way. */
    void depart(Step step, List<Transit> posted, DeadLetters dead) {
        checks.require(
                posted.stream().filter(each -> each.kind() == Transit.Kind.RETURN).count()
                        == returning.size(),
                Invariant.DEAD_LETTER,
                "what has no dead-letter queue comes back once:",
                posted);
        for (int i = 0; i < posted.size(); i++) {
            var place = new Place(step.partition(), step.posted().get(i).position());
            Transit transit = posted.get(i);
            ModelMessage message =
                    switch (transit.kind()) {
                        case RETURN -> returning.remove(Objects.requireNonNull(transit.id()));
                        case DEAD_LETTER -> dead.taken(transit);
                        case MOVE -> departed.get(transit);
                        case PARCEL -> null;
                    };
            underway.put(place, new Underway(transit, message));
        }
        departed.clear();
    }

    // --- what arrives

    /** Another partition's entries arrive, each of them once. */
    void accept(int partition, PartitionCommand.Accept accept, long now) {
        Map<Integer, Long> from = accepted.computeIfAbsent(partition, number -> new HashMap<>());
        for (Outbox.Entry entry : accept.entries()) {
            if (entry.position() <= from.getOrDefault(accept.source(), 0L)) {
                continue;
            }
            from.put(accept.source(), entry.position());
            Underway came = underway.remove(new Place(accept.source(), entry.position()));
            checks.require(came != null, Invariant.MOVED_ONCE, "arrived out of nowhere:", entry);
            arrive(Objects.requireNonNull(came), now);
        }
    }

    private void arrive(Underway came, long now) {
        Transit transit = came.transit();
        ModelQueue queue = byArn.get(transit.target());
        if (transit.kind() == Transit.Kind.PARCEL) {
            if (queue != null && !ModelSends.duplicate(queue, transit.deduplicationId(), now)) {
                sends.arrive(queue, transit, now);
            }
            return;
        }
        if (queue == null) {
            if (transit.kind() != Transit.Kind.RETURN) {
                returning.put(
                        Objects.requireNonNull(transit.id()),
                        Objects.requireNonNull(came.message()));
            }
            return;
        }
        ModelSends.arrive(queue, transit, Objects.requireNonNull(came.message()), now);
    }
}
