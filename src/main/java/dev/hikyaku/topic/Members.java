package dev.hikyaku.topic;

import dev.hikyaku.model.ServiceException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The members of an object in a delivery policy; those that nobody asked for are refused. */
final class Members {
    private final String place;
    private final JsonNode object;
    private final Set<String> known = new HashSet<>();

    Members(String place, JsonNode object) {
        this.place = place;
        this.object = object;
        if (!object.isObject()) {
            throw invalid(place + " must be a JSON object");
        }
    }

    static ServiceException invalid(String what) {
        return TopicError.invalid("DeliveryPolicy: " + what);
    }

    private String path(String name) {
        return place.isEmpty() ? name : place + "." + name;
    }

    /** A member; null counts as none. */
    @Nullable JsonNode find(String name) {
        known.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    int integer(String name, int min, int max, int otherwise) {
        JsonNode value = find(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.asInt() < min
                || value.asInt() > max) {
            throw invalid(path(name) + " must be an integer from " + min + " to " + max);
        }
        return value.asInt();
    }

    boolean bool(String name, boolean otherwise) {
        JsonNode value = find(name);
        if (value != null && !value.isBoolean()) {
            throw invalid(path(name) + " must be true or false");
        }
        return value == null ? otherwise : value.asBoolean();
    }

    String oneOf(String name, List<String> allowed, String otherwise) {
        JsonNode value = find(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isString() || !allowed.contains(value.asString())) {
            throw invalid(path(name) + " must be one of " + String.join(", ", allowed));
        }
        return value.asString();
    }

    <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
        List<String> names =
                Arrays.stream(type.getEnumConstants())
                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                        .toList();
        String found = oneOf(name, names, otherwise.name().toLowerCase(Locale.ROOT));
        return Enum.valueOf(type, found.toUpperCase(Locale.ROOT));
    }

    /**
     * Ends the reading.
     *
     * @throws ServiceException (InvalidParameter) if there is a member that nobody asked for
     */
    void finish() {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                throw invalid("Unexpected JSON member: " + path(name));
            }
        }
    }
}
