package dev.hikyaku.api.sqs;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.QueryMember;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply.Counts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class GetQueueAttributes {
    record Request(
            @Nullable String queueUrl,
            @QueryMember("AttributeName") @Nullable List<@Nullable String> attributeNames) {}

    record Response(@QueryMember("Attribute") Map<String, String> attributes) {}

    private static final String READY = "ApproximateNumberOfMessages";
    private static final String IN_FLIGHT = "ApproximateNumberOfMessagesNotVisible";
    private static final String DELAYED = "ApproximateNumberOfMessagesDelayed";
    private static final List<String> COUNTS = List.of(READY, IN_FLIGHT, DELAYED);

    /** All that a queue can have, in the order in which they are shown. */
    private static final List<String> NAMES =
            List.of(
                    "QueueArn",
                    READY,
                    IN_FLIGHT,
                    DELAYED,
                    "CreatedTimestamp",
                    "LastModifiedTimestamp",
                    "VisibilityTimeout",
                    "MaximumMessageSize",
                    "MessageRetentionPeriod",
                    "DelaySeconds",
                    "ReceiveMessageWaitTimeSeconds",
                    "Policy",
                    "RedrivePolicy",
                    "RedriveAllowPolicy",
                    "KmsMasterKeyId",
                    "KmsDataKeyReusePeriodSeconds",
                    "SqsManagedSseEnabled",
                    "FifoQueue",
                    "ContentBasedDeduplication",
                    "DeduplicationScope",
                    "FifoThroughputLimit");

    private final Queues queues;

    GetQueueAttributes(Queues queues) {
        this.queues = queues;
    }

    CompletionStage<Response> handle(Request request, Caller caller) {
        QueueDefinition queue = queues.byUrl(request.queueUrl, caller);
        List<String> wanted = wanted(request.attributeNames);
        if (wanted.stream().noneMatch(COUNTS::contains)) {
            return CompletableFuture.completedFuture(
                    response(queue, wanted, new Counts(0, 0, 0, 0)));
        }
        return queues.submit(caller, queue, new QueueCommand.Count(queue.id()), Counts.class)
                .thenApply(counts -> response(queue, wanted, counts));
    }

    private static List<String> wanted(@Nullable List<@Nullable String> given) {
        if (given == null) {
            return List.of();
        }
        List<String> names = given.stream().filter(Objects::nonNull).toList();
        for (String name : names) {
            if (!name.equals("All") && !NAMES.contains(name)) {
                throw new ServiceException(
                        ErrorCode.INVALID_ATTRIBUTE_NAME, "Unknown Attribute " + name + ".");
            }
        }
        return names.contains("All") ? NAMES : names;
    }

    private static Response response(QueueDefinition queue, List<String> wanted, Counts counts) {
        var attributes = new LinkedHashMap<String, String>();
        for (String name : wanted) {
            String value = value(queue, name, counts);
            if (value != null) {
                attributes.put(name, value);
            }
        }
        return new Response(attributes);
    }

    private static @Nullable String value(QueueDefinition queue, String name, Counts counts) {
        return switch (name) {
            case "QueueArn" -> queue.arn().toString();
            case READY -> Long.toString(counts.ready());
            case IN_FLIGHT -> Long.toString(counts.inFlight());
            case DELAYED -> Long.toString(counts.delayed());
            case "CreatedTimestamp" -> Long.toString(queue.createdAtMillis() / 1000);
            case "LastModifiedTimestamp" -> Long.toString(queue.modifiedAtMillis() / 1000);
            default -> queue.attributes().get(name);
        };
    }
}
