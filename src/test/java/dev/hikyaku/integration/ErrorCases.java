package dev.hikyaku.integration;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Requests that must be refused, and how. {@code $Q} stands for the URL of a queue that is there,
 * {@code $H} for a receipt handle of it that was used up, {@code $O} for one of another queue;
 * {@link FifoErrorCases} has more.
 */
final class ErrorCases {
    enum Protocol {
        JSON,
        QUERY
    }

    /** An error's names: the query protocol's, JSON's, and the HTTP status. */
    record Code(String query, String shape, int status) {
        static Code of(String query, String shape) {
            return new Code(query, shape, 400);
        }

        /** Most errors of SQS have a prefix in the query protocol only. */
        static Code prefixed(String shape) {
            return of("AWS.SimpleQueueService." + shape, shape);
        }
    }

    /**
     * A request and the refusal it must meet.
     *
     * @param title what is wrong, for people
     * @param words that the message must have: the field and the limit
     */
    record Case(String title, Protocol protocol, byte[] request, Code code, List<String> words) {
        @Override
        public String toString() {
            return protocol + ": " + title;
        }
    }

    static final Code INVALID_VALUE =
            Code.of("InvalidParameterValue", "InvalidParameterValueException");
    static final Code MISSING = Code.of("MissingParameter", "MissingRequiredParameterException");
    static final Code MALFORMED = Code.of("MalformedInput", "SerializationException");
    static final Code ATTRIBUTE_NAME = Code.of("InvalidAttributeName", "InvalidAttributeName");
    static final Code ATTRIBUTE_VALUE = Code.of("InvalidAttributeValue", "InvalidAttributeValue");
    static final Code NO_QUEUE =
            Code.of("AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist");
    static final Code CONTENTS = Code.of("InvalidMessageContents", "InvalidMessageContents");
    static final Code HANDLE = Code.of("ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid");
    static final Code ACTION = Code.of("InvalidAction", "InvalidAction");
    static final Code ADDRESS = Code.of("InvalidAddress", "InvalidAddress");
    static final Code METHOD = new Code("MethodNotAllowed", "MethodNotAllowed", 405);
    static final Code TOO_LARGE = new Code("RequestEntityTooLarge", "RequestEntityTooLarge", 413);

    static final String Q = "\"QueueUrl\":\"$Q\"";
    static final String FORM_Q = "&QueueUrl=$Q";

    private final List<Case> cases = new ArrayList<>();
    private final Map<String, String> meanings;

    private ErrorCases(Map<String, String> meanings) {
        this.meanings = meanings;
    }

    /** All cases, with what {@code $Q} and the others stand for. */
    static List<Case> all(Map<String, String> meanings) {
        var all = new ErrorCases(meanings);
        all.requests();
        all.queues();
        new DefinitionErrorCases(all).add();
        new MessageErrorCases(all, all.filled("$H")).add();
        new FifoErrorCases(all).add();
        return all.cases;
    }

    private String filled(String text) {
        String filled = text;
        for (var meaning : meanings.entrySet()) {
            filled = filled.replace(meaning.getKey(), meaning.getValue());
        }
        return filled;
    }

    private void raw(String title, Protocol protocol, byte[] request, Code code, String... words) {
        cases.add(new Case(title, protocol, request, code, List.of(words)));
    }

    void json(String title, String action, String body, Code code, String... words) {
        byte[] request = RawHttp.json("AmazonSQS." + action, filled(body));
        raw(title, Protocol.JSON, request, code, words);
    }

    void form(String title, String form, Code code, String... words) {
        raw(title, Protocol.QUERY, RawHttp.form(filled(form)), code, words);
    }

    /** The same request in both protocols. */
    void both(String title, String action, String json, String form, Code code, String... words) {
        json(title, action, "{" + json + "}", code, words);
        form(title, "Version=2012-11-05&Action=" + action + form, code, words);
    }

