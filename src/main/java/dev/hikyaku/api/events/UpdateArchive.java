package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.event.Archive;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import dev.hikyaku.event.pattern.EventPattern;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class UpdateArchive {
    record Request(
            @Nullable String archiveName,
            @Nullable String description,
            @Nullable String eventPattern,
            @Nullable Integer retentionDays,
            @Nullable String kmsKeyIdentifier) {}

    private final Events events;

    UpdateArchive(Events events) {
        this.events = events;
    }

    CompletionStage<ArchiveState> handle(Request request, Caller caller) {
        new Constraints()
                .required("archiveName", request.archiveName, Fields.ARCHIVE_NAME)
                .text("description", request.description, Fields.DESCRIPTION)
                .text("eventPattern", request.eventPattern, Fields.EVENT_PATTERN)
                .number("retentionDays", request.retentionDays, 0, Integer.MAX_VALUE)
                .check();
        if (request.eventPattern != null) {
            EventPattern.check(request.eventPattern);
        }
        String name = Objects.requireNonNull(request.archiveName);
        String arn = ArchiveName.arn(events.scope(caller), name);
        Archive there = events.buses().archives().require(arn, name);
        return events.definitions()
                .update(
                        Kinds.ARCHIVE,
                        arn,
                        "",
                        before ->
                                before == null
                                        ? null
                                        : before.with(
                                                request.description,
                                                request.eventPattern,
                                                request.retentionDays,
                                                request.kmsKeyIdentifier))
                .thenApplyAsync(
                        done -> new ArchiveState(arn, Archive.ENABLED, there.creationTime()),
                        caller);
    }
}
