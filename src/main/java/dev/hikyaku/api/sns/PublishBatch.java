package dev.hikyaku.api.sns;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.QueryMember;
import dev.hikyaku.broker.topics.Draft;
import dev.hikyaku.broker.topics.Published;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.topic.Topic;
import dev.hikyaku.topic.TopicError;
import dev.hikyaku.topic.TopicLimits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

record PublishBatch(TopicActions actions) {
    record Request(@Nullable String topicArn, @Nullable List<Entry> publishBatchRequestEntries) {}

    record Entry(
            @Nullable String id,
            @Nullable String message,
            @Nullable String subject,
            @Nullable String messageStructure,
            @QueryMember @Nullable Map<String, MessageAttributeValue> messageAttributes,
            @Nullable String messageDeduplicationId,
            @Nullable String messageGroupId)
            implements Drafts.Parameters {}

    record Success(String id, String messageId, @Nullable String sequenceNumber) {}

    record Failure(String id, String code, @Nullable String message, boolean senderFault) {
        static Failure of(String id, ServiceException error) {
            return new Failure(
                    id,
                    SnsService.named(error.code()).queryCode(),
                    error.getMessage(),
                    error.code().senderFault());
        }
    }

    record Response(List<Success> successful, List<Failure> failed) {}

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    CompletionStage<Response> handle(Request request, Caller caller) {
        Topic topic = actions.topic(request.topicArn);
        List<Entry> entries = checked(request.publishBatchRequestEntries);
        var failed = new ArrayList<Failure>();
        var drafts = new ArrayList<Map.Entry<String, Draft>>();
        for (Entry entry : entries) {
            String id = String.valueOf(entry.id());
            try {
                drafts.add(Map.entry(id, Drafts.of(topic, entry)));
            } catch (ServiceException e) {
                failed.add(Failure.of(id, e));
            }
        }
        checkSum(drafts);
        return publish(topic, drafts, failed, caller);
    }

    private CompletionStage<Response> publish(
            Topic topic,
            List<Map.Entry<String, Draft>> drafts,
            List<Failure> failed,
            Caller caller) {
        List<CompletableFuture<Record>> outcomes =
                drafts.stream().map(each -> outcome(topic, each)).toList();
        return CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
                .thenApplyAsync(
                        done -> {
                            var successful = new ArrayList<Success>();
                            for (var outcome : outcomes) {
                                switch (outcome.join()) {
                                    case Success success -> successful.add(success);
                                    case Failure failure -> failed.add(failure);
                                    default -> throw new IllegalStateException("no outcome");
                                }
                            }
                            return new Response(successful, failed);
                        },
                        caller);
    }

    private CompletableFuture<Record> outcome(Topic topic, Map.Entry<String, Draft> each) {
        return actions.topics()
                .publish(topic, each.getValue())
                .handle((published, failure) ->
                        failure == null
                                ? success(each.getKey(), published)
                                : Failure.of(each.getKey(), error(failure)));
    }

    private static Record success(String id, Published published) {
        return new Success(id, published.messageId(), published.sequenceNumber());
    }

    private static ServiceException error(Throwable failure) {
        Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
        return cause instanceof ServiceException error
                ? error
                : new ServiceException(
                        ErrorCode.INTERNAL_FAILURE, "The message could not be published.");
    }

    private static List<Entry> checked(@Nullable List<Entry> entries) {
        if (entries == null || entries.isEmpty()) {
            throw new ServiceException(
                    TopicError.EMPTY_BATCH_REQUEST,
                    "The batch request doesn't contain any entries.");
        }
        if (entries.size() > TopicLimits.BATCH_ENTRIES_MAX) {
            throw new ServiceException(
                    TopicError.TOO_MANY_ENTRIES_IN_BATCH_REQUEST,
                    "The batch request contains more entries than permissible.");
        }
        var ids = new HashSet<String>();
        for (Entry entry : entries) {
            String id = Objects.requireNonNullElse(entry.id(), "");
            if (!ID.matcher(id).matches()) {
                throw new ServiceException(
                        TopicError.INVALID_BATCH_ENTRY_ID,
                        "The Id of a batch entry in a batch request doesn't abide by the"
                                + " specification.");
            }
            if (!ids.add(id)) {
                throw new ServiceException(
                        TopicError.BATCH_ENTRY_IDS_NOT_DISTINCT,
                        "Two or more batch entries in the request have the same Id.");
            }
        }
        return entries;
    }

    private static void checkSum(List<Map.Entry<String, Draft>> drafts) {
        int sum = drafts.stream().mapToInt(each -> Drafts.bytes(each.getValue())).sum();
        if (sum > TopicLimits.MESSAGE_BYTES_MAX) {
            throw new ServiceException(
                    TopicError.BATCH_REQUEST_TOO_LONG,
                    "The length of all the messages put together is more than the limit.");
        }
    }
}
