package dev.hikyaku.delivery.source;

import dev.hikyaku.model.MessageAttribute;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Between the SDK's shapes and the daemon's. An entry's id in a batch is its place in it.
 *
 * <p>A server that leaves a system attribute out gets what is certain: a first receive, now.
 */
final class SqsMessages {
    private SqsMessages() {}

    private record SqsHandle(String receiptHandle) implements Handle {
        @Override
        public String text() {
            return receiptHandle;
        }
    }

    static Message decode(String queue, software.amazon.awssdk.services.sqs.model.Message message) {
        Map<MessageSystemAttributeName, String> system = message.attributes();
        long now = System.currentTimeMillis();
        return new Message(
                message.messageId(),
                queue,
                "",
                new SqsHandle(message.receiptHandle()),
                message.body().getBytes(StandardCharsets.UTF_8),
                message.md5OfBody(),
                attributes(message.messageAttributes()),
                (int) number(system, MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, 1),
                number(system, MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP, now),
                number(system, MessageSystemAttributeName.SENT_TIMESTAMP, now),
                system.get(MessageSystemAttributeName.SENDER_ID),
                message.attributesAsStrings());
    }

    private static long number(
            Map<MessageSystemAttributeName, String> system,
            MessageSystemAttributeName name,
            long otherwise) {
        String value = system.get(name);
        return value == null ? otherwise : Long.parseLong(value);
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
