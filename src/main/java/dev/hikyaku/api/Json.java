package dev.hikyaku.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.Nulls;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/**
 * Shapes to and from JSON: members in upper camel case, unknown ones passed over, empty ones left
 * out.
 */
final class Json {
    private static final JsonMapper LENIENT =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
                    .changeDefaultPropertyInclusion(inclusion ->
                            inclusion.withValueInclusion(JsonInclude.Include.NON_EMPTY))
                    .addModule(Timestamps.module())
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** JSON clients send numbers as numbers and texts as texts. */
    private static final JsonMapper STRICT =
            LENIENT.rebuild()
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .withCoercionConfig(
                            LogicalType.Textual,
                            coercion ->
                                    coercion.setCoercion(
                                                    CoercionInputShape.Integer, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Float, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Boolean,
                                                    CoercionAction.Fail))
                    .withCoercionConfig(
                            LogicalType.Integer,
                            coercion ->
                                    coercion.setCoercion(
                                            CoercionInputShape.Float, CoercionAction.Fail))
                    .build();

    /** For services that know nothing of lists and maps with nulls in them. */
    private static final JsonMapper WITHOUT_NULLS =
            STRICT.rebuild()
                    .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
                    .build();

    private static final JsonMapper WITH_EMPTY =
            LENIENT.rebuild()
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .build();

    private static final String NO_OBJECT = "The request body must be a JSON object.";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    static byte[] write(Object shape) {
        return LENIENT.writeValueAsBytes(shape);
    }

    /** Writes a shape with what is empty; only what is null is left out. */
    static byte[] writeWithEmpty(Object shape) {
        return WITH_EMPTY.writeValueAsBytes(shape);
    }

    static JsonMapper mapper() {
        return LENIENT;
    }

    /**
     * Reads a shape from a JSON body; an empty body counts as an empty object.
     *
     * @throws ServiceException (SerializationException) that names the member
     */
    static <T> T read(byte[] json, Class<T> type) {
        return read(json, type, WITHOUT_NULLS);
    }

    /** The same, for a service that has its own word on nulls in lists and maps. */
    static <T> T readWithNulls(byte[] json, Class<T> type) {
        return read(json, type, STRICT);
    }

    private static <T> T read(byte[] json, Class<T> type, JsonMapper mapper) {
        try {
            T value =
                    json.length == 0
                            ? LENIENT.convertValue(Map.of(), type)
                            : mapper.readValue(json, type);
            if (value == null) {
                throw malformed(NO_OBJECT);
            }
            return value;
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    /** Reads a shape from the tree of a form, where every scalar is a text. */
    static <T> T read(JsonNode tree, Class<T> type) {
        try {
            return LENIENT.treeToValue(tree, type);
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    /** Reads a shape from the tree of a JSON body. */
    static <T> T readStrictly(JsonNode tree, Class<T> type) {
        try {
            return WITHOUT_NULLS.treeToValue(tree, type);
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    /**
     * The object that a JSON body is; an empty body counts as an empty one.
     *
     * @throws ServiceException (SerializationException) if it is none
     */
    static ObjectNode object(byte[] json) {
        if (json.length == 0) {
            return NODES.objectNode();
        }
        try {
            if (STRICT.readTree(json) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw malformed(e);
        }
        throw malformed(NO_OBJECT);
    }

    /**
     * A text of a URL as a member of this type has it in JSON. One that it cannot be stays a text,
     * for the reader to refuse.
     */
    static JsonNode scalar(String text, Class<?> type) {
        if (type == Boolean.class && (text.equals("true") || text.equals("false"))) {
            return NODES.booleanNode(text.equals("true"));
        }
        if (type == Integer.class || type == Long.class) {
            try {
                return NODES.numberNode(Long.parseLong(text));
            } catch (NumberFormatException e) {
                return NODES.stringNode(text);
            }
        }
        return NODES.stringNode(text);
    }

    private static ServiceException malformed(JacksonException e) {
        return switch (e) {
            case MismatchedInputException mismatch ->
                    mistyped(mismatch, kind(mismatch.getTargetType()));
            case InputCoercionException overflow ->
                    mistyped(overflow, kind(overflow.getTargetType()));
            default -> malformed("The request body is not valid JSON: " + e.getOriginalMessage());
        };
    }

    private static ServiceException mistyped(JacksonException e, String kind) {
        String member =
                e.getPath().stream()
                        .map(step ->
                                step.getPropertyName() == null
                                        ? Integer.toString(step.getIndex())
                                        : step.getPropertyName())
                        .collect(Collectors.joining("."));
        return malformed(
                member.isEmpty() ? NO_OBJECT : "The value of " + member + " must be " + kind + ".");
    }

    /** What to call a member's type in front of clients, who know nothing of Java's. */
    private static String kind(@Nullable Class<?> type) {
        if (type == String.class) {
            return "a text";
        }
        if (type == Integer.class || type == int.class) {
            return "an integer of 32 bits";
        }
        if (type == Long.class || type == long.class) {
            return "an integer of 64 bits";
        }
        if (type == Double.class) {
            return "a number";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        if (type == Instant.class) {
            return "a timestamp";
        }
        if (type == byte[].class) {
            return "Base64";
        }
        return type != null && List.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    private static ServiceException malformed(String message) {
        return new ServiceException(ErrorCode.MALFORMED_INPUT, message);
    }
}
