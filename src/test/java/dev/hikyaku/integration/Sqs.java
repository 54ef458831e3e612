package dev.hikyaku.integration;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Amazon SQS as a client sees it, whichever protocol it speaks. */
interface Sqs extends AutoCloseable {
    record Attribute(String type, @Nullable String text, byte @Nullable [] bytes) {
        static Attribute of(String type, String text) {
            return new Attribute(type, text, null);
        }

        static Attribute of(String type, byte[] bytes) {
            return new Attribute(type, null, bytes);
        }
    }

    /** A message on its way in. */
    record Outgoing(
            String body,
            @Nullable Integer delaySeconds,
            Map<String, Attribute> attributes,
            @Nullable String traceHeader,
            @Nullable String group,
            @Nullable String deduplicationId) {
        static Outgoing of(String body) {
            return new Outgoing(body, null, Map.of(), null, null, null);
        }

        Outgoing delayed(int seconds) {
            return new Outgoing(body, seconds, attributes, traceHeader, group, deduplicationId);
        }

        Outgoing with(Map<String, Attribute> more) {
            return new Outgoing(body, delaySeconds, more, traceHeader, group, deduplicationId);
        }

        Outgoing traced(String header) {
            return new Outgoing(body, delaySeconds, attributes, header, group, deduplicationId);
        }

        Outgoing in(String id) {
            return new Outgoing(body, delaySeconds, attributes, traceHeader, id, deduplicationId);
        }

        Outgoing once(String id) {
            return new Outgoing(body, delaySeconds, attributes, traceHeader, group, id);
        }
    }

    record Sent(
            String id,
            String md5OfBody,
            @Nullable String md5OfAttributes,
            @Nullable String md5OfSystemAttributes,
            @Nullable String sequenceNumber) {}

    /**
     * How to receive.
     *
     * @param system what {@code MessageSystemAttributeNames} asks for
     * @param oldSystem what the older {@code AttributeNames} asks for
     */
    record Receive(
            @Nullable Integer max,
            @Nullable Integer waitSeconds,
            @Nullable Integer visibilitySeconds,
            List<String> system,
            List<String> oldSystem,
            List<String> attributes,
            @Nullable String attempt) {
        static final Receive ONE =
                new Receive(null, null, null, List.of(), List.of(), List.of(), null);

        Receive max(int messages) {
            return new Receive(
                    messages,
                    waitSeconds,
                    visibilitySeconds,
                    system,
                    oldSystem,
                    attributes,
                    attempt);
        }

        Receive waiting(int seconds) {
            return new Receive(
                    max, seconds, visibilitySeconds, system, oldSystem, attributes, attempt);
        }

        Receive hidden(int seconds) {
            return new Receive(max, waitSeconds, seconds, system, oldSystem, attributes, attempt);
        }

        Receive system(String... names) {
            return new Receive(
                    max,
                    waitSeconds,
                    visibilitySeconds,
                    List.of(names),
                    oldSystem,
                    attributes,
                    attempt);
        }

        Receive oldSystem(String... names) {
            return new Receive(
                    max,
                    waitSeconds,
                    visibilitySeconds,
                    system,
                    List.of(names),
                    attributes,
                    attempt);
        }

        Receive attributes(String... names) {
            return new Receive(
                    max,
                    waitSeconds,
                    visibilitySeconds,
                    system,
                    oldSystem,
                    List.of(names),
                    attempt);
        }

        Receive attempt(String id) {
            return new Receive(
                    max, waitSeconds, visibilitySeconds, system, oldSystem, attributes, id);
        }
    }

    record Received(
            String id,
            String handle,
            String body,
            String md5OfBody,
            @Nullable String md5OfAttributes,
            Map<String, String> system,
            Map<String, Attribute> attributes) {}

    /** What became of a batch, by the ids of its entries. */
    record BatchResult<T>(Map<String, T> successful, Map<String, String> failedCodes) {}

    record Page(List<String> urls, @Nullable String nextToken) {}

    /** A move task as it is listed. */
    record MoveTask(
            @Nullable String handle,
            String status,
            String source,
            @Nullable String destination,
            @Nullable Integer rate,
            long moved,
            @Nullable Long toMove,
            @Nullable String failure) {}

    /** An answer that says no. The code is the query protocol's, which both protocols carry. */
    final class SqsError extends RuntimeException {
        private final int status;
        private final String code;

        SqsError(int status, String code, @Nullable String message) {
            super(code + ": " + message);
            this.status = status;
            this.code = code;
        }

        int status() {
            return status;
        }

        String code() {
            return code;
        }
    }

    /** The same server for a client of this region and access key; close it after use. */
    Sqs as(String region, String accessKeyId);

    default String createQueue(String name, Map<String, String> attributes) {
        return createQueue(name, attributes, Map.of());
    }

    String createQueue(String name, Map<String, String> attributes, Map<String, String> tags);

    default String queueUrl(String name) {
        return queueUrl(name, null);
    }

    String queueUrl(String name, @Nullable String ownerAccount);

    Page listQueues(@Nullable String prefix, @Nullable Integer max, @Nullable String token);

    Map<String, String> queueAttributes(String url, String... names);

    void setQueueAttributes(String url, Map<String, String> attributes);

    Sent send(String url, Outgoing message);

    /** Entries by their ids, in the order of the map. */
    BatchResult<Sent> sendBatch(String url, Map<String, Outgoing> entries);

    List<Received> receive(String url, Receive how);

    void delete(String url, String handle);

    /** Handles by the ids of their entries. */
    BatchResult<String> deleteBatch(String url, Map<String, String> handles);

    void changeVisibility(String url, String handle, int seconds);

    BatchResult<String> changeVisibilityBatch(String url, Map<String, String> handles, int seconds);

    void tag(String url, Map<String, String> tags);

    void untag(String url, List<String> keys);

    Map<String, String> tags(String url);

    void addPermission(String url, String label, List<String> accounts, List<String> actions);

    void removePermission(String url, String label);

    Page deadLetterSources(String url, @Nullable Integer max, @Nullable String token);

    /**
     * Starts to move messages; returns the task's handle.
     *
     * @param destinationArn null for each message's own source
     */
    String startMove(String sourceArn, @Nullable String destinationArn, @Nullable Integer rate);

    /** The tasks, the latest first. */
    List<MoveTask> moves(String sourceArn, @Nullable Integer max);

    /** Returns how many messages were moved. */
    long cancelMove(String handle);

    void purge(String url);

    void deleteQueue(String url);

    /** Calls an action, of which only the name and the queue count. */
    void call(String action, String url);

    @Override
    void close();
}
