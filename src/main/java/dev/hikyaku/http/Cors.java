package dev.hikyaku.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;

/**
 * Which web pages may call this server from a browser.
 *
 * @param origins such as {@code http://localhost:3000}; {@code *} stands for all; empty for none
 */
public record Cors(Set<String> origins) {
    private static final String ALL = "*";
    private static final String PREFLIGHT_SECONDS = "600";
    private static final String EXPOSED = "x-amzn-RequestId, x-amzn-query-error, x-amzn-errortype";

    /** Whether the page that sent a request, if one did, may call this server. */
    boolean allows(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin == null || allows(origin);
    }

    private boolean allows(String origin) {
        return origins.contains(ALL) || origins.contains(origin);
    }

    /**
     * Lets the page that sent a request read the answer, if it may. Whatever else happens to the
     * request is no business of this class, unless it is a browser's question beforehand.
     *
     * @return whether the request was such a question, and is answered
     */
    boolean answers(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || !allows(origin)) {
            return false;
        }
        var response = request.response();
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                .putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN)
                .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        if (!request.method().equals(HttpMethod.OPTIONS)
                || request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) == null) {
            return false;
        }
        String headers = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        if (headers != null) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, headers);
        }
        response.setStatusCode(204)
                .putHeader(
                        HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS,
                        "GET, HEAD, POST, PUT, PATCH, DELETE")
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS)
                .end();
        return true;
    }
}
