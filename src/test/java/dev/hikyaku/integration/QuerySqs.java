package dev.hikyaku.integration;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The query protocol by hand: forms out, XML in, read by the JDK's parser. Requests go to the
 * queue's own URL and are signed by Signature Version 2, as old clients send them.
 */
final class QuerySqs implements Sqs {
    private static final SignatureV2 SIGNATURE = new SignatureV2("test", "test");

    private final String endpoint;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final @Nullable String authorization;

    QuerySqs(String url) {
        this(url, null);
    }

    private QuerySqs(String url, @Nullable String authorization) {
        this.endpoint = url;
        this.authorization = authorization;
    }

    /** By Signature Version 4: only that one names a region. */
    @Override
    public Sqs as(String region, String accessKeyId) {
        return new QuerySqs(
                endpoint,
                "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/sqs/aws4_request, SignedHeaders=host, Signature=0"
                        .formatted(accessKeyId, region));
    }

    private Element post(String url, QueryForm form) {
        var request =
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(Duration.ofSeconds(60))
                        .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        if (authorization == null) {
            form.signed(SIGNATURE, URI.create(url));
        } else {
            request.header("Authorization", authorization);
        }
        request.POST(HttpRequest.BodyPublishers.ofString(form.encoded()));
        HttpResponse<String> response = Http.send(http, request.build());
        Element answer = parse(response.body());
        if (response.statusCode() != 200) {
            Element error = children(answer, "Error").getFirst();
            throw new SqsError(response.statusCode(), need(error, "Code"), text(error, "Message"));
        }
        return answer;
    }

    private static Element result(Element answer, String action) {
        return children(answer, action + "Result").getFirst();
    }

