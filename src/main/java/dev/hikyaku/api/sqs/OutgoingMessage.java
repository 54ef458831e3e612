package dev.hikyaku.api.sqs;

import dev.hikyaku.api.Checks;
import dev.hikyaku.model.Limits;
import dev.hikyaku.model.MessageAttribute;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueAttributes;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.MessageCodec;
import dev.hikyaku.queue.QueueCommand;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A message that a client sends, checked and encoded, with what the answer says of it.
 *
 * @param sizeBytes body and attributes, as the size limit counts them
 */
record OutgoingMessage(
        QueueCommand.NewMessage message,
        int sizeBytes,
        String md5OfBody,
        @Nullable String md5OfAttributes,
        @Nullable String md5OfSystemAttributes) {
    private static final String TRACE_HEADER = "AWSTraceHeader";

    /** What SendMessage and an entry of SendMessageBatch have in common. */
    interface Parameters {
        @Nullable String messageBody();

        @Nullable Integer delaySeconds();

        @Nullable Map<String, MessageAttributeValue> messageAttributes();

        @Nullable Map<String, MessageAttributeValue> messageSystemAttributes();

        @Nullable String messageDeduplicationId();

        @Nullable String messageGroupId();
    }

    /**
     * Checks a message against the API's limits and the queue's.
     *
     * @throws ServiceException MissingParameter, InvalidParameterValue or InvalidMessageContents
     */
    static OutgoingMessage of(Parameters parameters, QueueAttributes queue, String senderId) {
        String body = Checks.required("MessageBody", parameters.messageBody());
        BodyCharacters.check(body, "the message body");
        var attributes = MessageAttributes.checked(parameters.messageAttributes());
        var systemAttributes = systemAttributes(parameters.messageSystemAttributes());
        byte[] utf8 = body.getBytes(StandardCharsets.UTF_8);
        int size = checkedSize(utf8.length, attributes, queue.maximumMessageSize());
        var grouping = Grouping.of(parameters, queue, utf8);
        String md5 = Md5.of(utf8);
        var content =
                new MessageContent(
                        body, md5, attributes, grouping.with(systemAttributes), senderId);
        return new OutgoingMessage(
                new QueueCommand.NewMessage(
                        MessageCodec.encode(content, utf8),
                        delaySeconds(parameters, queue),
                        grouping.groupId(),
                        grouping.deduplicationId()),
                size,
                md5,
                Md5.ofAttributes(attributes),
                Md5.ofSystemAttributes(systemAttributes));
    }

    private static int delaySeconds(Parameters parameters, QueueAttributes queue) {
        Integer given = parameters.delaySeconds();
        if (queue.fifo() && given != null && given != 0) {
            throw QueueChecks.notForQueueType("DelaySeconds", given.toString());
        }
        return given == null || queue.fifo()
                ? queue.delaySeconds()
                : Checks.range("DelaySeconds", given, 0, Limits.DELAY_SECONDS_MAX, 0);
    }

    private static int checkedSize(
            int body, SortedMap<String, MessageAttribute> attributes, int max) {
        int size = body;
        for (var attribute : attributes.entrySet()) {
            size += attribute.getValue().sizeBytes(attribute.getKey());
        }
        if (size > max) {
            throw ServiceException.invalidParameter(
                    "One or more parameters are invalid. Reason: Message must be shorter than "
                            + max
                            + " bytes; MessageBody and MessageAttributes have "
                            + size
                            + ".");
        }
        return size;
    }

    private static Map<String, String> systemAttributes(
            @Nullable Map<String, MessageAttributeValue> given) {
        if (given == null || given.isEmpty()) {
            return Map.of();
        }
        for (String name : given.keySet()) {
            if (!name.equals(TRACE_HEADER)) {
                throw ServiceException.invalidParameter(
                        "Message system attribute name '"
                                + name
                                + "' is invalid. The only one that can be sent is "
                                + TRACE_HEADER
                                + ".");
            }
        }
        MessageAttribute trace = MessageAttributes.checked(TRACE_HEADER, given.get(TRACE_HEADER));
        if (!trace.dataType().equals("String")) {
            throw ServiceException.invalidParameter(
                    "The message system attribute '"
                            + TRACE_HEADER
                            + "' must have the type String.");
        }
        return Map.of(TRACE_HEADER, String.valueOf(trace.stringValue()));
    }
}
