package dev.hikyaku.api.sqs;

import dev.hikyaku.model.ServiceException;
import org.jspecify.annotations.Nullable;

/** Checks of parameters that only one type of queue has. */
final class QueueChecks {
    private static final int TOKEN_MAX = 128;

    private QueueChecks() {}

    static ServiceException notForQueueType(String name, String value) {
        return ServiceException.invalidParameter(
                "Value "
                        + value
                        + " for parameter "
                        + name
                        + " is invalid. Reason: The request includes a parameter that is not valid"
                        + " for this queue type.");
    }

    /**
     * Checks an id that a client chose, if there is one.
     *
     * @throws ServiceException (InvalidParameterValue) unless it has 1 to 128 characters of
     *     letters, digits and punctuation
     */
    static @Nullable String token(String name, @Nullable String value) {
        if (value == null || isToken(value)) {
            return value;
        }
        throw ServiceException.invalidParameter(
                "Value "
                        + value
                        + " for parameter "
                        + name
                        + " is invalid. Reason: "
                        + name
                        + " can only include alphanumeric and punctuation characters. 1 to 128 in"
                        + " length.");
    }

    private static boolean isToken(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '!' || value.charAt(i) > '~') {
                return false;
            }
        }
        return !value.isEmpty() && value.length() <= TOKEN_MAX;
    }
}
