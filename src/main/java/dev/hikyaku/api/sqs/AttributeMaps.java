package dev.hikyaku.api.sqs;

import dev.hikyaku.model.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps of texts as requests carry them. */
final class AttributeMaps {
    private AttributeMaps() {}

    /**
     * The map, or an empty one if there was none.
     *
     * @throws ServiceException (InvalidParameterValue) if an entry has no name or no value, or is
     *     not Unicode
     */
    static Map<String, String> checked(
            String parameter, @Nullable Map<String, @Nullable String> map) {
        if (map == null) {
            return Map.of();
        }
        var checked = new HashMap<String, String>();
        map.forEach((name, value) -> {
            if (name.isEmpty() || value == null) {
                throw ServiceException.invalidParameter(
                        "Every entry of "
                                + parameter
                                + " needs a name and a value; one has the name '"
                                + name
                                + "'.");
            }
            checkWellFormed(parameter, name, name);
            checkWellFormed(parameter, name, value);
            checked.put(name, value);
        });
        return checked;
    }

    /** Half a surrogate pair cannot be kept, for it has no UTF-8. */
    private static void checkWellFormed(String parameter, String name, String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw ServiceException.invalidParameter(
                    "The entry '" + name + "' of " + parameter + " is not valid Unicode.");
        }
    }
}
