package dev.hikyaku.model;

/**
 * An error for the client: a code and a sentence that names the field and the limit. It carries no
 * stack trace.
 */
public final class ServiceException extends RuntimeException {
    private static final int MESSAGE_LENGTH_MAX = 1000;

    private final ServiceError code;

    public ServiceException(ServiceError code, String message) {
        super(shortened(message), null, false, false);
        this.code = code;
    }

    /** Messages repeat what the client sent, which may be a mebibyte; what was wrong comes last. */
    private static String shortened(String message) {
        int half = MESSAGE_LENGTH_MAX / 2;
        return message.length() <= MESSAGE_LENGTH_MAX
                ? message
                : message.substring(0, half) + " ... " + message.substring(message.length() - half);
    }

    public ServiceError code() {
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
