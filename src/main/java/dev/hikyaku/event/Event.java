package dev.hikyaku.event;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event in its envelope. The JSON is not changed by anyone.
 *
 * @param text what the JSON is as a text, in one line
 */
public record Event(ObjectNode json, String text) {
    /** Levels of objects and arrays within each other, the envelope's own included. */
    public static final int DEPTH_MAX = 1000;

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEPTH_MAX - 1)
                                                    .build())
                                    .streamWriteConstraints(
                                            StreamWriteConstraints.builder()
                                                    .maxNestingDepth(DEPTH_MAX)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();
    private static final JsonMapper ENVELOPES =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEPTH_MAX)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    /**
     * Puts an event into its envelope.
     *
     * @param detail as {@link #detail} reads it
     */
    public static Event of(
            String id,
            EventScope scope,
            Instant time,
            String source,
            String detailType,
            List<String> resources,
            ObjectNode detail) {
        ObjectNode json = JSON.createObjectNode();
        json.put("version", "0");
        json.put("id", id);
        json.put("detail-type", detailType);
        json.put("source", source);
        json.put("account", scope.account());
        json.put("time", timeText(time));
        json.put("region", scope.region());
        resources.forEach(json.putArray("resources")::add);
        json.set("detail", detail);
        return new Event(json, write(json));
    }

    /** Reads an event that was written before. */
    public static Event parse(String text) {
        return new Event((ObjectNode) ENVELOPES.readTree(text), text);
    }

    /** A detail; null if the text is no JSON object. */
    public static @Nullable ObjectNode detail(String text) {
        try {
            return JSON.readTree(text) instanceof ObjectNode object ? object : null;
        } catch (JacksonException | NumberFormatException e) { // an exponent of more than 32 bits
            return null;
        }
    }

    /** A value as a text, in one line. */
    public static String write(JsonNode value) {
        return JSON.writeValueAsString(value);
    }

    /** A time as events have it: ISO 8601 in UTC, whole seconds. */
    public static String timeText(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    public String id() {
        return member("id");
    }

    public Instant time() {
        return Instant.parse(member("time"));
    }

    /** The account and the region that it is from. */
    public EventScope scope() {
        return new EventScope(member("region"), member("account"));
    }

    private String member(String name) {
        return Objects.requireNonNull(json.get(name), name).asString();
    }

    /** The same event as a replay puts it on the bus. */
    public Event replayed(String replayName) {
        ObjectNode copy = json.deepCopy().put("replay-name", replayName);
        return new Event(copy, write(copy));
    }

    /** Whether a replay has put it on the bus. */
    public boolean replayed() {
        return json.has("replay-name");
    }
}