    static Element parse(String xml) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            // a large body full of &lt; would be taken for an attack
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, false);
            for (String limit :
                    List.of(
                            "maxGeneralEntitySizeLimit",
                            "totalEntitySizeLimit",
                            "entityExpansionLimit")) {
                factory.setAttribute("jdk.xml." + limit, "0");
            }
            return factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getDocumentElement();
        } catch (SAXException | ParserConfigurationException e) {
            throw new AssertionError("The answer is not XML: " + xml, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Element> children(Element parent, String name) {
        var found = new ArrayList<Element>();
        for (var child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static @Nullable String text(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? null : found.getFirst().getTextContent();
    }

    private static String need(Element parent, String name) {
        String text = text(parent, name);
        if (text == null) {
            throw new AssertionError("No " + name + " in " + parent.getTagName());
        }
        return text;
    }

    private static Map<String, String> map(Element parent, String name) {
        return map(parent, name, "Name");
    }

    private static Map<String, String> map(Element parent, String name, String key) {
        var map = new LinkedHashMap<String, String>();
        children(parent, name).forEach(entry -> map.put(need(entry, key), need(entry, "Value")));
        return map;
    }

    @Override
    public String createQueue(
            String name, Map<String, String> attributes, Map<String, String> tags) {
        Element answer =
                post(
                        endpoint,
                        QueryForm.of("CreateQueue")
                                .with("QueueName", name)
                                .withMap("Attribute", attributes)
                                .withMap("Tag", "Key", tags));
        return need(result(answer, "CreateQueue"), "QueueUrl");
    }

    @Override
    public String queueUrl(String name, @Nullable String ownerAccount) {
        Element answer =
                post(
                        endpoint,
                        QueryForm.of("GetQueueUrl")
                                .with("QueueName", name)
                                .with("QueueOwnerAWSAccountId", ownerAccount));
        return need(result(answer, "GetQueueUrl"), "QueueUrl");
    }

    @Override
    public Page listQueues(@Nullable String prefix, @Nullable Integer max, @Nullable String token) {
        Element answer =
                post(
                        endpoint,
                        QueryForm.of("ListQueues")
                                .with("QueueNamePrefix", prefix)
                                .with("MaxResults", max)
                                .with("NextToken", token));
        return page(result(answer, "ListQueues"));
    }

    private static Page page(Element result) {
        return new Page(
                children(result, "QueueUrl").stream().map(Element::getTextContent).toList(),
                text(result, "NextToken"));
    }

    @Override
    public Map<String, String> queueAttributes(String url, String... names) {
        Element answer =
                post(
                        url,
                        QueryForm.of("GetQueueAttributes")
                                .withList("AttributeName", List.of(names)));
        return map(result(answer, "GetQueueAttributes"), "Attribute");
    }

    @Override
    public void setQueueAttributes(String url, Map<String, String> attributes) {
        post(url, QueryForm.of("SetQueueAttributes").withMap("Attribute", attributes));
    }

    @Override
    public Sent send(String url, Outgoing message) {
        Element answer = post(url, QueryForm.of("SendMessage").withMessage("", message));
        return sent(result(answer, "SendMessage"));
    }

    private static Sent sent(Element result) {
        return new Sent(
                need(result, "MessageId"),
                need(result, "MD5OfMessageBody"),
                text(result, "MD5OfMessageAttributes"),
                text(result, "MD5OfMessageSystemAttributes"),
                text(result, "SequenceNumber"));
    }

    @Override
    public BatchResult<Sent> sendBatch(String url, Map<String, Outgoing> entries) {
        QueryForm form = QueryForm.of("SendMessageBatch");
        int i = 1;
        for (var entry : entries.entrySet()) {
            String prefix = "SendMessageBatchRequestEntry." + i++ + ".";
            form.with(prefix + "Id", entry.getKey()).withMessage(prefix, entry.getValue());
        }
        Element result = result(post(url, form), "SendMessageBatch");
        var successful = new LinkedHashMap<String, Sent>();
        children(result, "SendMessageBatchResultEntry")
                .forEach(entry -> successful.put(need(entry, "Id"), sent(entry)));
        return new BatchResult<>(successful, failed(result));
    }

    private static Map<String, String> failed(Element result) {
        return children(result, "BatchResultErrorEntry").stream()
                .collect(
                        Collectors.toMap(entry -> need(entry, "Id"), entry -> need(entry, "Code")));
    }

    @Override
    public List<Received> receive(String url, Receive how) {
        Element answer =
                post(
                        url,
                        QueryForm.of("ReceiveMessage")
                                .with("MaxNumberOfMessages", how.max())
                                .with("WaitTimeSeconds", how.waitSeconds())
                                .with("VisibilityTimeout", how.visibilitySeconds())
                                .withList("MessageSystemAttributeName", how.system())
                                .withList("AttributeName", how.oldSystem())
                                .with("ReceiveRequestAttemptId", how.attempt())
                                .withList("MessageAttributeName", how.attributes()));
        return children(result(answer, "ReceiveMessage"), "Message").stream()
                .map(QuerySqs::received)
                .toList();
    }

    private static Received received(Element message) {
        var attributes = new LinkedHashMap<String, Attribute>();
        for (Element entry : children(message, "MessageAttribute")) {
            Element value = children(entry, "Value").getFirst();
            String binary = text(value, "BinaryValue");
            attributes.put(
                    need(entry, "Name"),
                    new Attribute(
                            need(value, "DataType"),
                            text(value, "StringValue"),
                            binary == null ? null : Base64.getDecoder().decode(binary)));
        }
        return new Received(
                need(message, "MessageId"),
                need(message, "ReceiptHandle"),
                need(message, "Body"),
                need(message, "MD5OfBody"),
                text(message, "MD5OfMessageAttributes"),
                map(message, "Attribute"),
                attributes);
    }

    @Override
    public void delete(String url, String handle) {
        post(url, QueryForm.of("DeleteMessage").with("ReceiptHandle", handle));
    }

    @Override
    public BatchResult<String> deleteBatch(String url, Map<String, String> handles) {
        return handleBatch(url, "DeleteMessageBatch", handles, null);
    }

    @Override
    public void changeVisibility(String url, String handle, int seconds) {
        post(
                url,
                QueryForm.of("ChangeMessageVisibility")
                        .with("ReceiptHandle", handle)
                        .with("VisibilityTimeout", seconds));
    }

    @Override
    public BatchResult<String> changeVisibilityBatch(
            String url, Map<String, String> handles, int seconds) {
        return handleBatch(url, "ChangeMessageVisibilityBatch", handles, seconds);
    }

    private BatchResult<String> handleBatch(
            String url, String action, Map<String, String> handles, @Nullable Integer seconds) {
        QueryForm form = QueryForm.of(action);
        int i = 1;
        for (var entry : handles.entrySet()) {
            String prefix = action + "RequestEntry." + i++ + ".";
            form.with(prefix + "Id", entry.getKey())
                    .with(prefix + "ReceiptHandle", entry.getValue())
                    .with(prefix + "VisibilityTimeout", seconds);
        }
        Element result = result(post(url, form), action);
        var successful = new LinkedHashMap<String, String>();
        children(result, action + "ResultEntry")
                .forEach(entry -> successful.put(need(entry, "Id"), need(entry, "Id")));
        return new BatchResult<>(successful, failed(result));
    }

    @Override
    public void tag(String url, Map<String, String> tags) {
        post(url, QueryForm.of("TagQueue").withMap("Tag", "Key", tags));
    }

    @Override
    public void untag(String url, List<String> keys) {
        post(url, QueryForm.of("UntagQueue").withList("TagKey", keys));
    }

    @Override
    public Map<String, String> tags(String url) {
        Element answer = post(url, QueryForm.of("ListQueueTags"));
        return map(result(answer, "ListQueueTags"), "Tag", "Key");
    }

    @Override
    public void addPermission(
            String url, String label, List<String> accounts, List<String> actions) {
        post(
                url,
                QueryForm.of("AddPermission")
                        .with("Label", label)
                        .withList("AWSAccountId", accounts)
                        .withList("ActionName", actions));
    }

    @Override
    public void removePermission(String url, String label) {
        post(url, QueryForm.of("RemovePermission").with("Label", label));
    }

    @Override
    public Page deadLetterSources(String url, @Nullable Integer max, @Nullable String token) {
        Element answer =
                post(
                        url,
                        QueryForm.of("ListDeadLetterSourceQueues")
                                .with("MaxResults", max)
                                .with("NextToken", token));
        return page(result(answer, "ListDeadLetterSourceQueues"));
    }

    @Override
    public String startMove(
            String sourceArn, @Nullable String destinationArn, @Nullable Integer rate) {
        Element answer =
                post(
                        endpoint,
                        QueryForm.of("StartMessageMoveTask")
                                .with("SourceArn", sourceArn)
                                .with("DestinationArn", destinationArn)
                                .with("MaxNumberOfMessagesPerSecond", rate));
        return need(result(answer, "StartMessageMoveTask"), "TaskHandle");
    }

    @Override
    public List<MoveTask> moves(String sourceArn, @Nullable Integer max) {
        Element answer =
                post(
                        endpoint,
                        QueryForm.of("ListMessageMoveTasks")
                                .with("SourceArn", sourceArn)
                                .with("MaxResults", max));
        return children(result(answer, "ListMessageMoveTasks"), "Results").stream()
                .map(QuerySqs::move)
                .toList();
    }

    private static MoveTask move(Element task) {
        String rate = text(task, "MaxNumberOfMessagesPerSecond");
        return new MoveTask(
                text(task, "TaskHandle"),
                need(task, "Status"),
                need(task, "SourceArn"),
                text(task, "DestinationArn"),
                rate == null ? null : Integer.valueOf(rate),
                Long.parseLong(need(task, "ApproximateNumberOfMessagesMoved")),
                Long.parseLong(need(task, "ApproximateNumberOfMessagesToMove")),
                text(task, "FailureReason"));
    }

    @Override
    public long cancelMove(String handle) {
        Element answer =
                post(endpoint, QueryForm.of("CancelMessageMoveTask").with("TaskHandle", handle));
        return Long.parseLong(
                need(result(answer, "CancelMessageMoveTask"), "ApproximateNumberOfMessagesMoved"));
    }

    @Override
    public void purge(String url) {
        post(url, QueryForm.of("PurgeQueue"));
    }

    @Override
    public void deleteQueue(String url) {
        post(url, QueryForm.of("DeleteQueue"));
    }

    @Override
    public void call(String action, String url) {
        post(url, QueryForm.of(action));
    }

    @Override
    public void close() {
        http.close();
    }
}
