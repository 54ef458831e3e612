package dev.hikyaku.integration;

import static dev.hikyaku.integration.ErrorCases.ATTRIBUTE_NAME;
import static dev.hikyaku.integration.ErrorCases.CONTENTS;
import static dev.hikyaku.integration.ErrorCases.FORM_Q;
import static dev.hikyaku.integration.ErrorCases.HANDLE;
import static dev.hikyaku.integration.ErrorCases.INVALID_VALUE;
import static dev.hikyaku.integration.ErrorCases.MALFORMED;
import static dev.hikyaku.integration.ErrorCases.MISSING;
import static dev.hikyaku.integration.ErrorCases.Q;

import dev.hikyaku.integration.ErrorCases.Code;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What must be refused of messages: sent, received, deleted and hidden. */
record MessageErrorCases(ErrorCases cases, String usedHandle) {
    void add() {
        sends();
        attributes();
        batches();
        receives();
        handles();
    }

    private void sends() {
        cases.both("no message body", "SendMessage", Q, FORM_Q, MISSING, "MessageBody");
        send(
                "an empty message body",
                "\"MessageBody\":\"\"",
                "&MessageBody=",
                MISSING,
                "MessageBody");
        send(
                "a control character in the body",
                "\"MessageBody\":\"a\\u0000b\"",
                "&MessageBody=a%00b",
                CONTENTS,
                "#x0",
                "#x9");
        send(
                "U+FFFF in the body",
                "\"MessageBody\":\"\\uffff\"",
                "&MessageBody=%ef%bf%bf",
                CONTENTS,
                "#xFFFF",
                "#xFFFD");
        cases.json(
                "half a surrogate pair in the body",
                "SendMessage",
                "{" + Q + ",\"MessageBody\":\"\\ud83d\"}",
                CONTENTS,
                "#xD83D");
        cases.json(
                "a number for the body",
                "SendMessage",
                "{" + Q + ",\"MessageBody\":1}",
                MALFORMED,
                "MessageBody",
                "text");
        String large = "x".repeat((1 << 20) + 1);
        send(
                "a body of 1 MiB and a byte",
                "\"MessageBody\":\"" + large + "\"",
                "&MessageBody=" + large,
                INVALID_VALUE,
                "MessageBody",
                "1048576",
                "1048577");
        delay("901", INVALID_VALUE, "0 and 900");
        delay("-1", INVALID_VALUE, "0 and 900");
        delay("99999999999", MALFORMED, "integer");
        delay("1.5", MALFORMED, "integer");
        cases.json(
                "DelaySeconds as a text",
                "SendMessage",
                "{" + Q + ",\"MessageBody\":\"x\",\"DelaySeconds\":\"1\"}",
                MALFORMED,
                "DelaySeconds",
                "integer");
        cases.form(
                "DelaySeconds that is not a number",
                "Action=SendMessage&QueueUrl=$Q&MessageBody=x&DelaySeconds=soon",
                MALFORMED,
                "DelaySeconds",
                "integer");
        send(
                "a deduplication id",
                "\"MessageBody\":\"x\",\"MessageDeduplicationId\":\"d\"",
                "&MessageBody=x&MessageDeduplicationId=d",
                INVALID_VALUE,
                "MessageDeduplicationId");
    }

    private void send(String title, String json, String form, Code code, String... words) {
        cases.both(title, "SendMessage", Q + "," + json, FORM_Q + form, code, words);
    }

    private void delay(String value, Code code, String limit) {
        send(
                "DelaySeconds of " + value,
                "\"MessageBody\":\"x\",\"DelaySeconds\":" + value,
                "&MessageBody=x&DelaySeconds=" + value,
                code,
                "DelaySeconds",
                limit);
    }

