package dev.hikyaku.api;

import dev.hikyaku.model.ServiceException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks of single parameters. Each error names the parameter and what is allowed. */
public final class Checks {
    private Checks() {}

    /**
     * A parameter that has to be there.
     *
     * @throws ServiceException (MissingParameter) if it is not, or is empty
     */
    public static String required(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw ServiceException.missingParameter(name);
        }
        return value;
    }

    public static <T> T required(String name, @Nullable T value) {
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
    public static List<String> requiredTexts(String name, @Nullable List<@Nullable String> values) {
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
    public static int range(
            String name, @Nullable Integer value, int min, int max, int defaultValue) {
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
}
