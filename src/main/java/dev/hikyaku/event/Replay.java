package dev.hikyaku.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A replay of what an archive has of a span of time.
 *
 * @param journal of the archive
 * @param position where it goes on; null to begin
 * @param destination the bus, and the rules that shall see the events; all if there are none
 */
public record Replay(
        String eventSourceArn,
        String journal,
        @Nullable String description,
        Destination destination,
        Instant eventStartTime,
        Instant eventEndTime,
        ReplayState state,
        @Nullable String stateReason,
        @Nullable String position,
        @Nullable Instant eventLastReplayedTime,
        Instant replayStartTime,
        @Nullable Instant replayEndTime) {

    /** Where the events go. */
    public record Destination(String arn, List<String> filterArns) {
        public Destination {
            filterArns = filterArns == null ? List.of() : List.copyOf(filterArns);
        }
    }

    public Replay withState(ReplayState changed, @Nullable String reason, @Nullable Instant ended) {
        return new Replay(
                eventSourceArn,
                journal,
                description,
                destination,
                eventStartTime,
                eventEndTime,
                changed,
                reason,
                position,
                eventLastReplayedTime,
                replayStartTime,
                ended);
    }

    /** After some events more; says nothing of the state. */
    public Replay at(String newPosition, Instant lastReplayed) {
        return new Replay(
                eventSourceArn,
                journal,
                description,
                destination,
                eventStartTime,
                eventEndTime,
                state,
                stateReason,
                newPosition,
                lastReplayed,
                replayStartTime,
                replayEndTime);
    }
}
