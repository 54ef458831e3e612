package dev.hikyaku.schedule;

import dev.hikyaku.model.MessageAttribute;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueArn;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The input of the universal target {@code sqs:sendMessage}: the request of SendMessage as JSON.
 */
record SendMessageInput(QueueArn queue, MessageContent content) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern URL = Pattern.compile("https?://[^/]+/([0-9]{12})/([^/]+)");

    /**
     * Reads an input.
     *
     * @param region of the queue
     * @throws dev.hikyaku.model.ServiceException (ValidationException) that names the member
     */
    static SendMessageInput parse(@Nullable String input, String region) {
        JsonNode json = tree(input);
        String url = text(json, "QueueUrl");
        var matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw ScheduleError.invalid(
                    "QueueUrl of the target's Input must be the URL of a queue; it is " + url);
        }
        if (json.has("DelaySeconds")) {
            throw ScheduleError.invalid(
                    "DelaySeconds of the target's Input is not supported; schedule the message for"
                            + " later.");
        }
        var queue = new QueueArn(region, matcher.group(1), QueueArn.checkName(matcher.group(2)));
        String body = text(json, "MessageBody");
        return new SendMessageInput(
                queue, MessageContent.of(body, attributes(json), system(json), null));
    }

    private static JsonNode tree(@Nullable String input) {
        try {
            JsonNode json = input == null ? null : JSON.readTree(input);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (JacksonException e) {
            throw ScheduleError.invalid(
                    "The target's Input must be valid JSON: " + e.getOriginalMessage());
        }
        throw ScheduleError.invalid("The target's Input must be a JSON object.");
    }

    private static String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (!value.isString() || value.stringValue().isEmpty()) {
            throw ScheduleError.invalid("The target's Input must have " + name + ", a text.");
        }
        return value.stringValue();
    }

    private static Map<String, String> system(JsonNode json) {
        var system = new HashMap<String, String>();
        if (json.has(MessageContent.GROUP_ID)) {
            system.put(MessageContent.GROUP_ID, text(json, MessageContent.GROUP_ID));
        }
        if (json.has(MessageContent.DEDUPLICATION_ID)) {
            system.put(
                    MessageContent.DEDUPLICATION_ID, text(json, MessageContent.DEDUPLICATION_ID));
        }
        return system;
    }

    private static SortedMap<String, MessageAttribute> attributes(JsonNode json) {
        var attributes = new TreeMap<String, MessageAttribute>();
        json.path("MessageAttributes")
                .properties()
                .forEach(entry -> attributes.put(entry.getKey(), attribute(entry.getValue())));
        return attributes;
    }

    private static MessageAttribute attribute(JsonNode json) {
        String type = text(json, "DataType");
        if (!json.has("BinaryValue")) {
            return new MessageAttribute(type, text(json, "StringValue"), null);
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(text(json, "BinaryValue"));
            return new MessageAttribute(type, null, bytes);
        } catch (IllegalArgumentException e) {
            throw ScheduleError.invalid("BinaryValue of the target's Input must be Base64.");
        }
    }
}
