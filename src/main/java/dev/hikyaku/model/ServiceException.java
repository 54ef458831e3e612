package dev.hikyaku.model;

/**
 * An error for the client: a code and a sentence that names the field and the limit. It carries no
 * stack trace.
 */
public final class ServiceException extends RuntimeException {
    private final ErrorCode code;

    public ServiceException(ErrorCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    public static ServiceException invalidParameter(String message) {
        return new ServiceException(ErrorCode.INVALID_PARAMETER_VALUE, message);
    }

    public static ServiceException missingParameter(String name) {
        return new ServiceException(
                ErrorCode.MISSING_PARAMETER,
                "The request must contain the parameter " + name + ".");
    }

    public static ServiceException noSuchQueue() {
        return new ServiceException(
                ErrorCode.QUEUE_DOES_NOT_EXIST, "The specified queue does not exist.");
    }
}
