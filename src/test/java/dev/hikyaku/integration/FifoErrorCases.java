package dev.hikyaku.integration;

import dev.hikyaku.integration.ErrorCases.Code;

/**
 * What must be refused of FIFO queues and message groups. {@code $F} stands for the URL of a FIFO
 * queue, {@code $E} for a receipt handle of it whose time is over.
 */
record FifoErrorCases(ErrorCases cases) {
    private static final String FIFO = "'QueueUrl':'$F'";
    private static final String FORM_FIFO = "&QueueUrl=$F";
    private static final String LONG = "x".repeat(129);

    void add() {
        queues();
        attributes();
        sends();
        receives();
    }

    private void call(
            String title, String action, String json, String form, Code code, String... words) {
        cases.both(title, action, json.replace('\'', '"'), form, code, words);
    }

    private void queues() {
        create(
                "a FIFO queue whose name does not end with .fifo",
                "jobs",
                "true",
                ErrorCases.INVALID_VALUE,
                "must end with .fifo",
                "'jobs'");
        create(
                "a FIFO queue with a name of 81 characters",
                "n".repeat(76) + ".fifo",
                "true",
                ErrorCases.INVALID_VALUE,
                "80");
        create(
                "a standard queue whose name ends with .fifo",
                "jobs.fifo",
                "false",
                ErrorCases.INVALID_VALUE,
                "must not end with .fifo",
                "FifoQueue");
        create(
                "a queue that is neither FIFO nor not",
                "jobs.fifo",
                "maybe",
                ErrorCases.ATTRIBUTE_VALUE,
                "FifoQueue",
                "true or false");
    }

    private void create(String title, String name, String fifo, Code code, String... words) {
        call(
                title,
                "CreateQueue",
                "'QueueName':'%s','Attributes':{'FifoQueue':'%s'}".formatted(name, fifo),
                "&QueueName=%s&Attribute.1.Name=FifoQueue&Attribute.1.Value=%s"
                        .formatted(name, fifo),
                code,
                words);
    }

    private void attributes() {
        cases.queueAttribute("FifoQueue", "true", ErrorCases.ATTRIBUTE_VALUE, "queue type");
        cases.queueAttribute("DeduplicationScope", "queue", ErrorCases.ATTRIBUTE_NAME, "FIFO");
        cases.queueAttribute("FifoThroughputLimit", "perQueue", ErrorCases.ATTRIBUTE_NAME, "FIFO");
        attribute("FifoQueue", "false", "queue type");
        attribute("ContentBasedDeduplication", "yes", "false or true");
        attribute("DeduplicationScope", "group", "queue or messageGroup");
        attribute("FifoThroughputLimit", "none", "perQueue or perMessageGroupId");
        attribute("FifoThroughputLimit", "perMessageGroupId", "DeduplicationScope");
    }

    private void attribute(String name, String value, String word) {
        call(
                "the FIFO queue's attribute " + name + " = " + value,
                "SetQueueAttributes",
                FIFO + ",'Attributes':{'" + name + "':'" + value + "'}",
                FORM_FIFO + "&Attribute.1.Name=" + name + "&Attribute.1.Value=" + value,
                ErrorCases.ATTRIBUTE_VALUE,
                name,
                word);
    }

    private void sends() {
        send("no message group", "", "d", "", ErrorCases.MISSING, "MessageGroupId");
        send(
                "no deduplication id",
                "g",
                "",
                "",
                ErrorCases.INVALID_VALUE,
                "ContentBasedDeduplication",
                "MessageDeduplicationId");
        send("a message group of 129", LONG, "d", "", ErrorCases.INVALID_VALUE, "128");
        send("a deduplication id of 129", "g", LONG, "", ErrorCases.INVALID_VALUE, "128");
        send("a message group with a blank", "a b", "d", "", ErrorCases.INVALID_VALUE, "a b");
        send("a deduplication id with a blank", "g", "a b", "", ErrorCases.INVALID_VALUE, "a b");
        send("a delay", "g", "d", "1", ErrorCases.INVALID_VALUE, "DelaySeconds", "queue type");
        call(
                "an empty message group",
                "SendMessage",
                ErrorCases.Q.replace('"', '\'') + ",'MessageBody':'x','MessageGroupId':''",
                ErrorCases.FORM_Q + "&MessageBody=x&MessageGroupId=",
                ErrorCases.INVALID_VALUE,
                "MessageGroupId",
                "1 to 128");
    }

    /** A message for the FIFO queue. Empty texts are left out. */
    private void send(
            String title, String group, String id, String delay, Code code, String... words) {
        call(
                title + " for a message of a FIFO queue",
                "SendMessage",
                FIFO
                        + ",'MessageBody':'x'"
                        + (group.isEmpty() ? "" : ",'MessageGroupId':'" + group + "'")
                        + (id.isEmpty() ? "" : ",'MessageDeduplicationId':'" + id + "'")
                        + (delay.isEmpty() ? "" : ",'DelaySeconds':" + delay),
                FORM_FIFO
                        + "&MessageBody=x"
                        + (group.isEmpty() ? "" : "&MessageGroupId=" + group.replace(' ', '+'))
                        + (id.isEmpty() ? "" : "&MessageDeduplicationId=" + id.replace(' ', '+'))
                        + (delay.isEmpty() ? "" : "&DelaySeconds=" + delay),
                code,
                words);
    }

    private void receives() {
        String name = "ReceiveRequestAttemptId";
        call(
                "an attempt id of 129",
                "ReceiveMessage",
                FIFO + ",'" + name + "':'" + LONG + "'",
                FORM_FIFO + "&" + name + "=" + LONG,
                ErrorCases.INVALID_VALUE,
                name,
                "128");
        call(
                "an attempt id for a standard queue",
                "ReceiveMessage",
                ErrorCases.Q.replace('"', '\'') + ",'" + name + "':'a'",
                ErrorCases.FORM_Q + "&" + name + "=a",
                ErrorCases.INVALID_VALUE,
                name,
                "queue type");
        call(
                "a receipt handle of a FIFO queue whose time is over",
                "DeleteMessage",
                FIFO + ",'ReceiptHandle':'$E'",
                FORM_FIFO + "&ReceiptHandle=$E",
                ErrorCases.INVALID_VALUE,
                "ReceiptHandle",
                "expired");
    }
}
