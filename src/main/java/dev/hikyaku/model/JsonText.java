package dev.hikyaku.model;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Texts of attributes that hold a JSON object. */
final class JsonText {
    private static final JsonMapper JSON = new JsonMapper();

    private JsonText() {}

    /**
     * The object that a text is; empty if it is another value.
     *
     * @throws JacksonException if it is not JSON
     */
    static Optional<ObjectNode> object(String json) {
        return JSON.readTree(json) instanceof ObjectNode object
                ? Optional.of(object)
                : Optional.empty();
    }

    static String write(ObjectNode object) {
        return JSON.writeValueAsString(object);
    }
}
