package dev.hikyaku.api.sqs;

import dev.hikyaku.model.ServiceException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps of texts as requests carry them. */
final class AttributeMaps {
    private AttributeMaps() {}

    /**
     * The map, or an empty one if there was none.
     *
     * @throws ServiceException (InvalidParameterValue) if an entry has no name or no value
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
            checked.put(name, value);
        });
        return checked;
    }
}
