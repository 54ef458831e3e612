package dev.hikyaku.delivery.settings;

/** What a request to the worker looks like. */
public enum Format {
    /** The message's body and the headers of sqsd; one message a request. */
    MESSAGE,

    /** Lambda's SQS event, answered by {@code batchItemFailures} or nothing. */
    EVENT,

    /** As EVENT, to the invocation URL of a Lambda runtime emulator. */
    FUNCTION
}
