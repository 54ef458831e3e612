package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Empty;
import dev.hikyaku.event.Archive;
import java.util.concurrent.CompletionStage;

final class DeleteArchive {

    private final Events events;

    DeleteArchive(Events events) {
        this.events = events;
    }

    CompletionStage<Empty> handle(ArchiveName request, Caller caller) {
        String name = request.checked();
        String arn = ArchiveName.arn(events.scope(caller), name);
        Archive archive = events.buses().archives().require(arn, name);
        return events.buses()
                .archives()
                .delete(arn, archive)
                .thenApplyAsync(done -> new Empty(), caller);
    }
}