    private void requests() {
        form(
                "no action",
                "Version=2012-11-05",
                Code.of("MissingAction", "MissingAction"),
                "Action");
        raw(
                "a target without an action",
                Protocol.JSON,
                RawHttp.json("AmazonSQS", "{}"),
                ACTION,
                "X-Amz-Target",
                "AmazonSQS.");
        raw(
                "the target of another service",
                Protocol.JSON,
                RawHttp.json("AmazonSNS.Publish", "{}"),
                ACTION,
                "AmazonSNS.Publish",
                "AmazonSQS.");
        both("an action that SQS does not have", "Dance", "", "", ACTION, "Dance");
        both("a move from nowhere", "StartMessageMoveTask", "", "", MISSING, "SourceArn");
        both(
                "a move from what is no ARN",
                "StartMessageMoveTask",
                "\"SourceArn\":\"dead\"",
                "&SourceArn=dead",
                INVALID_VALUE,
                "'dead'");
        both(
                "a task that nobody started",
                "CancelMessageMoveTask",
                "\"TaskHandle\":\"made-up\"",
                "&TaskHandle=made-up",
                INVALID_VALUE,
                "TaskHandle");
        raw(
                "JSON without a target",
                Protocol.JSON,
                RawHttp.request(
                        "POST",
                        "/",
                        "Content-Type: application/x-amz-json-1.0\r\n",
                        "{}".getBytes(StandardCharsets.UTF_8)),
                Code.of("MissingAction", "MissingAction"),
                "X-Amz-Target");
        form("an action with a control character", "Action=%01", ACTION, "\ufffd");
        json("a body that is not JSON", "SendMessage", "hello", MALFORMED, "not valid JSON");
        json(
                "a body that ends early",
                "SendMessage",
                "{\"QueueUrl\":",
                MALFORMED,
                "not valid JSON");
        json("an array for a body", "SendMessage", "[]", MALFORMED, "JSON object");
        json("null for a body", "SendMessage", "null", MALFORMED, "JSON object");
        json("text after the body", "ListQueues", "{} {}", MALFORMED, "JSON");
        raw(
                "bytes that are not UTF-8",
                Protocol.JSON,
                RawHttp.json(
                        "AmazonSQS.SendMessage",
                        "{\"MessageBody\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1)),
                MALFORMED,
                "UTF-8");
        form("bytes that are not UTF-8", "Action=SendMessage&MessageBody=%ff", MALFORMED, "UTF-8");
        form("an escape that is none", "Action=SendMessage&MessageBody=%zz", MALFORMED, "%");
        form("an escape that ends early", "Action=SendMessage&MessageBody=%a", MALFORMED, "%");
        raw(
                "the method PUT",
                Protocol.JSON,
                RawHttp.request("PUT", "/", "X-Amz-Target: AmazonSQS.ListQueues\r\n", new byte[0]),
                METHOD,
                "PUT",
                "POST");
        raw(
                "the method PUT",
                Protocol.QUERY,
                RawHttp.request("PUT", "/?Action=ListQueues", "", new byte[0]),
                METHOD,
                "PUT",
                "POST or GET");
        raw(
                "the method GET",
                Protocol.JSON,
                RawHttp.request("GET", "/", "X-Amz-Target: AmazonSQS.ListQueues\r\n", new byte[0]),
                METHOD,
                "GET",
                "POST");
        String large = "x".repeat((4 << 20) + 1);
        json("a body of more than 4 MiB", "SendMessage", large, TOO_LARGE, "4194304");
        form("a body of more than 4 MiB", large, TOO_LARGE, "4194304");
    }

    private void queues() {
        both("no queue URL", "PurgeQueue", "", "", MISSING, "QueueUrl");
        both(
                "an empty queue URL",
                "PurgeQueue",
                "\"QueueUrl\":\"\"",
                "&QueueUrl=",
                MISSING,
                "QueueUrl");
        both(
                "a queue URL that is a mere name",
                "PurgeQueue",
                "\"QueueUrl\":\"jobs\"",
                "&QueueUrl=jobs",
                ADDRESS,
                "jobs",
                "/account/name");
        both(
                "the URL of a queue that is not there",
                "PurgeQueue",
                "\"QueueUrl\":\"http://h/000000000000/nowhere\"",
                "&QueueUrl=http://h/000000000000/nowhere",
                NO_QUEUE,
                "does not exist");
        both("no queue name", "CreateQueue", "", "", MISSING, "QueueName");
        both(
                "a queue name with a blank",
                "CreateQueue",
                "\"QueueName\":\"a b\"",
                "&QueueName=a+b",
                INVALID_VALUE,
                "QueueName",
                "a b",
                "alphanumeric");
        String longName = "n".repeat(81);
        both(
                "a queue name of 81 characters",
                "CreateQueue",
                "\"QueueName\":\"" + longName + "\"",
                "&QueueName=" + longName,
                INVALID_VALUE,
                "QueueName",
                "80");
        both("no name to look up", "GetQueueUrl", "", "", MISSING, "QueueName");
        both(
                "a name that no queue has",
                "GetQueueUrl",
                "\"QueueName\":\"nowhere\"",
                "&QueueName=nowhere",
                NO_QUEUE,
                "does not exist");
        both(
                "MaxResults of 0",
                "ListQueues",
                "\"MaxResults\":0",
                "&MaxResults=0",
                INVALID_VALUE,
                "MaxResults",
                "1 and 1000");
        both(
                "MaxResults of 1001",
                "ListQueues",
                "\"MaxResults\":1001",
                "&MaxResults=1001",
                INVALID_VALUE,
                "MaxResults",
                "1 and 1000");
        both(
                "a NextToken of our own making",
                "ListQueues",
                "\"NextToken\":\"next\"",
                "&NextToken=next",
                INVALID_VALUE,
                "NextToken");
        both("no attributes to set", "SetQueueAttributes", Q, FORM_Q, MISSING, "Attributes");
        queueAttribute("Colour", "blue", ATTRIBUTE_NAME, "Colour");
        queueAttribute("QueueArn", "x", ATTRIBUTE_NAME, "QueueArn");
        queueAttribute("ContentBasedDeduplication", "true", ATTRIBUTE_NAME, "FIFO");
        queueAttribute("VisibilityTimeout", "-1", ATTRIBUTE_VALUE, "0 to 43200");
        queueAttribute("VisibilityTimeout", "43201", ATTRIBUTE_VALUE, "0 to 43200");
        queueAttribute("VisibilityTimeout", "soon", ATTRIBUTE_VALUE, "integer");
        queueAttribute("DelaySeconds", "901", ATTRIBUTE_VALUE, "0 to 900");
        queueAttribute("MessageRetentionPeriod", "59", ATTRIBUTE_VALUE, "60 to 1209600");
        queueAttribute("MessageRetentionPeriod", "1209601", ATTRIBUTE_VALUE, "60 to 1209600");
        queueAttribute("MaximumMessageSize", "1023", ATTRIBUTE_VALUE, "1024 to 1048576");
        queueAttribute("MaximumMessageSize", "1048577", ATTRIBUTE_VALUE, "1024 to 1048576");
        queueAttribute("ReceiveMessageWaitTimeSeconds", "21", ATTRIBUTE_VALUE, "0 to 20");
        queueAttribute("KmsDataKeyReusePeriodSeconds", "59", ATTRIBUTE_VALUE, "60 to 86400");
        queueAttribute("Policy", "x", ATTRIBUTE_VALUE, "not valid JSON");
        queueAttribute("Policy", "[]", ATTRIBUTE_VALUE, "not a JSON object");
        queueAttribute("KmsMasterKeyId", "k".repeat(2_049), ATTRIBUTE_VALUE, "2048");
        queueAttribute("SqsManagedSseEnabled", "yes", ATTRIBUTE_VALUE, "true or false");
        queueAttribute("RedrivePolicy", "x", INVALID_VALUE, "not valid JSON");
        queueAttribute("RedrivePolicy", "[]", INVALID_VALUE, "not a JSON object");
        queueAttribute("RedrivePolicy", "{}", INVALID_VALUE, "deadLetterTargetArn");
        String arn = "arn:aws:sqs:us-east-1:000000000000:";
        redrivePolicy(arn + "errors", "", "maxReceiveCount");
        redrivePolicy(arn + "errors", ",'maxReceiveCount':0", "1 to 1000");
        redrivePolicy(arn + "errors", ",'maxReceiveCount':1001", "1 to 1000");
        redrivePolicy(arn + "nowhere", ",'maxReceiveCount':3", "does not exist");
        redrivePolicy(
                "arn:aws:sqs:eu-west-1:000000000000:errors", ",'maxReceiveCount':3", "same region");
        redrivePolicy(
                "arn:aws:sqs:us-east-1:111122223333:errors",
                ",'maxReceiveCount':3",
                "same region and account");
        redrivePolicy(arn + "errors.fifo", ",'maxReceiveCount':3", "own type");
        redrivePolicy(arn + "denies", ",'maxReceiveCount':3", "RedriveAllowPolicy");
        redrivePolicy("errors", ",'maxReceiveCount':3", "not the ARN of a queue");
        both(
                "a queue that is there, with another value of an attribute",
                "CreateQueue",
                "\"QueueName\":\"errors\",\"Attributes\":{\"DelaySeconds\":\"1\"}",
                "&QueueName=errors&Attribute.1.Name=DelaySeconds&Attribute.1.Value=1",
                Code.of("QueueAlreadyExists", "QueueNameExists"),
                "DelaySeconds");
        json(
                "a number for an attribute's text",
                "CreateQueue",
                "{\"QueueName\":\"errors\",\"Attributes\":{\"DelaySeconds\":1}}",
                MALFORMED,
                "Attributes.DelaySeconds",
                "text");
        both(
                "an attribute without a value",
                "SetQueueAttributes",
                Q + ",\"Attributes\":{\"DelaySeconds\":null}",
                FORM_Q + "&Attribute.1.Name=DelaySeconds",
                INVALID_VALUE,
                "Attributes",
                "DelaySeconds");
        both(
                "an unknown attribute to read",
                "GetQueueAttributes",
                Q + ",\"AttributeNames\":[\"Colour\"]",
                FORM_Q + "&AttributeName.1=Colour",
                ATTRIBUTE_NAME,
                "Colour");
    }

    void queueAttribute(String name, String value, Code code, String word) {
        both(
                "the queue attribute "
                        + name
                        + " = "
                        + (value.length() < 200 ? value : value.length() + " characters"),
                "SetQueueAttributes",
                Q + ",\"Attributes\":{\"" + name + "\":\"" + value.replace("\"", "\\\"") + "\"}",
                FORM_Q + "&Attribute.1.Name=" + name + "&Attribute.1.Value=" + value,
                code,
                name,
                word);
    }

    private void redrivePolicy(String target, String more, String word) {
        String policy = ("{'deadLetterTargetArn':'" + target + "'" + more + "}").replace('\'', '"');
        queueAttribute("RedrivePolicy", policy, INVALID_VALUE, word);
    }
}
