package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Page;
import dev.hikyaku.broker.buses.Kinds;
import dev.hikyaku.engine.Defined;
import dev.hikyaku.event.Archive;
import dev.hikyaku.event.EventError;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class ListArchives {
    record Request(
            @Nullable String namePrefix,
            @Nullable String eventSourceArn,
            @Nullable String state,
            @Nullable String nextToken,
            @Nullable Integer limit) {}

    record Response(List<Item> archives, @Nullable String nextToken) {}

    record Item(
            String archiveName,
            String eventSourceArn,
            String state,
            int retentionDays,
            long sizeBytes,
            long eventCount,
            Instant creationTime) {}

    private final Events events;

    ListArchives(Events events) {
        this.events = events;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        var constraints =
                new Constraints()
                        .text("namePrefix", request.namePrefix, Fields.ARCHIVE_NAME)
                        .text("eventSourceArn", request.eventSourceArn, Fields.BUS_ARN)
                        .oneOf("state", request.state, Archive.STATES);
        Events.paging(constraints, request.nextToken, request.limit).check();
        if (Stream.of(
                                request.namePrefix == null,
                                request.eventSourceArn == null,
                                request.state == null)
                        .filter(missing -> !missing)
                        .count()
                > 1) {
            throw EventError.VALIDATION.of(
                    "At most one filter is allowed for ListArchives. Use either : State,"
                            + " EventSourceArn, or NamePrefix.");
        }
        String prefix =
                ArchiveName.arn(
                        events.scope(caller), Objects.requireNonNullElse(request.namePrefix, ""));
        Stream<Defined<Archive>> found =
                events.list(Kinds.ARCHIVE, prefix, request.nextToken)
                        .filter(each ->
                                request.state == null || request.state.equals(Archive.ENABLED))
                        .filter(each ->
                                request.eventSourceArn == null
                                        || request.eventSourceArn.equals(
                                                each.value().eventSourceArn()));
        Page<Defined<Archive>> page = Events.page(found, request.limit, Defined::home);
        List<CompletableFuture<Item>> items = page.items().stream().map(this::item).toList();
        return CompletableFuture.allOf(items.toArray(CompletableFuture[]::new))
                .thenApplyAsync(
                        done ->
                                new Response(
                                        items.stream().map(CompletableFuture::join).toList(),
                                        page.nextToken()),
                        caller);
    }

    private CompletableFuture<Item> item(Defined<Archive> found) {
        Archive archive = found.value();
        return events.buses()
                .archives()
                .size(archive)
                .thenApply(size ->
                        new Item(
                                Events.name(found.home()),
                                archive.eventSourceArn(),
                                Archive.ENABLED,
                                archive.retentionDays(),
                                size.bytes(),
                                size.records(),
                                archive.creationTime()));
    }
}
