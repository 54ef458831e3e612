package dev.hikyaku.topic;

import dev.hikyaku.model.MessageAttribute;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Message attributes as the JSON that filter policies look at: {@code String} as a text, {@code
 * Number} as a number, {@code String.Array} as its elements. {@code Binary} is passed over.
 */
final class AttributeEvent {
    private static final String ARRAY = "String.Array";

    private AttributeEvent() {}

    static String of(Map<String, MessageAttribute> attributes) {
        ObjectNode event = TopicJson.NODES.objectNode();
        attributes.forEach((name, attribute) -> {
            JsonNode value = value(attribute);
            if (value != null) {
                event.set(name, value);
            }
        });
        return TopicJson.write(event);
    }

    private static @Nullable JsonNode value(MessageAttribute attribute) {
        String text = attribute.stringValue();
        if (text == null) {
            return null;
        }
        if (attribute.dataType().startsWith("Number")) {
            return TopicJson.NODES.numberNode(new BigDecimal(text));
        }
        return attribute.dataType().equals(ARRAY) ? array(text) : TopicJson.NODES.stringNode(text);
    }

    private static @Nullable JsonNode array(String text) {
        JsonNode value = TopicJson.read(text).orElse(null);
        if (!(value instanceof ArrayNode elements)) {
            return value == null || value.isObject() ? null : value;
        }
        ArrayNode scalars = TopicJson.NODES.arrayNode();
        elements.valueStream().filter(JsonNode::isValueNode).forEach(scalars::add);
        return scalars;
    }
}
