package dev.hikyaku.event.input;

import dev.hikyaku.event.Event;
import dev.hikyaku.event.EventError;
import dev.hikyaku.event.Target;
import dev.hikyaku.model.ServiceException;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a target gets of an event: all of it, a part, a constant, or a filled template. */
public sealed interface TargetInput {
    /**
     * What the target gets.
     *
     * @throws InvalidInputException if the event's values break the template's JSON
     */
    String of(Matched matched);

    /** A template of JSON became something else by the values that were filled in. */
    final class InvalidInputException extends RuntimeException {
        InvalidInputException(JacksonException cause) {
            super(
                    "The input transformer's result is not JSON: " + cause.getOriginalMessage(),
                    cause);
        }
    }

    /**
     * The input that a target asks for.
     *
     * @throws ServiceException (ValidationException) if it asks for several, or for one that cannot
     *     be made
     */
    static TargetInput of(Target target) {
        if (given(target.input()) + given(target.inputPath()) + given(target.inputTransformer())
                > 1) {
            throw EventError.VALIDATION.of(
                    "Only one of Input, InputPath, or InputTransformer must be provided for target "
                            + target.id()
                            + ".");
        }
        if (target.input() != null) {
            return Constant.of(target.input(), target.id());
        }
        if (target.inputPath() != null) {
            return new Part(JsonPath.parse(target.inputPath()));
        }
        return target.inputTransformer() == null
                ? new Whole()
                : Transformed.of(target.inputTransformer(), target.id());
    }

    private static int given(@Nullable Object value) {
        return value == null ? 0 : 1;
    }

    /** The event as it is. */
    record Whole() implements TargetInput {
        @Override
        public String of(Matched matched) {
            return matched.event().text();
        }
    }

    /** Always the same, whatever the event was. */
    record Constant(String input) implements TargetInput {
        static Constant of(String input, String targetId) {
            try {
                Json.read(input);
            } catch (JacksonException e) {
                throw EventError.VALIDATION.of("JSON syntax error in input for target " + targetId);
            }
            return new Constant(input);
        }

        @Override
        public String of(Matched matched) {
            return input;
        }
    }

    /** What a path leads to, or null. */
    record Part(JsonPath path) implements TargetInput {
        @Override
        public String of(Matched matched) {
            JsonNode part = path.read(matched.event().json());
            return part == null ? "null" : Event.write(part);
        }
    }

    /** A template, filled with what paths lead to. */
    record Transformed(Map<String, JsonPath> paths, Template template) implements TargetInput {
        static Transformed of(Target.InputTemplate transformer, String targetId) {
            var paths =
                    transformer.inputPathsMap() == null
                            ? Map.<String, String>of()
                            : transformer.inputPathsMap();
            String text = transformer.inputTemplate() == null ? "" : transformer.inputTemplate();
            Template template = Template.parse(text);
            var parsed =
                    paths.entrySet().stream()
                            .collect(
                                    Collectors.toUnmodifiableMap(
                                            Map.Entry::getKey,
                                            each -> JsonPath.parse(each.getValue())));
            try {
                checked(template, template.fill(name -> null));
            } catch (InvalidInputException e) {
                throw EventError.VALIDATION.of(
                        "Invalid InputTemplate for target "
                                + targetId
                                + " : "
                                + String.valueOf(e.getMessage()));
            }
            return new Transformed(parsed, template);
        }

        @Override
        public String of(Matched matched) {
            return checked(template, template.fill(name -> value(name, matched)));
        }

        private @Nullable JsonNode value(String name, Matched matched) {
            JsonPath path = paths.get(name);
            return path == null ? matched.reserved(name) : path.read(matched.event().json());
        }

        /** A template that begins with a quote may have a string in each line. */
        private static String checked(Template template, String filled) {
            if (template.json() && !filled.stripLeading().startsWith("\"")) {
                try {
                    Json.read(filled);
                } catch (JacksonException e) {
                    throw new InvalidInputException(e);
                }
            }
            return filled;
        }
    }

    /** Reads one value, and nothing behind it. */
    final class Json {
        private static final JsonMapper STRICT =
                JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

        private Json() {}

        static JsonNode read(String text) {
            return STRICT.readTree(text);
        }
    }
}
