package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.EventError;
import dev.hikyaku.event.EventScope;
import dev.hikyaku.event.Replay;
import dev.hikyaku.event.ReplayState;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import dev.hikyaku.model.ServiceException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class StartReplay {
    record Request(
            @Nullable String replayName,
            @Nullable String description,
            @Nullable String eventSourceArn,
            @Nullable Instant eventStartTime,
            @Nullable Instant eventEndTime,
            @Nullable Destination destination) {}

    record Destination(@Nullable String arn, @Nullable List<String> filterArns) {}

    record Response(String replayArn, String state, Instant replayStartTime) {}

    private final Events events;

    StartReplay(Events events) {
        this.events = events;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        var constraints =
                new Constraints()
                        .required("replayName", request.replayName, Fields.REPLAY_NAME)
                        .text("description", request.description, Fields.DESCRIPTION)
                        .required("eventSourceArn", request.eventSourceArn, Fields.ARCHIVE_ARN)
                        .required("eventStartTime", request.eventStartTime)
                        .required("eventEndTime", request.eventEndTime)
                        .required("destination", request.destination);
        if (request.destination != null) {
            constraints.required("destination.arn", request.destination.arn, Fields.ANY_ARN);
        }
        constraints.check();
        Replay replay = replay(request);
        String name = Objects.requireNonNull(request.replayName);
        EventScope scope = events.scope(caller);
        events.quotas().replay(scope);
        String arn = ReplayName.arn(scope, name);
        return events.buses()
                .replays()
                .start(arn, name, replay)
                .thenApplyAsync(
                        started ->
                                new Response(
                                        arn, started.state().name(), started.replayStartTime()),
                        caller);
    }

    private Replay replay(Request request) {
        Destination to = Objects.requireNonNull(request.destination);
        String busArn = Objects.requireNonNull(to.arn);
        BusArn bus = BusArn.parse(busArn);
        if (bus == null) {
            throw invalid("Destination.Arn", "Must contain an event bus ARN.");
        }
        events.buses().require(bus);
        String source = Objects.requireNonNull(request.eventSourceArn);
        var archive = events.definitions().find(Kinds.ARCHIVE, source, "");
        if (archive == null) {
            throw invalid("EventSourceArn", "Archive " + Events.name(source) + " does not exist.");
        }
        if (!archive.value().eventSourceArn().equals(busArn)) {
            throw invalid("Destination.Arn", "Cross event bus replay is not permitted.");
        }
        Instant start = Objects.requireNonNull(request.eventStartTime);
        Instant end = Objects.requireNonNull(request.eventEndTime);
        if (start.isAfter(end)) {
            throw invalid("EventEndTime", "EventStartTime must be before EventEndTime.");
        }
        return new Replay(
                source,
                archive.value().journal(),
                request.description,
                new Replay.Destination(
                        busArn, Objects.requireNonNullElse(to.filterArns, List.of())),
                start,
                end,
                ReplayState.STARTING,
                null,
                null,
                null,
                events.now(),
                null);
    }

    private static ServiceException invalid(String parameter, String reason) {
        return EventError.VALIDATION.of(
                "Parameter " + parameter + " is not valid. Reason: " + reason);
    }
}
