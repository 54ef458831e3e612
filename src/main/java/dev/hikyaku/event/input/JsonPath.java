package dev.hikyaku.event.input;

import dev.hikyaku.event.EventError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A path into an event: {@code $.detail.items[0].name}, {@code $['detail-type']}, {@code
 * $.resources[*]}.
 */
public final class JsonPath {
    private static final Pattern STEP =
            Pattern.compile(
                    "\\.(?<name>[^.\\[\\]*'\"]+)|\\[(?<index>[0-9]{1,9})]"
                            + "|\\['(?<single>[^']+)']|\\[\"(?<double>[^\"]+)\"]"
                            + "|(?<all>\\[\\*]|\\.\\*)");

    private sealed interface Step {}

    private record Member(String name) implements Step {}

    private record Element(int index) implements Step {}

    private record Every() implements Step {}

    private final List<Step> steps;

    private JsonPath(List<Step> steps) {
        this.steps = steps;
    }

    /**
     * Reads a path.
     *
     * @throws dev.hikyaku.model.ServiceException (ValidationException) if it is none
     */
    public static JsonPath parse(String path) {
        if (!path.startsWith("$")) {
            throw invalid(path);
        }
        var steps = new ArrayList<Step>();
        var matcher = STEP.matcher(path);
        int at = 1;
        while (at < path.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw invalid(path);
            }
            steps.add(
                    step(
                            matcher.group("index"),
                            matcher.group("name"),
                            matcher.group("single"),
                            matcher.group("double")));
            at = matcher.end();
        }
        return new JsonPath(steps);
    }

    private static Step step(@Nullable String index, @Nullable String... names) {
        if (index != null) {
            return new Element(Integer.parseInt(index));
        }
        for (String name : names) {
            if (name != null) {
                return new Member(name);
            }
        }
        return new Every();
    }

    private static RuntimeException invalid(String path) {
        return EventError.VALIDATION.of("Invalid JsonPath: " + path + ".");
    }

    /** What the path leads to; null if it leads nowhere. */
    public @Nullable JsonNode read(JsonNode root) {
        return read(root, 0);
    }

    private @Nullable JsonNode read(JsonNode node, int at) {
        JsonNode found = node;
        for (int i = at; i < steps.size(); i++) {
            JsonNode next =
                    switch (steps.get(i)) {
                        case Member member -> found.get(member.name());
                        case Element element -> found.isArray() ? found.get(element.index()) : null;
                        case Every every -> {
                            yield all(found, i + 1);
                        }
                    };
            if (next == null || steps.get(i) instanceof Every) {
                return next;
            }
            found = next;
        }
        return found;
    }

    private @Nullable JsonNode all(JsonNode node, int next) {
        if (!node.isContainer()) {
            return null;
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (JsonNode each : node.values()) {
            JsonNode found = read(each, next);
            if (found != null) {
                all.add(found);
            }
        }
        return all;
    }
}
