package dev.hikyaku.event;

import dev.hikyaku.model.ServiceError;
import dev.hikyaku.model.ServiceException;

/** What can be wrong with a request to EventBridge; names of its service model. */
public enum EventError implements ServiceError {
    CONCURRENT_MODIFICATION("ConcurrentModificationException", 400),
    ILLEGAL_STATUS("IllegalStatusException", 400),
    INTERNAL("InternalException", 500),
    INVALID_EVENT_PATTERN("InvalidEventPatternException", 400),
    LIMIT_EXCEEDED("LimitExceededException", 400),
    OPERATION_DISABLED("OperationDisabledException", 400),
    POLICY_LENGTH_EXCEEDED("PolicyLengthExceededException", 400),
    RESOURCE_ALREADY_EXISTS("ResourceAlreadyExistsException", 400),
    RESOURCE_NOT_FOUND("ResourceNotFoundException", 400),
    THROTTLING("ThrottlingException", 400),
    VALIDATION("ValidationException", 400);

    private final String shape;
    private final int status;

    EventError(String shape, int status) {
        this.shape = shape;
        this.status = status;
    }

    /** An exception with this code. */
    public ServiceException of(String message) {
        return new ServiceException(this, message);
    }

    /** What EventBridge says when there are too many of something. */
    public static ServiceException tooMany() {
        return LIMIT_EXCEEDED.of("The requested resource exceeds the maximum number allowed.");
    }

    /** The same with the limit, in a sentence. */
    public static ServiceException tooMany(String limit) {
        return LIMIT_EXCEEDED.of(tooMany().getMessage() + " " + limit);
    }

    @Override
    public String shape() {
        return shape;
    }

    @Override
    public String queryCode() {
        return shape;
    }

    @Override
    public int status() {
        return status;
    }
}
