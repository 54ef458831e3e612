package dev.hikyaku.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
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

    private Json() {}

    static byte[] write(Object shape) {
        return LENIENT.writeValueAsBytes(shape);
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
        try {
            T value =
                    json.length == 0
                            ? LENIENT.convertValue(java.util.Map.of(), type)
                            : STRICT.readValue(json, type);
            if (value == null) {
                throw malformed("The request body must be a JSON object.");
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

    private static ServiceException malformed(JacksonException e) {
        String where =
                e instanceof DatabindException mapping
                        ? mapping.getPath().stream()
                                .map(step ->
                                        step.getPropertyName() == null
                                                ? Integer.toString(step.getIndex())
                                                : step.getPropertyName())
                                .collect(Collectors.joining("."))
                        : "";
        return malformed(
                where.isEmpty()
                        ? "The request body is not valid JSON: " + e.getOriginalMessage()
                        : "The value of "
                                + where
                                + " has the wrong type: "
                                + e.getOriginalMessage());
    }

    private static ServiceException malformed(String message) {
        return new ServiceException(ErrorCode.MALFORMED_INPUT, message);
    }
}
