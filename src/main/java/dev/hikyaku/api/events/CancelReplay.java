package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.event.ReplayState;
import java.util.concurrent.CompletionStage;

final class CancelReplay {
    record Response(String replayArn, String state) {}

    private final Events events;

    CancelReplay(Events events) {
        this.events = events;
    }

    CompletionStage<Response> handle(ReplayName request, Caller caller) {
        String name = request.checked();
        String arn = ReplayName.arn(events.scope(caller), name);
        return events.buses()
                .replays()
                .cancel(arn, name)
                .thenApplyAsync(replay -> new Response(arn, ReplayState.CANCELLING.name()), caller);
    }
}
