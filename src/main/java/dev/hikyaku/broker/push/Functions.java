package dev.hikyaku.broker.push;

import dev.hikyaku.delivery.settings.WorkerUrl;
import dev.hikyaku.model.Arn;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where functions are invoked.
 *
 * @param byName the invocation URLs of those that the configuration names
 */
public record Functions(Map<String, URI> byName) {
    public static final Functions NONE = new Functions(Map.of());

    private static final String RESOURCE = "function:";

    /** Those of these names. */
    public static Functions of(Collection<Map.Entry<String, URI>> functions) {
        return new Functions(
                functions.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey, Map.Entry::getValue)));
    }

    /**
     * The invocation URL of a function.
     *
     * @param endpoint such a URL itself, or the ARN of a function that the configuration names,
     *     with or without a version
     * @return null if it is neither
     */
    public @Nullable URI find(String endpoint) {
        Arn arn = Arn.parse(endpoint);
        if (arn == null) {
            return url(endpoint);
        }
        if (!arn.service().equals("lambda") || !arn.resource().startsWith(RESOURCE)) {
            return null;
        }
        String name = arn.resource().substring(RESOURCE.length());
        int version = name.indexOf(':');
        return byName.get(version < 0 ? name : name.substring(0, version));
    }

    private static @Nullable URI url(String text) {
        try {
            URI url = URI.create(text);
            return WorkerUrl.isHttp(url) ? url : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
