package dev.hikyaku.topic;

import dev.hikyaku.model.MessageAttribute;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * What subscribers are sent around a message: members in SNS's order, signed once for all
 * subscriptions that get the same text.
 */
public final class Envelope {
    public static final String NOTIFICATION = "Notification";
    public static final String SUBSCRIPTION_CONFIRMATION = "SubscriptionConfirmation";
    public static final String UNSUBSCRIBE_CONFIRMATION = "UnsubscribeConfirmation";

    private final SequencedMap<String, String> members;
    private final Map<String, MessageAttribute> attributes;

    private Envelope(
            SequencedMap<String, String> members, Map<String, MessageAttribute> attributes) {
        this.members = members;
        this.attributes = attributes;
    }

    /**
     * The envelope of a published message. Those of FIFO topics are not signed, as SNS has it.
     *
     * @param protocol whose text it carries
     */
    public static Envelope of(Notification message, Protocol protocol, Topic topic, Signer signer) {
        var members = new LinkedHashMap<String, String>();
        members.put("Type", NOTIFICATION);
        members.put("MessageId", message.id());
        if (message.sequenceNumber() != null) {
            members.put("SequenceNumber", message.sequenceNumber());
        }
        members.put("TopicArn", message.topicArn());
        if (message.subject() != null) {
            members.put("Subject", message.subject());
        }
        members.put("Message", message.text(protocol));
        members.put("Timestamp", message.timestamp());
        if (!topic.fifo()) {
            sign(members, topic.signatureVersion(), signer);
        }
        return new Envelope(members, message.attributes());
    }

    /**
     * What an endpoint is asked, or told, about a subscription itself.
     *
     * @param type {@link #SUBSCRIPTION_CONFIRMATION} or {@link #UNSUBSCRIBE_CONFIRMATION}
     * @param subscribeUrl what to visit to confirm or restore the subscription
     */
    public static Envelope confirmation(
            String type,
            Subscription subscription,
            String messageId,
            String timestamp,
            String subscribeUrl,
            int signatureVersion,
            Signer signer) {
        var members = new LinkedHashMap<String, String>();
        members.put("Type", type);
        members.put("MessageId", messageId);
        members.put("Token", Objects.requireNonNullElse(subscription.token(), ""));
        members.put("TopicArn", subscription.topicArn());
        members.put("Message", words(type, subscription));
        members.put("SubscribeURL", subscribeUrl);
        members.put("Timestamp", timestamp);
        sign(members, signatureVersion, signer);
        return new Envelope(members, Map.of());
    }

    private static String words(String type, Subscription subscription) {
        return type.equals(SUBSCRIPTION_CONFIRMATION)
                ? "You have chosen to subscribe to the topic "
                        + subscription.topicArn()
                        + ".\nTo confirm the subscription, visit the SubscribeURL included in this"
                        + " message."
                : "You have chosen to deactivate subscription "
                        + subscription.arn()
                        + ".\nTo cancel this operation and restore the subscription, visit the"
                        + " SubscribeURL included in this message.";
    }

    private static void sign(SequencedMap<String, String> members, int version, Signer signer) {
        String signature = signer.sign(members, version);
        members.put("SignatureVersion", Integer.toString(version));
        members.put("Signature", signature);
        members.put("SigningCertURL", signer.certificateUrl());
    }

    /**
     * A subscription's notification as the JSON that SNS writes.
     *
     * @param unsubscribeUrl what to visit to end the subscription
     */
    public String json(String unsubscribeUrl) {
        var all = new LinkedHashMap<>(members);
        all.put("UnsubscribeURL", unsubscribeUrl);
        return json(all);
    }

    /** A confirmation as JSON. */
    public String json() {
        return json(members);
    }

    private String json(Map<String, String> members) {
        var out = new StringBuilder("{");
        String separator = "\n";
        for (var member : members.entrySet()) {
            out.append(separator)
                    .append("  \"")
                    .append(member.getKey())
                    .append("\" : ")
                    .append(TopicJson.quoted(member.getValue()));
            separator = ",\n";
        }
        if (!attributes.isEmpty()) {
            out.append(",\n  \"MessageAttributes\" : {");
            writeAttributes(out);
            out.append("\n  }");
        }
        return out.append("\n}").toString();
    }

    private void writeAttributes(StringBuilder out) {
        String separator = "\n";
        for (var attribute : attributes.entrySet()) {
            out.append(separator)
                    .append("    ")
                    .append(TopicJson.quoted(attribute.getKey()))
                    .append(" : ")
                    .append(TopicJson.write(json(attribute.getValue())));
            separator = ",\n";
        }
    }

    private static ObjectNode json(MessageAttribute attribute) {
        byte[] binary = attribute.binaryValue();
        return TopicJson.NODES
                .objectNode()
                .put("Type", attribute.dataType())
                .put(
                        "Value",
                        binary == null
                                ? attribute.stringValue()
                                : Base64.getEncoder().encodeToString(binary));
    }

    /** The event that a function is invoked with. */
    public String functionEvent(String subscriptionArn, String unsubscribeUrl) {
        ObjectNode sns = TopicJson.NODES.objectNode();
        members.forEach((name, value) ->
                sns.put(name.equals("SigningCertURL") ? "SigningCertUrl" : name, value));
        if (!members.containsKey("Subject")) {
            sns.putNull("Subject");
        }
        sns.put("UnsubscribeUrl", unsubscribeUrl);
        ObjectNode values = sns.putObject("MessageAttributes");
        attributes.forEach((name, attribute) -> values.set(name, json(attribute)));
        ObjectNode record =
                TopicJson.NODES
                        .objectNode()
                        .put("EventSource", "aws:sns")
                        .put("EventVersion", "1.0")
                        .put("EventSubscriptionArn", subscriptionArn);
        record.set("Sns", sns);
        ObjectNode event = TopicJson.NODES.objectNode();
        event.putArray("Records").add(record);
        return TopicJson.write(event);
    }
}
