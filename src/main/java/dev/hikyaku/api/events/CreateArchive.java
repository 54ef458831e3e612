package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.event.Archive;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.EventError;
import dev.hikyaku.event.EventScope;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import dev.hikyaku.event.pattern.EventPattern;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class CreateArchive {
    record Request(
            @Nullable String archiveName,
            @Nullable String eventSourceArn,
            @Nullable String description,
            @Nullable String eventPattern,
            @Nullable Integer retentionDays,
            @Nullable String kmsKeyIdentifier) {}

    private final Events events;

    CreateArchive(Events events) {
        this.events = events;
    }

    CompletionStage<ArchiveState> handle(Request request, Caller caller) {
        new Constraints()
                .required("archiveName", request.archiveName, Fields.ARCHIVE_NAME)
                .required("eventSourceArn", request.eventSourceArn, Fields.BUS_ARN)
                .text("description", request.description, Fields.DESCRIPTION)
                .text("eventPattern", request.eventPattern, Fields.EVENT_PATTERN)
                .number("retentionDays", request.retentionDays, 0, Integer.MAX_VALUE)
                .check();
        if (request.eventPattern != null) {
            EventPattern.check(request.eventPattern);
        }
        String source = Objects.requireNonNull(request.eventSourceArn);
        BusArn bus = BusArn.parse(source);
        if (bus == null) {
            throw EventError.VALIDATION.of(
                    "Parameter EventSourceArn is not valid. Reason: Must contain an event bus"
                            + " ARN.");
        }
        events.buses().require(bus);
        EventScope scope = events.scope(caller);
        String name = Objects.requireNonNull(request.archiveName);
        String arn = ArchiveName.arn(scope, name);
        var archive =
                new Archive(
                        arn + "#" + UUID.randomUUID(),
                        source,
                        request.description,
                        request.eventPattern,
                        Objects.requireNonNullElse(request.retentionDays, 0),
                        request.kmsKeyIdentifier,
                        events.now());
        return events.definitions()
                .update(Kinds.ARCHIVE, arn, "", before -> fresh(before, archive, name, scope))
                .thenApplyAsync(
                        done -> new ArchiveState(arn, Archive.ENABLED, archive.creationTime()),
                        caller);
    }

    private Archive fresh(
            @Nullable Archive before, Archive archive, String name, EventScope scope) {
        if (before != null) {
            throw EventError.RESOURCE_ALREADY_EXISTS.of("Archive " + name + " already exists.");
        }
        events.quotas().archive(scope);
        return archive;
    }
}
