package dev.hikyaku.api;

import org.jspecify.annotations.Nullable;

/**
 * A request as it came in.
 *
 * @param path still encoded, without the query; begins with a slash
 * @param query the part behind {@code ?}, still encoded; empty if there is none
 * @param host the header {@code Host}; empty if there is none
 * @param target the header {@code X-Amz-Target}
 */
public record ApiRequest(
        String method,
        String host,
        String path,
        String query,
        @Nullable String contentType,
        @Nullable String target,
        byte[] body) {}
