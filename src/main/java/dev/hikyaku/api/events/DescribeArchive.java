package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.event.Archive;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class DescribeArchive {
    record Response(
            String archiveArn,
            String archiveName,
            String eventSourceArn,
            @Nullable String description,
            @Nullable String eventPattern,
            String state,
            @Nullable String kmsKeyIdentifier,
            int retentionDays,
            long sizeBytes,
            long eventCount,
            Instant creationTime) {}

    private final Events events;

    DescribeArchive(Events events) {
        this.events = events;
    }

    CompletionStage<Response> handle(ArchiveName request, Caller caller) {
        String name = request.checked();
        String arn = ArchiveName.arn(events.scope(caller), name);
        Archive archive = events.buses().archives().require(arn, name);
        return events.buses()
                .archives()
                .size(archive)
                .thenApplyAsync(
                        size ->
                                new Response(
                                        arn,
                                        name,
                                        archive.eventSourceArn(),
                                        archive.description(),
                                        archive.eventPattern(),
                                        Archive.ENABLED,
                                        archive.kmsKeyIdentifier(),
                                        archive.retentionDays(),
                                        size.bytes(),
                                        size.records(),
                                        archive.creationTime()),
                        caller);
    }
}
