package dev.hikyaku.api.sqs;

import dev.hikyaku.model.ServiceException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks of single parameters. Each error names the parameter and what is allowed. */
final class Checks {
    private static final int TOKEN_MAX = 128;

    private Checks() {}

    /**
     * A parameter that has to be there.
     *
     * @throws ServiceException (MissingParameter) if it is not, or is empty
     */
    static String required(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw ServiceException.missingParameter(name);
        }
        return value;
    }

    static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw ServiceException.missingParameter(name);
        }
        return value;
    }

    /**
     * A list of texts that has to be there.
     *
     * @throws ServiceException (MissingParameter) if it is not, is empty, or has an empty text
     */
    static List<String> requiredTexts(String name, @Nullable List<@Nullable String> values) {
        var texts = new ArrayList<String>();
        for (String value : required(name, values)) {
            texts.add(required(name, value));
        }
        if (texts.isEmpty()) {
            throw ServiceException.missingParameter(name);
        }
        return texts;
    }

    /**
     * A number within bounds, or the default if it was not given.
     *
     * @throws ServiceException (InvalidParameterValue) if it is out of bounds
     */
    static int range(String name, @Nullable Integer value, int min, int max, int defaultValue) {
        if (value == null) {
            return defaultValue;
        }
        if (value < min || value > max) {
            throw ServiceException.invalidParameter(
                    "Value "
                            + value
                            + " for parameter "
                            + name
                            + " is invalid. Reason: Must be between "
                            + min
                            + " and "
                            + max
                            + ", if provided.");
        }
        return value;
    }

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
