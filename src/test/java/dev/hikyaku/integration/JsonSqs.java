package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * The JSON protocol, spoken by the AWS SDK for Java, which itself checks the MD5s of what it sends
 * and receives. It never retries, so that each answer is seen.
 */
final class JsonSqs implements Sqs {
    private final URI endpoint;
    private final SqsClient client;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    JsonSqs(String url) {
        this(url, "us-east-1", "test");
    }

    private JsonSqs(String url, String region, String accessKeyId) {
        this.endpoint = URI.create(url);
        this.client = client(url, region, accessKeyId);
    }

    static SqsClient client(String url) {
        return client(url, "us-east-1", "test");
    }

    private static SqsClient client(String url, String region, String accessKeyId) {
        return SqsClient.builder()
                .endpointOverride(URI.create(url))
                .region(Region.of(region))
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(accessKeyId, "test")))
                .httpClientBuilder(
                        UrlConnectionHttpClient.builder()
                                .connectionTimeout(Duration.ofSeconds(30))
                                .socketTimeout(Duration.ofSeconds(60)))
                .overrideConfiguration(
                        config -> config.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    private static <T> T tried(Supplier<T> call) {
        try {
            return call.get();
        } catch (SqsException e) {
            throw new SqsError(
                    e.statusCode(),
                    e.awsErrorDetails().errorCode(),
                    e.awsErrorDetails().errorMessage());
        }
    }

    @Override
    public Sqs as(String region, String accessKeyId) {
        return new JsonSqs(endpoint.toString(), region, accessKeyId);
    }

    @Override
    public String createQueue(
            String name, Map<String, String> attributes, Map<String, String> tags) {
        return tried(() ->
                client.createQueue(request ->
                                request.queueName(name)
                                        .attributesWithStrings(attributes)
                                        .tags(tags))
                        .queueUrl());
    }

    @Override
    public String queueUrl(String name, @Nullable String ownerAccount) {
        return tried(() ->
                client.getQueueUrl(request ->
                                request.queueName(name).queueOwnerAWSAccountId(ownerAccount))
                        .queueUrl());
    }

    @Override
    public Page listQueues(@Nullable String prefix, @Nullable Integer max, @Nullable String token) {
        return tried(() -> {
            var page =
                    client.listQueues(request ->
                            request.queueNamePrefix(prefix).maxResults(max).nextToken(token));
            return new Page(page.queueUrls(), page.nextToken());
        });
    }

    @Override
    public Map<String, String> queueAttributes(String url, String... names) {
        return tried(() ->
                client.getQueueAttributes(
                                request -> request.queueUrl(url).attributeNamesWithStrings(names))
                        .attributesAsStrings());
    }

    @Override
    public void setQueueAttributes(String url, Map<String, String> attributes) {
        tried(() ->
                client.setQueueAttributes(
                        request -> request.queueUrl(url).attributesWithStrings(attributes)));
    }

    @Override
    public Sent send(String url, Outgoing message) {
        return tried(() -> {
            var sent =
                    client.sendMessage(request ->
                            request.queueUrl(url)
                                    .messageBody(message.body())
                                    .delaySeconds(message.delaySeconds())
                                    .messageGroupId(message.group())
                                    .messageDeduplicationId(message.deduplicationId())
                                    .messageAttributes(attributes(message))
                                    .messageSystemAttributes(systemAttributes(message)));
            return new Sent(
                    sent.messageId(),
                    sent.md5OfMessageBody(),
                    sent.md5OfMessageAttributes(),
                    sent.md5OfMessageSystemAttributes(),
                    sent.sequenceNumber());
        });
    }

    private static Map<String, MessageAttributeValue> attributes(Outgoing message) {
        return message.attributes().entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, entry -> attributeValue(entry.getValue())));
    }

    private static MessageAttributeValue attributeValue(Attribute attribute) {
        byte[] bytes = attribute.bytes();
        return MessageAttributeValue.builder()
                .dataType(attribute.type())
                .stringValue(attribute.text())
                .binaryValue(bytes == null ? null : SdkBytes.fromByteArray(bytes))
                .build();
    }

    private static @Nullable Map<MessageSystemAttributeNameForSends, MessageSystemAttributeValue>
            systemAttributes(Outgoing message) {
        if (message.traceHeader() == null) {
            return null;
        }
        return Map.of(
                MessageSystemAttributeNameForSends.AWS_TRACE_HEADER,
                MessageSystemAttributeValue.builder()
                        .dataType("String")
                        .stringValue(message.traceHeader())
                        .build());
    }

    @Override
    public BatchResult<Sent> sendBatch(String url, Map<String, Outgoing> entries) {
        var requests =
                entries.entrySet().stream()
                        .map(entry ->
                                SendMessageBatchRequestEntry.builder()
                                        .id(entry.getKey())
                                        .messageBody(entry.getValue().body())
                                        .delaySeconds(entry.getValue().delaySeconds())
                                        .messageGroupId(entry.getValue().group())
                                        .messageDeduplicationId(entry.getValue().deduplicationId())
                                        .messageAttributes(attributes(entry.getValue()))
                                        .build())
                        .toList();
        return tried(() -> {
            var answer =
                    client.sendMessageBatch(request -> request.queueUrl(url).entries(requests));
            var successful = new LinkedHashMap<String, Sent>();
            answer.successful()
                    .forEach(sent ->
                            successful.put(
                                    sent.id(),
                                    new Sent(
                                            sent.messageId(),
                                            sent.md5OfMessageBody(),
                                            sent.md5OfMessageAttributes(),
                                            sent.md5OfMessageSystemAttributes(),
                                            sent.sequenceNumber())));
            return new BatchResult<>(successful, failed(answer.failed()));
        });
    }

    private static Map<String, String> failed(List<BatchResultErrorEntry> failed) {
        return failed.stream()
                .collect(Collectors.toMap(BatchResultErrorEntry::id, BatchResultErrorEntry::code));
    }

    @Override
    @SuppressWarnings("deprecation") // the older parameter for system attributes counts as well
    public List<Received> receive(String url, Receive how) {
        return tried(() ->
                client
                        .receiveMessage(request ->
                                request.queueUrl(url)
                                        .maxNumberOfMessages(how.max())
                                        .waitTimeSeconds(how.waitSeconds())
                                        .visibilityTimeout(how.visibilitySeconds())
                                        .messageSystemAttributeNamesWithStrings(how.system())
                                        .attributeNamesWithStrings(how.oldSystem())
                                        .receiveRequestAttemptId(how.attempt())
                                        .messageAttributeNames(how.attributes()))
                        .messages()
                        .stream()
                        .map(JsonSqs::received)
                        .toList());
    }

    private static Received received(Message message) {
        var attributes = new HashMap<String, Attribute>();
        message.messageAttributes()
                .forEach((name, value) ->
                        attributes.put(
                                name,
                                new Attribute(
                                        value.dataType(),
                                        value.stringValue(),
                                        value.binaryValue() == null
                                                ? null
                                                : value.binaryValue().asByteArray())));
        return new Received(
                message.messageId(),
                message.receiptHandle(),
                message.body(),
                message.md5OfBody(),
                message.md5OfMessageAttributes(),
                message.attributesAsStrings(),
                attributes);
    }

    @Override
    public void delete(String url, String handle) {
        tried(() -> client.deleteMessage(request -> request.queueUrl(url).receiptHandle(handle)));
    }

    @Override
    public BatchResult<String> deleteBatch(String url, Map<String, String> handles) {
        var entries =
                handles.entrySet().stream()
                        .map(entry ->
                                DeleteMessageBatchRequestEntry.builder()
                                        .id(entry.getKey())
                                        .receiptHandle(entry.getValue())
                                        .build())
                        .toList();
        return tried(() -> {
            var answer =
                    client.deleteMessageBatch(request -> request.queueUrl(url).entries(entries));
            var successful = new LinkedHashMap<String, String>();
            answer.successful().forEach(done -> successful.put(done.id(), done.id()));
            return new BatchResult<>(successful, failed(answer.failed()));
        });
    }

    @Override
    public void changeVisibility(String url, String handle, int seconds) {
        tried(() ->
                client.changeMessageVisibility(request ->
                        request.queueUrl(url).receiptHandle(handle).visibilityTimeout(seconds)));
    }

    @Override
    public BatchResult<String> changeVisibilityBatch(
            String url, Map<String, String> handles, int seconds) {
        var entries =
                handles.entrySet().stream()
                        .map(entry ->
                                ChangeMessageVisibilityBatchRequestEntry.builder()
                                        .id(entry.getKey())
                                        .receiptHandle(entry.getValue())
                                        .visibilityTimeout(seconds)
                                        .build())
                        .toList();
        return tried(() -> {
            var answer =
                    client.changeMessageVisibilityBatch(
                            request -> request.queueUrl(url).entries(entries));
            var successful = new LinkedHashMap<String, String>();
            answer.successful().forEach(done -> successful.put(done.id(), done.id()));
            return new BatchResult<>(successful, failed(answer.failed()));
        });
    }

    @Override
    public void tag(String url, Map<String, String> tags) {
        tried(() -> client.tagQueue(request -> request.queueUrl(url).tags(tags)));
    }

    @Override
    public void untag(String url, List<String> keys) {
        tried(() -> client.untagQueue(request -> request.queueUrl(url).tagKeys(keys)));
    }

    @Override
    public Map<String, String> tags(String url) {
        return tried(() -> client.listQueueTags(request -> request.queueUrl(url)).tags());
    }

    @Override
    public void addPermission(
            String url, String label, List<String> accounts, List<String> actions) {
        tried(() ->
                client.addPermission(request ->
                        request.queueUrl(url)
                                .label(label)
                                .awsAccountIds(accounts)
                                .actions(actions)));
    }

    @Override
    public void removePermission(String url, String label) {
        tried(() -> client.removePermission(request -> request.queueUrl(url).label(label)));
    }

    @Override
    public Page deadLetterSources(String url, @Nullable Integer max, @Nullable String token) {
        return tried(() -> {
            var page =
                    client.listDeadLetterSourceQueues(
                            request -> request.queueUrl(url).maxResults(max).nextToken(token));
            assertThat(page.hasQueueUrls()).as("a list, even an empty one").isTrue();
            return new Page(page.queueUrls(), page.nextToken());
        });
    }

    @Override
    public String startMove(
            String sourceArn, @Nullable String destinationArn, @Nullable Integer rate) {
        return tried(() ->
                client.startMessageMoveTask(request ->
                                request.sourceArn(sourceArn)
                                        .destinationArn(destinationArn)
                                        .maxNumberOfMessagesPerSecond(rate))
                        .taskHandle());
    }

    @Override
    public List<MoveTask> moves(String sourceArn, @Nullable Integer max) {
        return tried(() ->
                client
                        .listMessageMoveTasks(
                                request -> request.sourceArn(sourceArn).maxResults(max))
                        .results()
                        .stream()
                        .map(task ->
                                new MoveTask(
                                        task.taskHandle(),
                                        task.status(),
                                        task.sourceArn(),
                                        task.destinationArn(),
                                        task.maxNumberOfMessagesPerSecond(),
                                        task.approximateNumberOfMessagesMoved(),
                                        task.approximateNumberOfMessagesToMove(),
                                        task.failureReason()))
                        .toList());
    }

    @Override
    public long cancelMove(String handle) {
        return tried(() ->
                client.cancelMessageMoveTask(request -> request.taskHandle(handle))
                        .approximateNumberOfMessagesMoved());
    }

    @Override
    public void purge(String url) {
        tried(() -> client.purgeQueue(request -> request.queueUrl(url)));
    }

    @Override
    public void deleteQueue(String url) {
        tried(() -> client.deleteQueue(request -> request.queueUrl(url)));
    }

    /** By hand: the SDK has no way to call what is only a name. */
    @Override
    public void call(String action, String url) {
        var request =
                HttpRequest.newBuilder(endpoint)
                        .timeout(Duration.ofSeconds(60))
                        .header("X-Amz-Target", "AmazonSQS." + action)
                        .header("Content-Type", "application/x-amz-json-1.0")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"QueueUrl\":\"" + url + "\"}"))
                        .build();
        HttpResponse<String> response = Http.send(http, request);
        if (response.statusCode() != 200) {
            String queryError = response.headers().firstValue("x-amzn-query-error").orElse("none;");
            throw new SqsError(
                    response.statusCode(),
                    queryError.substring(0, queryError.indexOf(';')),
                    Objects.requireNonNull(response.body()));
        }
    }

    @Override
    public void close() {
        client.close();
        http.close();
    }
}
