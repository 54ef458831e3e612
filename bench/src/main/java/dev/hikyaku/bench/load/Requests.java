package dev.hikyaku.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.buffer.Buffer;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** SQS requests to one queue as the bytes that go over the wire, in the JSON protocol. */
public final class Requests {
    /** Marks a body that is a time; no random body has this character. */
    static final String STAMP = "@";

    private static final int BATCH_MESSAGES = 10;

    /** What an AWS SDK sends, at its usual size. */
    private static final String HEADERS =
            """
            \r
            Content-Type: application/x-amz-json-1.0\r
            User-Agent: hikyaku-bench\r
            X-Amz-Date: 20260101T000000Z\r
            Authorization: AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/sqs/aws4_request, \
            SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=%s\r
            Content-Length:\
            """
                    .formatted("0".repeat(64));

    private final Address address;
    private final String queueUrl;
    private final Numbers numbers;
    // seeded, so that each server and each run gets the same bodies
    private final Random random = new Random(42);

    public Requests(Address address, String queueUrl, Grouping grouping) {
        this.address = address;
        this.queueUrl = queueUrl;
        this.numbers = new Numbers(grouping);
    }

    public String queueUrl() {
        return queueUrl;
    }

    public static Buffer createQueue(Address address, String name, boolean fifo) {
        // nothing that a paused loop has received comes back while others have their turn
        String attributes =
                "\"Attributes\":{\"VisibilityTimeout\":\"600\""
                        + (fifo ? ",\"FifoQueue\":\"true\"}" : "}");
        return request(
                address, "CreateQueue", "{\"QueueName\":\"" + name + "\"," + attributes + "}");
    }

    public static Buffer queueUrl(Address address, String name) {
        return request(address, "GetQueueUrl", "{\"QueueName\":\"" + name + "\"}");
    }

    /** A request without a body. */
    public static Buffer plain(String method, Address address, String path) {
        return Buffer.buffer(
                "%s %s HTTP/1.1\r\nHost: %s\r\nContent-Length: 0\r\n\r\n"
                        .formatted(method, path, address.authority()));
    }

    public Buffer depth() {
        return toQueue(
                "GetQueueAttributes",
                "\"AttributeNames\":[\"ApproximateNumberOfMessages\",\"ApproximateNumberOfMessagesNotVisible\"]");
    }

    /** Different bodies that do not compress, so that a store cannot live off our laziness. */
    public List<Supplier<Buffer>> sends(int bodyBytes, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> toQueue("SendMessage", message(bodyBytes)))
                .map(numbers::numbered)
                .toList();
    }

    public List<Supplier<Buffer>> sendBatches(int bodyBytes, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> sendBatch(bodyBytes))
                .map(numbers::numbered)
                .toList();
    }

    /** A message of a group whose body is the time, by {@link System#nanoTime}. */
    public Buffer sendStamped(String group) {
        return toQueue(
                "SendMessage",
                "\"MessageBody\":\"%s%d\",\"MessageGroupId\":\"%s\""
                        .formatted(STAMP, System.nanoTime(), group));
    }

    public Buffer receive(int waitSeconds) {
        return receive(BATCH_MESSAGES, waitSeconds);
    }

    public Buffer receive(int messages, int waitSeconds) {
        return toQueue(
                "ReceiveMessage",
                "\"MaxNumberOfMessages\":%d,\"WaitTimeSeconds\":%d"
                        .formatted(messages, waitSeconds));
    }

    /** Of one message. */
    public Buffer delete(String receiptHandle) {
        return toQueue("DeleteMessage", "\"ReceiptHandle\":\"" + receiptHandle + "\"");
    }

    public Buffer deleteBatch(List<String> receiptHandles) {
        String entries =
                IntStream.range(0, receiptHandles.size())
                        .mapToObj(i ->
                                "{\"Id\":\""
                                        + i
                                        + "\",\"ReceiptHandle\":\""
                                        + receiptHandles.get(i)
                                        + "\"}")
                        .collect(Collectors.joining(",", "\"Entries\":[", "]"));
        return toQueue("DeleteMessageBatch", entries);
    }

    private Buffer sendBatch(int bodyBytes) {
        String entries =
                IntStream.range(0, BATCH_MESSAGES)
                        .mapToObj(i -> "{\"Id\":\"" + i + "\"," + message(bodyBytes) + "}")
                        .collect(Collectors.joining(",", "\"Entries\":[", "]"));
        return toQueue("SendMessageBatch", entries);
    }

    private String message(int bodyBytes) {
        byte[] bytes = new byte[bodyBytes];
        random.nextBytes(bytes);
        return "\"MessageBody\":\""
                + Base64.getEncoder().encodeToString(bytes).substring(0, bodyBytes)
                + "\""
                + numbers.members();
    }

    private Buffer toQueue(String action, String members) {
        return request(address, action, "{\"QueueUrl\":\"" + queueUrl + "\"," + members + "}");
    }

    private static Buffer request(Address address, String action, String json) {
        String head =
                "POST / HTTP/1.1\r\nHost: "
                        + address.authority()
                        + "\r\nX-Amz-Target: AmazonSQS."
                        + action
                        + HEADERS
                        + json.length()
                        + "\r\n\r\n";
        return Buffer.buffer((head + json).getBytes(ISO_8859_1));
    }
}
