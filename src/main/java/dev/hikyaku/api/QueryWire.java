package dev.hikyaku.api;

import org.jspecify.annotations.Nullable;

/**
 * How a service speaks the query protocol.
 *
 * @param version the {@code Version} of its requests
 * @param namespace of its XML
 * @param urlParameter the parameter that the called URL stands for if it has a path, as a queue's
 *     has; null for none
 */
public record QueryWire(String version, String namespace, @Nullable String urlParameter) {}
