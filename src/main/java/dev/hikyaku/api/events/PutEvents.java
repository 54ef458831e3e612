package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.broker.buses.Buses;
import dev.hikyaku.event.EventEntry;
import dev.hikyaku.event.EventError;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class PutEvents {
    record Request(@Nullable List<Entry> entries, @Nullable String endpointId) {}

    record Entry(
            @Nullable Instant time,
            @Nullable String source,
            @Nullable List<String> resources,
            @Nullable String detailType,
            @Nullable String detail,
            @Nullable String eventBusName,
            @Nullable String traceHeader) {
        EventEntry entry() {
            return new EventEntry(
                    time,
                    source,
                    resources == null ? List.of() : resources,
                    detailType,
                    detail,
                    eventBusName,
                    traceHeader);
        }

        /** As messages show it. */
        @Override
        public String toString() {
            return "PutEventsRequestEntry";
        }
    }

    record Response(int failedEntryCount, List<Buses.Put> entries) {}

    private final Events events;

    PutEvents(Events events) {
        this.events = events;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        var constraints =
                new Constraints()
                        .required("entries", request.entries)
                        .size("entries", request.entries, 1, EventEntry.ENTRIES_MAX);
        constraints
                .each(
                        request.entries,
                        (entry, number) ->
                                constraints
                                        .text(
                                                "entries." + number + ".member.eventBusName",
                                                entry.eventBusName,
                                                Fields.BUS_NAME_OR_ARN)
                                        .text(
                                                "entries." + number + ".member.traceHeader",
                                                entry.traceHeader,
                                                Fields.TRACE_HEADER))
                .check();
        if (request.endpointId != null) {
            throw EventError.OPERATION_DISABLED.of("There are no global endpoints here.");
        }
        List<EventEntry> entries =
                Objects.requireNonNull(request.entries).stream().map(Entry::entry).toList();
        if (entries.stream().mapToInt(EventEntry::sizeBytes).sum() > EventEntry.BYTES_MAX) {
            throw EventError.VALIDATION.of(
                    "Total size of the entries in the request is over the limit.");
        }
        return events.buses()
                .put(events.scope(caller), entries)
                .thenApplyAsync(PutEvents::response, caller);
    }

    private static Response response(List<Buses.Put> puts) {
        long failed = puts.stream().filter(put -> put.eventId() == null).count();
        return new Response((int) failed, puts);
    }
}