    private void attributes() {
        String eleven =
                IntStream.rangeClosed(1, 11)
                        .mapToObj(i ->
                                "\"a" + i + "\":{\"DataType\":\"String\",\"StringValue\":\"x\"}")
                        .collect(Collectors.joining(","));
        String elevenForm =
                IntStream.rangeClosed(1, 11)
                        .mapToObj(i -> formAttribute(i, "a" + i, "String", "StringValue", "x"))
                        .collect(Collectors.joining());
        send(
                "eleven message attributes",
                "\"MessageBody\":\"x\",\"MessageAttributes\":{" + eleven + "}",
                "&MessageBody=x" + elevenForm,
                INVALID_VALUE,
                "attributes",
                "11",
                "10");
        attribute("a name with a blank", "a b", "String", "StringValue", "x", "a b");
        attribute("a name that begins with AWS.", "AWS.x", "String", "StringValue", "x", "AWS.");
        attribute("a name that ends with a period", "a.", "String", "StringValue", "x", "period");
        attribute("a name of 257", "n".repeat(257), "String", "StringValue", "x", "256");
        attribute("no type", "a", "", "StringValue", "x", "DataType");
        attribute("an unknown type", "a", "Text", "StringValue", "x", "Binary, Number, and String");
        attribute("an empty text", "a", "String", "StringValue", "", "StringValue");
        attribute("a text for bytes", "a", "Binary", "StringValue", "x", "BinaryValue");
        attribute("bytes for a text", "a", "String", "BinaryValue", "eA==", "StringValue");
        attribute("a number that is none", "a", "Number", "StringValue", "seven", "seven");
        send(
                "a message attribute whose bytes are not Base64",
                "\"MessageBody\":\"x\",\"MessageAttributes\":"
                        + "{\"a\":{\"DataType\":\"Binary\",\"BinaryValue\":\"!\"}}",
                "&MessageBody=x" + formAttribute(1, "a", "Binary", "BinaryValue", "!"),
                MALFORMED,
                "MessageAttributes.a.BinaryValue",
                "Base64");
        cases.json(
                "a list for the message attributes",
                "SendMessage",
                "{" + Q + ",\"MessageBody\":\"x\",\"MessageAttributes\":[]}",
                MALFORMED,
                "MessageAttributes",
                "object");
        send(
                "a system attribute that cannot be sent",
                "\"MessageBody\":\"x\",\"MessageSystemAttributes\":"
                        + "{\"SenderId\":{\"DataType\":\"String\",\"StringValue\":\"x\"}}",
                "&MessageBody=x"
                        + formAttribute(1, "SenderId", "String", "StringValue", "x")
                                .replace("MessageAttribute", "MessageSystemAttribute"),
                INVALID_VALUE,
                "SenderId",
                "AWSTraceHeader");
        send(
                "a trace header that is a number",
                "\"MessageBody\":\"x\",\"MessageSystemAttributes\":"
                        + "{\"AWSTraceHeader\":{\"DataType\":\"Number\",\"StringValue\":\"1\"}}",
                "&MessageBody=x"
                        + formAttribute(1, "AWSTraceHeader", "Number", "StringValue", "1")
                                .replace("MessageAttribute", "MessageSystemAttribute"),
                INVALID_VALUE,
                "AWSTraceHeader",
                "String");
        cases.json(
                "null for a trace header",
                "SendMessage",
                "{"
                        + Q
                        + ",\"MessageBody\":\"x\",\"MessageSystemAttributes\":"
                        + "{\"AWSTraceHeader\":null}}",
                INVALID_VALUE,
                "AWSTraceHeader");
    }

    private static String formAttribute(
            int index, String name, String type, String member, String value) {
        String prefix = "&MessageAttribute." + index;
        return "%s.Name=%s%s.Value.DataType=%s%s.Value.%s=%s"
                .formatted(prefix, name.replace(' ', '+'), prefix, type, prefix, member, value);
    }

    private void attribute(
            String title, String name, String type, String member, String value, String word) {
        send(
                "a message attribute with " + title,
                "\"MessageBody\":\"x\",\"MessageAttributes\":{\"%s\":{\"DataType\":\"%s\",\"%s\":\"%s\"}}"
                        .formatted(name, type, member, value),
                "&MessageBody=x" + formAttribute(1, name, type, member, value),
                INVALID_VALUE,
                "attribute",
                word);
    }

    private void batches() {
        cases.both(
                "a batch without entries",
                "SendMessageBatch",
                Q + ",\"Entries\":[]",
                FORM_Q,
                Code.prefixed("EmptyBatchRequest"),
                "SendMessageBatchRequestEntry");
        cases.both(
                "a batch of deletes without entries",
                "DeleteMessageBatch",
                Q,
                FORM_Q,
                Code.prefixed("EmptyBatchRequest"),
                "DeleteMessageBatchRequestEntry");
        batch(
                "a batch of eleven",
                IntStream.rangeClosed(1, 11).mapToObj(i -> "e" + i).toList(),
                "x",
                Code.prefixed("TooManyEntriesInBatchRequest"),
                "10",
                "11");
        batch(
                "a batch whose ids repeat",
                List.of("same", "same"),
                "x",
                Code.prefixed("BatchEntryIdsNotDistinct"),
                "same");
        batch(
                "a batch entry's id with a period",
                List.of("a.b"),
                "x",
                Code.prefixed("InvalidBatchEntryId"),
                "alphanumeric");
        batch(
                "a batch entry's id of 81 characters",
                List.of("i".repeat(81)),
                "x",
                Code.prefixed("InvalidBatchEntryId"),
                "80");
        batch(
                "a batch of more than 1 MiB",
                List.of("a", "b"),
                "x".repeat(600_000),
                Code.prefixed("BatchRequestTooLong"),
                "1048576",
                "1200000");
        cases.both(
                "a batch entry without an id",
                "SendMessageBatch",
                Q + ",\"Entries\":[{\"MessageBody\":\"x\"}]",
                FORM_Q + "&SendMessageBatchRequestEntry.1.MessageBody=x",
                MISSING,
                "SendMessageBatchRequestEntry.Id");
        cases.json(
                "null for a batch entry",
                "SendMessageBatch",
                "{" + Q + ",\"Entries\":[null]}",
                MISSING,
                "SendMessageBatchRequestEntry.Id");
        cases.json(
                "an object for the batch entries",
                "SendMessageBatch",
                "{" + Q + ",\"Entries\":{}}",
                MALFORMED,
                "Entries",
                "list");
        cases.json(
                "a text for a batch entry",
                "SendMessageBatch",
                "{" + Q + ",\"Entries\":[\"x\"]}",
                MALFORMED,
                "Entries.0",
                "object");
    }

