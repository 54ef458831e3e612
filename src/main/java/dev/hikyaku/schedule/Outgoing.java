package dev.hikyaku.schedule;

import dev.hikyaku.model.Digests;
import dev.hikyaku.model.MessageAttribute;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.QueueAttributes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a firing sends: to its queue a message, to any other target the firing itself, by an
 * internal queue of that target.
 */
public record Outgoing(QueueArn queue, MessageContent content, List<Otherwise> otherwise) {
    /**
     * What is sent if there is no such queue: a dead letter and word of the failure; or the firing,
     * to be routed to a queue that is made for it.
     *
     * @param content null for the message itself
     */
    public record Otherwise(QueueArn queue, @Nullable MessageContent content) {}

    /** How the internal queues of targets begin. */
    public static final String QUEUE_PREFIX = ".schedules-";

    private static final int HASH_BYTES = 16;

    /** Why a target could not be called. */
    public record Failure(String code, String message) {
        static final Failure NO_SUCH_QUEUE =
                new Failure(
                        "AWS.SimpleQueueService.NonExistentQueue",
                        "The specified queue does not exist, or it is a FIFO queue and there is no"
                                + " message group.");
    }

    static Outgoing of(Firing firing) {
        Target target = firing.target();
        if (!target.isQueue() && !target.arn().equals(Target.SEND_MESSAGE)) {
            QueueArn internal = internalQueue(firing.region(), firing.account(), target);
            QueueArn unrouted = unrouted(firing.region(), firing.account());
            return new Outgoing(internal, firing.content(), List.of(new Otherwise(unrouted, null)));
        }
        String payload = firing.payload(1);
        List<Otherwise> otherwise = withoutQueue(firing, payload);
        if (target.isQueue()) {
            QueueArn queue = QueueArn.parse(target.arn());
            return new Outgoing(
                    queue, forQueue(queue, payload, target.messageGroupId()), otherwise);
        }
        SendMessageInput input = SendMessageInput.parse(payload, firing.region());
        return new Outgoing(input.queue(), identified(input), otherwise);
    }

    private static List<Otherwise> withoutQueue(Firing firing, String payload) {
        var word =
                new Otherwise(
                        FailedFiring.queue(firing.region(), firing.account()),
                        FailedFiring.of(firing, null, null, 0).content());
        String deadLetter = firing.target().deadLetterArn();
        if (deadLetter == null) {
            return List.of(word);
        }
        MessageContent dead = dead(firing, payload, Failure.NO_SUCH_QUEUE, null, 0);
        return List.of(new Otherwise(QueueArn.parse(deadLetter), dead), word);
    }

    private static MessageContent forQueue(
            QueueArn queue, String payload, @Nullable String messageGroupId) {
        var system = new TreeMap<String, String>();
        if (messageGroupId != null) {
            system.put(MessageContent.GROUP_ID, messageGroupId);
        }
        if (queue.fifo()) {
            system.put(MessageContent.DEDUPLICATION_ID, contentId(payload));
        }
        return plain(payload, system);
    }

    private static MessageContent identified(SendMessageInput input) {
        MessageContent content = input.content();
        boolean lacksId =
                input.queue().fifo()
                        && !content.systemAttributes().containsKey(MessageContent.DEDUPLICATION_ID);
        return lacksId ? content.withDeduplicationId(contentId(content.body())) : content;
    }

    private static String contentId(String body) {
        return QueueAttributes.contentId(body.getBytes(StandardCharsets.UTF_8));
    }

    static MessageContent plain(String body, Map<String, String> system) {
        return MessageContent.of(body, new TreeMap<>(), system, null);
    }

    /** Where firings go whose target has no internal queue, of a region and account. */
    public static QueueArn unrouted(String region, String account) {
        return new QueueArn(region, account, QUEUE_PREFIX + "unrouted");
    }

    /** The internal queue by which the target of a firing is called. */
    public static QueueArn internalQueue(Firing firing) {
        return internalQueue(firing.region(), firing.account(), firing.target());
    }

    /** One for each target; one for all rules of event buses. */
    private static QueueArn internalQueue(String region, String account, Target target) {
        if (target.isRule()) {
            return new QueueArn(region, account, QUEUE_PREFIX + "rules");
        }
        byte[] digest = Digests.sha256().digest(target.arn().getBytes(StandardCharsets.UTF_8));
        return new QueueArn(
                region, account, QUEUE_PREFIX + HexFormat.of().formatHex(digest, 0, HASH_BYTES));
    }

    /**
     * What a dead-letter queue is sent of a firing that its target did not take.
     *
     * @param exhausted what ended the attempts; null if there was no use in another one
     */
    public static MessageContent dead(
            Firing firing,
            String payload,
            Failure failure,
            @Nullable String exhausted,
            int retries) {
        SortedMap<String, MessageAttribute> attributes = new TreeMap<>();
        put(attributes, "ERROR_CODE", failure.code);
        put(attributes, "ERROR_MESSAGE", failure.message);
        put(attributes, "EXECUTION_ID", firing.executionId());
        if (exhausted != null) {
            put(attributes, "EXHAUSTED_RETRY_CONDITION", exhausted);
        }
        put(attributes, "IS_PAYLOAD_TRUNCATED", "false");
        put(attributes, "RETRY_ATTEMPTS", Integer.toString(retries));
        put(attributes, "SCHEDULED_TIME", firing.scheduledTime());
        put(attributes, "SCHEDULE_ARN", firing.scheduleArn());
        put(attributes, "TARGET_ARN", firing.target().arn());
        return MessageContent.of(payload, attributes, Map.of(), null);
    }

    private static void put(
            SortedMap<String, MessageAttribute> attributes, String name, String value) {
        attributes.put(name, new MessageAttribute("String", value.isEmpty() ? "-" : value, null));
    }
}
