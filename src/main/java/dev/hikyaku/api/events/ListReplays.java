package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Page;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.engine.Defined;
import dev.hikyaku.event.EventError;
import dev.hikyaku.event.Replay;
import dev.hikyaku.event.ReplayState;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class ListReplays {
    private static final List<String> STATES =
            Stream.of(ReplayState.values()).map(ReplayState::name).toList();

    record Request(
            @Nullable String namePrefix,
            @Nullable String state,
            @Nullable String eventSourceArn,
            @Nullable String nextToken,
            @Nullable Integer limit) {}

    record Response(List<Item> replays, @Nullable String nextToken) {}

    record Item(
            String replayName,
            String eventSourceArn,
            String state,
            @Nullable String stateReason,
            Instant eventStartTime,
            Instant eventEndTime,
            @Nullable Instant eventLastReplayedTime,
            Instant replayStartTime,
            @Nullable Instant replayEndTime) {}

    private final Events events;

    ListReplays(Events events) {
        this.events = events;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        var constraints =
                new Constraints()
                        .text("namePrefix", request.namePrefix, Fields.REPLAY_NAME)
                        .oneOf("state", request.state, STATES)
                        .text("eventSourceArn", request.eventSourceArn, Fields.ARCHIVE_ARN);
        Events.paging(constraints, request.nextToken, request.limit).check();
        if (Stream.of(
                                request.namePrefix == null,
                                request.eventSourceArn == null,
                                request.state == null)
                        .filter(missing -> !missing)
                        .count()
                > 1) {
            throw EventError.VALIDATION.of(
                    "At most one filter is allowed for ListReplays. Use either : State,"
                            + " EventSourceArn, or NamePrefix.");
        }
        String prefix =
                ReplayName.arn(
                        events.scope(caller), Objects.requireNonNullElse(request.namePrefix, ""));
        Stream<Defined<Replay>> found =
                events.list(Kinds.REPLAY, prefix, request.nextToken)
                        .filter(each ->
                                request.state == null
                                        || each.value().state().name().equals(request.state))
                        .filter(each ->
                                request.eventSourceArn == null
                                        || each.value()
                                                .eventSourceArn()
                                                .equals(request.eventSourceArn));
        Page<Defined<Replay>> page = Events.page(found, request.limit, Defined::home);
        return CompletableFuture.completedFuture(
                new Response(
                        page.items().stream().map(ListReplays::item).toList(), page.nextToken()));
    }

    private static Item item(Defined<Replay> found) {
        Replay replay = found.value();
        return new Item(
                Events.name(found.home()),
                replay.eventSourceArn(),
                replay.state().name(),
                replay.stateReason(),
                replay.eventStartTime(),
                replay.eventEndTime(),
                replay.eventLastReplayedTime(),
                replay.replayStartTime(),
                replay.replayEndTime());
    }
}
