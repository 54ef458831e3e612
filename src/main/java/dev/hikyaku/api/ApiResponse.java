package dev.hikyaku.api;

import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param queryError the header {@code x-amzn-query-error}, which JSON errors of a once-query
 *     service carry
 * @param errorType the header {@code x-amzn-errortype}, which errors of REST with JSON carry
 */
public record ApiResponse(
        int status,
        String contentType,
        String requestId,
        @Nullable String queryError,
        @Nullable String errorType,
        byte[] body) {}
