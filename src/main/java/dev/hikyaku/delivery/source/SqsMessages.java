package dev.hikyaku.delivery.source;

import dev.hikyaku.model.MessageAttribute;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * Between the SDK's shapes and the daemon's. An entry's id in a batch is its place in it.
 *
 * <p>Where a server leaves a system attribute out, it is what is certain: a first receive, now.
 */
final class SqsMessages {
    private SqsMessages() {}

    /** What the components of a {@link Message} have already. */
    private static final Set<MessageSystemAttributeName> IN_COMPONENTS =
            EnumSet.of(
                    MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
                    MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP,
                    MessageSystemAttributeName.SENT_TIMESTAMP,
                    MessageSystemAttributeName.SENDER_ID);

    private static final String TRACE_HEADER = "AWSTraceHeader";

    private record SqsHandle(String receiptHandle) implements Handle {
        @Override
        public String text() {
            return receiptHandle;
        }
    }

    static Message decode(
            String queue, String arn, software.amazon.awssdk.services.sqs.model.Message message) {
        Map<MessageSystemAttributeName, String> system = message.attributes();
        long now = System.currentTimeMillis();
        return new Message(
                message.messageId(),
                queue,
                arn,
                new SqsHandle(message.receiptHandle()),
                message.body().getBytes(StandardCharsets.UTF_8),
                Objects.requireNonNullElse(message.md5OfBody(), ""),
                attributes(message.messageAttributes()),
                (int) number(system, MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, 1),
                number(system, MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP, now),
                number(system, MessageSystemAttributeName.SENT_TIMESTAMP, now),
                system.get(MessageSystemAttributeName.SENDER_ID),
                others(system));
    }

    private static Map<String, String> others(Map<MessageSystemAttributeName, String> system) {
        var others = new HashMap<String, String>();
        system.forEach((name, value) -> {
            if (!IN_COMPONENTS.contains(name)) {
                others.put(name.toString(), value);
            }
        });
        return others;
    }

    private static long number(
            Map<MessageSystemAttributeName, String> system,
            MessageSystemAttributeName name,
            long otherwise) {
        String value = system.get(name);
        return value == null || !value.matches("[0-9]{1,18}") ? otherwise : Long.parseLong(value);
    }

    private static Map<String, MessageAttribute> attributes(
            Map<String, MessageAttributeValue> values) {
        if (values.isEmpty()) {
            return Map.of();
        }
        var attributes = new TreeMap<String, MessageAttribute>();
        values.forEach((name, value) -> attributes.put(name, attribute(value)));
        return attributes;
    }

    private static MessageAttribute attribute(MessageAttributeValue value) {
        byte @Nullable [] binary =
                value.binaryValue() == null ? null : value.binaryValue().asByteArray();
        return new MessageAttribute(value.dataType(), value.stringValue(), binary);
    }

    static DeleteMessageBatchRequest delete(String queueUrl, List<Handle> handles) {
        var entries =
                IntStream.range(0, handles.size())
                        .mapToObj(i ->
                                DeleteMessageBatchRequestEntry.builder()
                                        .id(Integer.toString(i))
                                        .receiptHandle(text(handles.get(i)))
                                        .build())
                        .toList();
        return DeleteMessageBatchRequest.builder().queueUrl(queueUrl).entries(entries).build();
    }

    static ChangeMessageVisibilityBatchRequest change(
            String queueUrl, List<VisibilityChange> changes) {
        var entries =
                IntStream.range(0, changes.size())
                        .mapToObj(i ->
                                ChangeMessageVisibilityBatchRequestEntry.builder()
                                        .id(Integer.toString(i))
                                        .receiptHandle(text(changes.get(i).handle()))
                                        .visibilityTimeout(
                                                changes.get(i).visibilityTimeoutSeconds())
                                        .build())
                        .toList();
        return ChangeMessageVisibilityBatchRequest.builder()
                .queueUrl(queueUrl)
                .entries(entries)
                .build();
    }

    /**
     * @param attributes the message attributes, one map a burial
     */
    static SendMessageBatchRequest send(
            String queueUrl, List<Burial> burials, List<Map<String, MessageAttribute>> attributes) {
        var entries =
                IntStream.range(0, burials.size())
                        .mapToObj(i ->
                                entry(queueUrl, i, burials.get(i).message(), attributes.get(i)))
                        .toList();
        return SendMessageBatchRequest.builder().queueUrl(queueUrl).entries(entries).build();
    }

    private static SendMessageBatchRequestEntry entry(
            String queueUrl, int place, Message message, Map<String, MessageAttribute> attributes) {
        var entry =
                SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(place))
                        .messageBody(new String(message.body(), StandardCharsets.UTF_8));
        if (!attributes.isEmpty()) {
            entry.messageAttributes(values(attributes));
        }
        String trace = message.system().get(TRACE_HEADER);
        if (trace != null) {
            entry.messageSystemAttributes(
                    Map.of(
                            MessageSystemAttributeNameForSends.AWS_TRACE_HEADER,
                            MessageSystemAttributeValue.builder()
                                    .dataType("String")
                                    .stringValue(trace)
                                    .build()));
        }
        if (message.groupId() != null) {
            entry.messageGroupId(message.groupId());
        }
        if (queueUrl.endsWith(".fifo")) {
            entry.messageDeduplicationId(message.id());
        }
        return entry.build();
    }

    static SendMessageRequest send(String queueUrl, Outgoing message) {
        var request =
                SendMessageRequest.builder()
                        .queueUrl(queueUrl)
                        .messageBody(message.body())
                        .messageGroupId(message.groupId())
                        .messageDeduplicationId(message.deduplicationId());
        if (!message.attributes().isEmpty()) {
            request.messageAttributes(values(message.attributes()));
        }
        return request.build();
    }

    private static Map<String, MessageAttributeValue> values(
            Map<String, MessageAttribute> attributes) {
        return attributes.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> value(each.getValue())));
    }

    private static MessageAttributeValue value(MessageAttribute attribute) {
        byte[] binary = attribute.binaryValue();
        return MessageAttributeValue.builder()
                .dataType(attribute.dataType())
                .stringValue(attribute.stringValue())
                .binaryValue(binary == null ? null : SdkBytes.fromByteArray(binary))
                .build();
    }

    private static String text(Handle handle) {
        return ((SqsHandle) handle).receiptHandle();
    }

    static BatchOutcome outcomes(List<BatchResultErrorEntry> failed) {
        return failed.isEmpty()
                ? BatchOutcome.well()
                : new BatchOutcome(
                        failed.stream()
                                .collect(
                                        Collectors.toMap(
                                                entry -> Integer.valueOf(entry.id()),
                                                SqsMessages::refusal)));
    }

    private static Refusal refusal(BatchResultErrorEntry entry) {
        String reason =
                entry.message() == null ? entry.code() : entry.code() + ": " + entry.message();
        return new Refusal(reason, !Boolean.TRUE.equals(entry.senderFault()));
    }
}
