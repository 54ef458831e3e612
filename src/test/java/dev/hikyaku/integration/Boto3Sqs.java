package dev.hikyaku.integration;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The JSON protocol, spoken by boto3, which leaves all checks to the server. */
final class Boto3Sqs implements Sqs {
    private final String endpoint;
    private final Boto3 boto3;
    private final Boto3.Scope scope;

    Boto3Sqs(String endpoint) {
        this(endpoint, "us-east-1", "test");
    }

    private Boto3Sqs(String endpoint, String region, String accessKeyId) {
        this.endpoint = endpoint;
        this.boto3 = new Boto3(endpoint);
        this.scope = new Boto3.Scope("sqs", region, accessKeyId);
    }

    @Override
    public Sqs as(String region, String accessKeyId) {
        return new Boto3Sqs(endpoint, region, accessKeyId);
    }

    /** What an operation, or a part of its parameters, is given. Null values are left out. */
    private static Map<String, Object> given(@Nullable Object... namesAndValues) {
        var given = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value != null) {
                given.put(String.valueOf(namesAndValues[i]), value);
            }
        }
        return given;
    }

    private JsonNode call(String operation, @Nullable Object... namesAndValues) {
        return call(operation, given(namesAndValues));
    }

    private JsonNode call(String operation, Map<String, Object> parameters) {
        try {
            return boto3.call(scope, operation, parameters);
        } catch (AwsError e) {
            throw new SqsError(e.status(), e.code(), e.message());
        }
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null ? null : value.asString();
    }

    private static <T> Map<String, T> map(JsonNode node, Function<JsonNode, T> value) {
        var map = new TreeMap<String, T>();
        node.properties().forEach(entry -> map.put(entry.getKey(), value.apply(entry.getValue())));
        return map;
    }

    private static List<String> texts(JsonNode nodes) {
        return nodes.valueStream().map(JsonNode::asString).toList();
    }

    @Override
    public String createQueue(
            String name, Map<String, String> attributes, Map<String, String> tags) {
        return call("CreateQueue", "QueueName", name, "Attributes", attributes, "tags", tags)
                .path("QueueUrl")
                .asString();
    }

    @Override
    public String queueUrl(String name, @Nullable String ownerAccount) {
        return call("GetQueueUrl", "QueueName", name, "QueueOwnerAWSAccountId", ownerAccount)
                .path("QueueUrl")
                .asString();
    }

    @Override
    public Page listQueues(@Nullable String prefix, @Nullable Integer max, @Nullable String token) {
        JsonNode page =
                call(
                        "ListQueues",
                        "QueueNamePrefix",
                        prefix,
                        "MaxResults",
                        max,
                        "NextToken",
                        token);
        return new Page(texts(page.path("QueueUrls")), text(page, "NextToken"));
    }

    @Override
    public Map<String, String> queueAttributes(String url, String... names) {
        JsonNode answer =
                call("GetQueueAttributes", "QueueUrl", url, "AttributeNames", List.of(names));
        return map(answer.path("Attributes"), JsonNode::asString);
    }

    @Override
    public void setQueueAttributes(String url, Map<String, String> attributes) {
        call("SetQueueAttributes", "QueueUrl", url, "Attributes", attributes);
    }

    @Override
    public Sent send(String url, Outgoing message) {
        Map<String, Object> request = message(message);
        request.put("QueueUrl", url);
        return sent(call("SendMessage", request));
    }

    private static Map<String, Object> message(Outgoing message) {
        return given(
                "MessageBody",
                message.body(),
                "DelaySeconds",
                message.delaySeconds(),
                "MessageGroupId",
                message.group(),
                "MessageDeduplicationId",
                message.deduplicationId(),
                "MessageAttributes",
                attributes(message.attributes()),
                "MessageSystemAttributes",
                message.traceHeader() == null
                        ? null
                        : attributes(
                                Map.of(
                                        "AWSTraceHeader",
                                        Attribute.of("String", message.traceHeader()))));
    }

    private static Map<String, Object> attributes(Map<String, Attribute> attributes) {
        var values = new TreeMap<String, Object>();
        attributes.forEach((name, attribute) -> {
            byte[] bytes = attribute.bytes();
            values.put(
                    name,
                    given(
                            "DataType",
                            attribute.type(),
                            "StringValue",
                            attribute.text(),
                            "BinaryValue",
                            bytes == null
                                    ? null
                                    : Map.of(
                                            Boto3.BYTES,
                                            Base64.getEncoder().encodeToString(bytes))));
        });
        return values;
    }

    private static Sent sent(JsonNode answer) {
        return new Sent(
                answer.path("MessageId").asString(),
                answer.path("MD5OfMessageBody").asString(),
                text(answer, "MD5OfMessageAttributes"),
                text(answer, "MD5OfMessageSystemAttributes"),
                text(answer, "SequenceNumber"));
    }

    @Override
    public BatchResult<Sent> sendBatch(String url, Map<String, Outgoing> entries) {
        return batch("SendMessageBatch", url, entries, Boto3Sqs::message, Boto3Sqs::sent);
    }

    private <E, T> BatchResult<T> batch(
            String operation,
            String url,
            Map<String, E> entries,
            Function<E, Map<String, Object>> request,
            Function<JsonNode, T> result) {
        var requests =
                entries.entrySet().stream()
                        .map(entry -> {
                            Map<String, Object> one = request.apply(entry.getValue());
                            one.put("Id", entry.getKey());
                            return one;
                        })
                        .toList();
        JsonNode answer = call(operation, "QueueUrl", url, "Entries", requests);
        var successful = new LinkedHashMap<String, T>();
        answer.path("Successful")
                .forEach(one -> successful.put(one.path("Id").asString(), result.apply(one)));
        var failed = new LinkedHashMap<String, String>();
        answer.path("Failed")
                .forEach(one -> failed.put(one.path("Id").asString(), one.path("Code").asString()));
        return new BatchResult<>(successful, failed);
    }

    private static String id(JsonNode successful) {
        return successful.path("Id").asString();
    }

    @Override
    public List<Received> receive(String url, Receive how) {
        JsonNode answer =
                call(
                        "ReceiveMessage",
                        "QueueUrl",
                        url,
                        "MaxNumberOfMessages",
                        how.max(),
                        "WaitTimeSeconds",
                        how.waitSeconds(),
                        "VisibilityTimeout",
                        how.visibilitySeconds(),
                        "MessageSystemAttributeNames",
                        how.system(),
                        "AttributeNames",
                        how.oldSystem(),
                        "ReceiveRequestAttemptId",
                        how.attempt(),
                        "MessageAttributeNames",
                        how.attributes());
        return answer.path("Messages").valueStream().map(Boto3Sqs::received).toList();
    }

    private static Received received(JsonNode message) {
        return new Received(
                message.path("MessageId").asString(),
                message.path("ReceiptHandle").asString(),
                message.path("Body").asString(),
                message.path("MD5OfBody").asString(),
                text(message, "MD5OfMessageAttributes"),
                map(message.path("Attributes"), JsonNode::asString),
                map(message.path("MessageAttributes"), Boto3Sqs::attribute));
    }

    private static Attribute attribute(JsonNode value) {
        String bytes = text(value.path("BinaryValue"), Boto3.BYTES);
        return new Attribute(
                value.path("DataType").asString(),
                text(value, "StringValue"),
                bytes == null ? null : Base64.getDecoder().decode(bytes));
    }

    @Override
    public void delete(String url, String handle) {
        call("DeleteMessage", "QueueUrl", url, "ReceiptHandle", handle);
    }

    @Override
    public BatchResult<String> deleteBatch(String url, Map<String, String> handles) {
        return batch(
                "DeleteMessageBatch",
                url,
                handles,
                handle -> given("ReceiptHandle", handle),
                Boto3Sqs::id);
    }

    @Override
    public void changeVisibility(String url, String handle, int seconds) {
        call(
                "ChangeMessageVisibility",
                "QueueUrl",
                url,
                "ReceiptHandle",
                handle,
                "VisibilityTimeout",
                seconds);
    }

    @Override
    public BatchResult<String> changeVisibilityBatch(
            String url, Map<String, String> handles, int seconds) {
        return batch(
                "ChangeMessageVisibilityBatch",
                url,
                handles,
                handle -> given("ReceiptHandle", handle, "VisibilityTimeout", seconds),
                Boto3Sqs::id);
    }

    @Override
    public void tag(String url, Map<String, String> tags) {
        call("TagQueue", "QueueUrl", url, "Tags", tags);
    }

    @Override
    public void untag(String url, List<String> keys) {
        call("UntagQueue", "QueueUrl", url, "TagKeys", keys);
    }

    @Override
    public Map<String, String> tags(String url) {
        return map(call("ListQueueTags", "QueueUrl", url).path("Tags"), JsonNode::asString);
    }

    @Override
    public void addPermission(
            String url, String label, List<String> accounts, List<String> actions) {
        call(
                "AddPermission",
                "QueueUrl",
                url,
                "Label",
                label,
                "AWSAccountIds",
                accounts,
                "Actions",
                actions);
    }

    @Override
    public void removePermission(String url, String label) {
        call("RemovePermission", "QueueUrl", url, "Label", label);
    }

    @Override
    public Page deadLetterSources(String url, @Nullable Integer max, @Nullable String token) {
        JsonNode page =
                call(
                        "ListDeadLetterSourceQueues",
                        "QueueUrl",
                        url,
                        "MaxResults",
                        max,
                        "NextToken",
                        token);
        return new Page(texts(page.path("queueUrls")), text(page, "NextToken"));
    }

    @Override
    public String startMove(
            String sourceArn, @Nullable String destinationArn, @Nullable Integer rate) {
        return call(
                        "StartMessageMoveTask",
                        "SourceArn",
                        sourceArn,
                        "DestinationArn",
                        destinationArn,
                        "MaxNumberOfMessagesPerSecond",
                        rate)
                .path("TaskHandle")
                .asString();
    }

    @Override
    public List<MoveTask> moves(String sourceArn, @Nullable Integer max) {
        JsonNode answer = call("ListMessageMoveTasks", "SourceArn", sourceArn, "MaxResults", max);
        return answer.path("Results").valueStream().map(Boto3Sqs::move).toList();
    }

    private static MoveTask move(JsonNode task) {
        String rate = text(task, "MaxNumberOfMessagesPerSecond");
        return new MoveTask(
                text(task, "TaskHandle"),
                task.path("Status").asString(),
                task.path("SourceArn").asString(),
                text(task, "DestinationArn"),
                rate == null ? null : Integer.valueOf(rate),
                task.path("ApproximateNumberOfMessagesMoved").asLong(),
                task.path("ApproximateNumberOfMessagesToMove").asLong(),
                text(task, "FailureReason"));
    }

    @Override
    public long cancelMove(String handle) {
        return call("CancelMessageMoveTask", "TaskHandle", handle)
                .path("ApproximateNumberOfMessagesMoved")
                .asLong();
    }

    @Override
    public void purge(String url) {
        call("PurgeQueue", "QueueUrl", url);
    }

    @Override
    public void deleteQueue(String url) {
        call("DeleteQueue", "QueueUrl", url);
    }

    @Override
    public void call(String action, String url) {
        call(action, given("QueueUrl", url));
    }

    @Override
    public void close() {
        boto3.close();
    }
}
