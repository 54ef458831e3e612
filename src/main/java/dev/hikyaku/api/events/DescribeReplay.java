package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.broker.buses.Replays;
import dev.hikyaku.event.Replay;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class DescribeReplay {
    record Response(
            String replayName,
            String replayArn,
            @Nullable String description,
            String state,
            @Nullable String stateReason,
            String eventSourceArn,
            Replay.Destination destination,
            Instant eventStartTime,
            Instant eventEndTime,
            @Nullable Instant eventLastReplayedTime,
            Instant replayStartTime,
            @Nullable Instant replayEndTime) {}

    private final Events events;

    DescribeReplay(Events events) {
        this.events = events;
    }

    CompletionStage<Response> handle(ReplayName request, Caller caller) {
        String name = request.checked();
        String arn = ReplayName.arn(events.scope(caller), name);
        var found = events.definitions().find(Kinds.REPLAY, arn, "");
        Replay replay = Replays.existing(name, found == null ? null : found.value());
        return CompletableFuture.completedFuture(
                new Response(
                        name,
                        arn,
                        replay.description(),
                        replay.state().name(),
                        replay.stateReason(),
                        replay.eventSourceArn(),
                        replay.destination(),
                        replay.eventStartTime(),
                        replay.eventEndTime(),
                        replay.eventLastReplayedTime(),
                        replay.replayStartTime(),
                        replay.replayEndTime()));
    }
}
