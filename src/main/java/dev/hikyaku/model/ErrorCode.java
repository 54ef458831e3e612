package dev.hikyaku.model;

/**
 * What can be wrong with a request to SQS, or to any service.
 *
 * <p>SQS has two names for most errors: the shape that JSON clients match, and the older code that
 * query clients match and that JSON answers repeat in the {@code x-amzn-query-error} header.
 * Source: the awsQueryCompatible trait of the SQS service model.
 */
public enum ErrorCode implements ServiceError {
    BATCH_ENTRY_IDS_NOT_DISTINCT("BatchEntryIdsNotDistinct"),
    BATCH_REQUEST_TOO_LONG("BatchRequestTooLong"),
    EMPTY_BATCH_REQUEST("EmptyBatchRequest"),
    INTERNAL_FAILURE("InternalFailure", "InternalFailure", 500),
    INVALID_ACTION("InvalidAction", "InvalidAction", 400),
    INVALID_ADDRESS("InvalidAddress", "InvalidAddress", 400),
    INVALID_ATTRIBUTE_NAME("InvalidAttributeName", "InvalidAttributeName", 400),
    INVALID_ATTRIBUTE_VALUE("InvalidAttributeValue", "InvalidAttributeValue", 400),
    INVALID_BATCH_ENTRY_ID("InvalidBatchEntryId"),
    INVALID_MESSAGE_CONTENTS("InvalidMessageContents", "InvalidMessageContents", 400),
    INVALID_PARAMETER_VALUE("InvalidParameterValueException", "InvalidParameterValue", 400),
    MALFORMED_INPUT("SerializationException", "MalformedInput", 400),
    MESSAGE_NOT_INFLIGHT("MessageNotInflight"),
    METHOD_NOT_ALLOWED("MethodNotAllowed", "MethodNotAllowed", 405),
    MISSING_ACTION("MissingAction", "MissingAction", 400),
    MISSING_PARAMETER("MissingRequiredParameterException", "MissingParameter", 400),
    OVER_LIMIT("OverLimit", "OverLimit", 400),
    PURGE_QUEUE_IN_PROGRESS("PurgeQueueInProgress"),
    QUEUE_DELETED_RECENTLY("QueueDeletedRecently"),
    QUEUE_DOES_NOT_EXIST("QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue", 400),
    QUEUE_NAME_EXISTS("QueueNameExists", "QueueAlreadyExists", 400),
    RECEIPT_HANDLE_IS_INVALID("ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid", 400),
    REQUEST_ENTITY_TOO_LARGE("RequestEntityTooLarge", "RequestEntityTooLarge", 413),
    REQUEST_THROTTLED("RequestThrottled", "RequestThrottled", 400),
    REQUEST_TIMEOUT("RequestTimeout", "RequestTimeout", 408),
    RESOURCE_NOT_FOUND("ResourceNotFoundException", "ResourceNotFoundException", 404),
    SERVICE_UNAVAILABLE("ServiceUnavailable", "ServiceUnavailable", 503),
    TOO_MANY_ENTRIES_IN_BATCH_REQUEST("TooManyEntriesInBatchRequest"),
    UNSUPPORTED_OPERATION("UnsupportedOperation");

    private final String shape;
    private final String queryCode;
    private final int status;

    ErrorCode(String shape) {
        this(shape, "AWS.SimpleQueueService." + shape, 400);
    }

    ErrorCode(String shape, String queryCode, int status) {
        this.shape = shape;
        this.queryCode = queryCode;
        this.status = status;
    }

    @Override
    public String shape() {
        return shape;
    }

    @Override
    public String queryCode() {
        return queryCode;
    }

    @Override
    public int status() {
        return status;
    }
}
