package dev.hikyaku.api;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A service: its actions, and how the protocols name it.
 *
 * @param targetPrefix what {@code X-Amz-Target} has before the dot
 * @param version the {@code Version} of query requests, which is also the end of the XML namespace
 */
public record Service(
        String targetPrefix, String version, String namespace, Map<String, Action<?, ?>> actions) {

    public static Service of(
            String targetPrefix,
            String version,
            String namespace,
            Collection<Action<?, ?>> actions) {
        Map<String, Action<?, ?>> byName =
                actions.stream()
                        .collect(Collectors.toUnmodifiableMap(Action::name, Function.identity()));
        return new Service(targetPrefix, version, namespace, byName);
    }
}
