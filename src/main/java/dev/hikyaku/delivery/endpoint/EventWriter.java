package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.model.MessageAttribute;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the event that Lambda hands to a function for messages of SQS. */
final class EventWriter {
    private static final JsonFactory JSON = new JsonFactory();

    /** Those that a message has as components. */
    private static final Set<String> COMPONENTS =
            Set.of(
                    "ApproximateReceiveCount",
                    "SentTimestamp",
                    "SenderId",
                    "ApproximateFirstReceiveTimestamp");

    /** arn:partition:sqs:region:account:name. */
    private static final int REGION = 3;

    private EventWriter() {}

    static byte[] write(List<Message> messages) {
        var out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("Records");
            messages.forEach(message -> write(message, json));
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private static void write(Message message, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("messageId", message.id());
        json.writeStringProperty("receiptHandle", message.handle().text());
        json.writeName("body");
        json.writeUTF8String(message.body(), 0, message.body().length);
        writeSystem(message, json);
        json.writeObjectPropertyStart("messageAttributes");
        message.attributes().forEach((name, attribute) -> write(name, attribute, json));
        json.writeEndObject();
        json.writeStringProperty("md5OfBody", message.bodyMd5());
        json.writeStringProperty("eventSource", "aws:sqs");
        json.writeStringProperty("eventSourceARN", message.queueArn());
        json.writeStringProperty("awsRegion", region(message.queueArn()));
        json.writeEndObject();
    }

    private static void writeSystem(Message message, JsonGenerator json) {
        json.writeObjectPropertyStart("attributes");
        json.writeStringProperty(
                "ApproximateReceiveCount", Integer.toString(message.receiveCount()));
        json.writeStringProperty("SentTimestamp", Long.toString(message.sentAtMillis()));
        if (message.senderId() != null) {
            json.writeStringProperty("SenderId", message.senderId());
        }
        json.writeStringProperty(
                "ApproximateFirstReceiveTimestamp", Long.toString(message.firstReceivedAtMillis()));
        for (Map.Entry<String, String> attribute : message.system().entrySet()) {
            if (!COMPONENTS.contains(attribute.getKey())) {
                json.writeStringProperty(attribute.getKey(), attribute.getValue());
            }
        }
        json.writeEndObject();
    }

    private static void write(String name, MessageAttribute attribute, JsonGenerator json) {
        json.writeObjectPropertyStart(name);
        if (attribute.stringValue() != null) {
            json.writeStringProperty("stringValue", attribute.stringValue());
        }
        if (attribute.binaryValue() != null) {
            json.writeName("binaryValue");
            json.writeBinary(attribute.binaryValue());
        }
        json.writeArrayPropertyStart("stringListValues");
        json.writeEndArray();
        json.writeArrayPropertyStart("binaryListValues");
        json.writeEndArray();
        json.writeStringProperty("dataType", attribute.dataType());
        json.writeEndObject();
    }

    private static String region(String arn) {
        String[] parts = arn.split(":", -1);
        return parts.length > REGION ? parts[REGION] : "";
    }
}
