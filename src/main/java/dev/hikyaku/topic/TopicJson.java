package dev.hikyaku.topic;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON within attributes and messages. */
final class TopicJson {
    static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private TopicJson() {}

    /** The value that a text is; empty if it is not JSON, or has a key twice. */
    static Optional<JsonNode> read(String json) {
        try {
            JsonNode tree = JSON.readTree(json);
            return tree.isMissingNode() ? Optional.empty() : Optional.of(tree);
        } catch (JacksonException | NumberFormatException e) { // an exponent of more than 32 bits
            return Optional.empty();
        }
    }

    /** The object that a text is; empty if it is none. */
    static Optional<ObjectNode> object(String json) {
        return read(json).filter(JsonNode::isObject).map(ObjectNode.class::cast);
    }

    static String write(JsonNode tree) {
        return JSON.writeValueAsString(tree);
    }

    static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }
}
