package dev.hikyaku.schedule;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceError;
import dev.hikyaku.model.ServiceException;

/** What can be wrong with a request to EventBridge Scheduler, by the names of its model. */
public enum ScheduleError implements ServiceError {
    CONFLICT("ConflictException", 409),
    INTERNAL_SERVER("InternalServerException", 500),
    RESOURCE_NOT_FOUND("ResourceNotFoundException", 404),
    SERVICE_QUOTA_EXCEEDED("ServiceQuotaExceededException", 402),
    THROTTLING("ThrottlingException", 429),
    VALIDATION("ValidationException", 400);

    private final String shape;
    private final int status;

    ScheduleError(String shape, int status) {
        this.shape = shape;
        this.status = status;
    }

    /** What this service calls an error that all services have. */
    public static ServiceError of(ErrorCode common) {
        return switch (common) {
            case REQUEST_THROTTLED -> THROTTLING;
            case INTERNAL_FAILURE, SERVICE_UNAVAILABLE -> INTERNAL_SERVER;
            case RESOURCE_NOT_FOUND -> RESOURCE_NOT_FOUND;
            case INVALID_ACTION, METHOD_NOT_ALLOWED, REQUEST_ENTITY_TOO_LARGE, REQUEST_TIMEOUT ->
                    common;
            default -> VALIDATION;
        };
    }

    /** The refusal of what does not keep to the rules. */
    public static ServiceException invalid(String message) {
        return new ServiceException(VALIDATION, message);
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