    private void batch(String title, List<String> ids, String body, Code code, String... words) {
        String json =
                ids.stream()
                        .map(id -> "{\"Id\":\"" + id + "\",\"MessageBody\":\"" + body + "\"}")
                        .collect(Collectors.joining(","));
        String form =
                IntStream.range(0, ids.size())
                        .mapToObj(i -> {
                            String prefix = "&SendMessageBatchRequestEntry." + (i + 1);
                            return prefix + ".Id=" + ids.get(i) + prefix + ".MessageBody=" + body;
                        })
                        .collect(Collectors.joining());
        cases.both(
                title,
                "SendMessageBatch",
                Q + ",\"Entries\":[" + json + "]",
                FORM_Q + form,
                code,
                words);
    }

    private void receives() {
        number("ReceiveMessage", "MaxNumberOfMessages", 0, "1 and 10", null);
        number("ReceiveMessage", "MaxNumberOfMessages", 11, "1 and 10", null);
        number("ReceiveMessage", "WaitTimeSeconds", -1, "0 and 20", null);
        number("ReceiveMessage", "WaitTimeSeconds", 21, "0 and 20", null);
        number("ReceiveMessage", "VisibilityTimeout", -1, "0 and 43200", null);
        number("ReceiveMessage", "VisibilityTimeout", 43_201, "0 and 43200", null);
        cases.both(
                "an unknown system attribute to receive",
                "ReceiveMessage",
                Q + ",\"MessageSystemAttributeNames\":[\"Colour\"]",
                FORM_Q + "&MessageSystemAttributeName.1=Colour",
                ATTRIBUTE_NAME,
                "Colour");
        cases.both(
                "an unknown system attribute to receive, by the older parameter",
                "ReceiveMessage",
                Q + ",\"AttributeNames\":[\"Colour\"]",
                FORM_Q + "&AttributeName.1=Colour",
                ATTRIBUTE_NAME,
                "Colour");
    }

    private void number(
            String action, String name, int value, String limit, @Nullable String handle) {
        cases.both(
                name + " of " + value + " in " + action,
                action,
                Q
                        + (handle == null ? "" : ",\"ReceiptHandle\":\"" + handle + "\"")
                        + ",\""
                        + name
                        + "\":"
                        + value,
                FORM_Q
                        + (handle == null ? "" : "&ReceiptHandle=" + handle)
                        + "&"
                        + name
                        + "="
                        + value,
                INVALID_VALUE,
                name,
                Integer.toString(value),
                limit);
    }

    private void handles() {
        cases.both("no receipt handle", "DeleteMessage", Q, FORM_Q, MISSING, "ReceiptHandle");
        handle("that is made up", "made-up", "DeleteMessage", "");
        handle("that was cut", usedHandle.substring(1), "DeleteMessage", "");
        handle(
                "with one character changed",
                (usedHandle.startsWith("B") ? "C" : "B") + usedHandle.substring(1),
                "DeleteMessage",
                "");
        handle("of another queue", "$O", "DeleteMessage", "");
        handle("that is made up", "made-up", "ChangeMessageVisibility", "1");
        cases.both(
                "no visibility timeout",
                "ChangeMessageVisibility",
                Q + ",\"ReceiptHandle\":\"$H\"",
                FORM_Q + "&ReceiptHandle=$H",
                MISSING,
                "VisibilityTimeout");
        number("ChangeMessageVisibility", "VisibilityTimeout", -1, "0 and 43200", "$H");
        number("ChangeMessageVisibility", "VisibilityTimeout", 43_201, "0 and 43200", "$H");
        cases.both(
                "a visibility timeout for a message that was deleted",
                "ChangeMessageVisibility",
                Q + ",\"ReceiptHandle\":\"$H\",\"VisibilityTimeout\":1",
                FORM_Q + "&ReceiptHandle=$H&VisibilityTimeout=1",
                INVALID_VALUE,
                "ReceiptHandle",
                "does not exist");
    }

    private void handle(String title, String handle, String action, String visibility) {
        cases.both(
                "a receipt handle " + title + " in " + action,
                action,
                Q
                        + ",\"ReceiptHandle\":\""
                        + handle
                        + "\""
                        + (visibility.isEmpty() ? "" : ",\"VisibilityTimeout\":" + visibility),
                FORM_Q
                        + "&ReceiptHandle="
                        + handle
                        + (visibility.isEmpty() ? "" : "&VisibilityTimeout=" + visibility),
                HANDLE,
                "receipt handle");
    }
}
