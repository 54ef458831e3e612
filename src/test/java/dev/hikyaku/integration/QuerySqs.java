package dev.hikyaku.integration;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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

    /** The fields of one request. Null values are left out. */
    private static final class Form {
        private final Map<String, String> fields = new LinkedHashMap<>();

        static Form of(String action) {
            return new Form().with("Version", "2012-11-05").with("Action", action);
        }

        Form with(String name, @Nullable Object value) {
            if (value != null) {
                fields.put(name, value.toString());
            }
            return this;
        }

        Form withList(String name, List<String> values) {
            for (int i = 0; i < values.size(); i++) {
                with(name + "." + (i + 1), values.get(i));
            }
            return this;
        }

        Form withMap(String name, Map<String, String> values) {
            return withMap(name, "Name", values);
        }

        Form withMap(String name, String key, Map<String, String> values) {
            int i = 1;
            for (var entry : values.entrySet()) {
                with(name + "." + i + "." + key, entry.getKey());
                with(name + "." + i + ".Value", entry.getValue());
                i++;
            }
            return this;
        }

        Form withMessage(String prefix, Outgoing message) {
            with(prefix + "MessageBody", message.body());
            with(prefix + "DelaySeconds", message.delaySeconds());
            with(prefix + "MessageGroupId", message.group());
            with(prefix + "MessageDeduplicationId", message.deduplicationId());
            int i = 1;
            for (var entry : message.attributes().entrySet()) {
                withAttribute(prefix + "MessageAttribute." + i++, entry.getKey(), entry.getValue());
            }
            if (message.traceHeader() != null) {
                withAttribute(
                        prefix + "MessageSystemAttribute.1",
                        "AWSTraceHeader",
                        Attribute.of("String", message.traceHeader()));
            }
            return this;
        }

        private void withAttribute(String prefix, String name, Attribute attribute) {
            with(prefix + ".Name", name);
            with(prefix + ".Value.DataType", attribute.type());
            with(prefix + ".Value.StringValue", attribute.text());
            byte[] bytes = attribute.bytes();
            with(
                    prefix + ".Value.BinaryValue",
                    bytes == null ? null : Base64.getEncoder().encodeToString(bytes));
        }

        Form signed(SignatureV2 signature, URI url) {
            fields.putAll(signature.signed(url, fields));
            return this;
        }

        String encoded() {
            return fields.entrySet().stream()
                    .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                    .collect(Collectors.joining("&"));
        }

        private static String encode(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    private Element post(String url, Form form) {
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
                        Form.of("CreateQueue")
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
                        Form.of("GetQueueUrl")
                                .with("QueueName", name)
                                .with("QueueOwnerAWSAccountId", ownerAccount));
        return need(result(answer, "GetQueueUrl"), "QueueUrl");
    }

    @Override
    public Page listQueues(@Nullable String prefix, @Nullable Integer max, @Nullable String token) {
        Element answer =
                post(
                        endpoint,
                        Form.of("ListQueues")
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
                post(url, Form.of("GetQueueAttributes").withList("AttributeName", List.of(names)));
        return map(result(answer, "GetQueueAttributes"), "Attribute");
    }

    @Override
    public void setQueueAttributes(String url, Map<String, String> attributes) {
        post(url, Form.of("SetQueueAttributes").withMap("Attribute", attributes));
    }

    @Override
    public Sent send(String url, Outgoing message) {
        Element answer = post(url, Form.of("SendMessage").withMessage("", message));
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
        Form form = Form.of("SendMessageBatch");
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
                        Form.of("ReceiveMessage")
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
        post(url, Form.of("DeleteMessage").with("ReceiptHandle", handle));
    }

    @Override
    public BatchResult<String> deleteBatch(String url, Map<String, String> handles) {
        return handleBatch(url, "DeleteMessageBatch", handles, null);
    }

    @Override
    public void changeVisibility(String url, String handle, int seconds) {
        post(
                url,
                Form.of("ChangeMessageVisibility")
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
        Form form = Form.of(action);
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
        post(url, Form.of("TagQueue").withMap("Tag", "Key", tags));
    }

    @Override
    public void untag(String url, List<String> keys) {
        post(url, Form.of("UntagQueue").withList("TagKey", keys));
    }

    @Override
    public Map<String, String> tags(String url) {
        Element answer = post(url, Form.of("ListQueueTags"));
        return map(result(answer, "ListQueueTags"), "Tag", "Key");
    }

    @Override
    public void addPermission(
            String url, String label, List<String> accounts, List<String> actions) {
        post(
                url,
                Form.of("AddPermission")
                        .with("Label", label)
                        .withList("AWSAccountId", accounts)
                        .withList("ActionName", actions));
    }

    @Override
    public void removePermission(String url, String label) {
        post(url, Form.of("RemovePermission").with("Label", label));
    }

    @Override
    public Page deadLetterSources(String url, @Nullable Integer max, @Nullable String token) {
        Element answer =
                post(
                        url,
                        Form.of("ListDeadLetterSourceQueues")
                                .with("MaxResults", max)
                                .with("NextToken", token));
        return page(result(answer, "ListDeadLetterSourceQueues"));
    }

    @Override
    public void purge(String url) {
        post(url, Form.of("PurgeQueue"));
    }

    @Override
    public void deleteQueue(String url) {
        post(url, Form.of("DeleteQueue"));
    }

    @Override
    public void call(String action, String url) {
        post(url, Form.of(action));
    }

    @Override
    public void close() {
        http.close();
    }
}
