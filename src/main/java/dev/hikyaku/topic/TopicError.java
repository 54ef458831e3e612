package dev.hikyaku.topic;

import dev.hikyaku.model.ServiceError;
import dev.hikyaku.model.ServiceException;

/** What can be wrong with a request to SNS. Source: the errors of the SNS service model. */
public enum TopicError implements ServiceError {
    AUTHORIZATION_ERROR("AuthorizationErrorException", "AuthorizationError", 403),
    BATCH_ENTRY_IDS_NOT_DISTINCT(
            "BatchEntryIdsNotDistinctException", "BatchEntryIdsNotDistinct", 400),
    BATCH_REQUEST_TOO_LONG("BatchRequestTooLongException", "BatchRequestTooLong", 400),
    CONCURRENT_ACCESS("ConcurrentAccessException", "ConcurrentAccess", 400),
    EMPTY_BATCH_REQUEST("EmptyBatchRequestException", "EmptyBatchRequest", 400),
    FILTER_POLICY_LIMIT_EXCEEDED(
            "FilterPolicyLimitExceededException", "FilterPolicyLimitExceeded", 403),
    INTERNAL_ERROR("InternalErrorException", "InternalError", 500),
    INVALID_ACTION("InvalidAction", "InvalidAction", 400),
    INVALID_BATCH_ENTRY_ID("InvalidBatchEntryIdException", "InvalidBatchEntryId", 400),
    INVALID_PARAMETER("InvalidParameterException", "InvalidParameter", 400),
    NOT_FOUND("NotFoundException", "NotFound", 404),
    PARAMETER_VALUE_INVALID("InvalidParameterValueException", "ParameterValueInvalid", 400),
    RESOURCE_NOT_FOUND("ResourceNotFoundException", "ResourceNotFound", 404),
    SUBSCRIPTION_LIMIT_EXCEEDED(
            "SubscriptionLimitExceededException", "SubscriptionLimitExceeded", 403),
    TAG_LIMIT_EXCEEDED("TagLimitExceededException", "TagLimitExceeded", 400),
    THROTTLED("ThrottledException", "Throttled", 429),
    TOO_MANY_ENTRIES_IN_BATCH_REQUEST(
            "TooManyEntriesInBatchRequestException", "TooManyEntriesInBatchRequest", 400),
    TOPIC_LIMIT_EXCEEDED("TopicLimitExceededException", "TopicLimitExceeded", 403),
    VALIDATION("ValidationException", "ValidationException", 400);

    private final String shape;
    private final String queryCode;
    private final int status;

    TopicError(String shape, String queryCode, int status) {
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

    /** InvalidParameter, with what SNS puts before every reason. */
    public static ServiceException invalid(String reason) {
        return new ServiceException(INVALID_PARAMETER, "Invalid parameter: " + reason);
    }

    /** InvalidParameter of a parameter that has to be there. */
    public static ServiceException missing(String parameter) {
        return invalid(parameter + " Reason: no value for required parameter");
    }

    public static ServiceException noSuchTopic() {
        return new ServiceException(NOT_FOUND, "Topic does not exist");
    }

    public static ServiceException noSuchSubscription() {
        return new ServiceException(NOT_FOUND, "Subscription does not exist");
    }
}
