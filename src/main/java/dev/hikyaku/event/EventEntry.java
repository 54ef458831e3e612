package dev.hikyaku.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One of the entries of PutEvents, as it came in. */
public record EventEntry(
        @Nullable Instant time,
        @Nullable String source,
        List<String> resources,
        @Nullable String detailType,
        @Nullable String detail,
        @Nullable String eventBusName,
        @Nullable String traceHeader) {
    public static final int ENTRIES_MAX = 10;

    /** Of all entries of a request together. */
    public static final int BYTES_MAX = 256 * 1024;

    private static final int DETAIL_TYPE_LENGTH_MAX = 128;
    private static final int TIME_BYTES = 14;

    /** What became of an entry. */
    public sealed interface Checked {}

    /** It is an event for this bus. */
    public record Accepted(BusArn bus, Event event) implements Checked {}

    /** It is none. */
    public record Refused(String errorCode, String errorMessage) implements Checked {}

    public EventEntry {
        resources = resources == null ? List.of() : List.copyOf(resources);
    }

    /** What it counts: the texts in UTF-8, and 14 for a time. */
    public int sizeBytes() {
        int size = time == null ? 0 : TIME_BYTES;
        size += utf8Length(source) + utf8Length(detailType) + utf8Length(detail);
        for (String resource : resources) {
            size += utf8Length(resource);
        }
        return size;
    }

    private static int utf8Length(@Nullable String text) {
        return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * Makes an event of it.
     *
     * @param id of the event
     * @param now its time, if it says none
     */
    public Checked check(EventScope scope, String id, Instant now) {
        if (source == null || source.isEmpty()) {
            return missing("Source");
        }
        if (detailType == null || detailType.isEmpty()) {
            return missing("DetailType");
        }
        if (detail == null || detail.isEmpty()) {
            return missing("Detail");
        }
        if (source.startsWith("aws.")) {
            return new Refused("NotAuthorizedForSourceException", "Not authorized for the source.");
        }
        if (detailType.codePointCount(0, detailType.length()) > DETAIL_TYPE_LENGTH_MAX) {
            return new Refused(
                    "InvalidArgument",
                    "Parameter DetailType is not valid. Reason: DetailType must have at most "
                            + DETAIL_TYPE_LENGTH_MAX
                            + " characters.");
        }
        ObjectNode object = Event.detail(detail);
        if (object == null) {
            return new Refused("MalformedDetail", "Detail is malformed.");
        }
        return new Accepted(
                scope.bus(eventBusName),
                Event.of(
                        id,
                        scope,
                        time == null ? now : time,
                        source,
                        detailType,
                        resources,
                        object));
    }

    private static Refused missing(String parameter) {
        return new Refused(
                "InvalidArgument",
                "Parameter "
                        + parameter
                        + " is not valid. Reason: "
                        + parameter
                        + " is a required argument.");
    }
}
