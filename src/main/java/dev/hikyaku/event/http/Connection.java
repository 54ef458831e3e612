package dev.hikyaku.event.http;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How calls of API destinations are authorized.
 *
 * @param id the end of its ARN
 * @param state {@code AUTHORIZED} or {@code DEAUTHORIZED}
 * @param sealedAuth the {@link Auth}, encrypted; null if it was taken away
 */
public record Connection(
        String id,
        @Nullable String description,
        String authorizationType,
        String state,
        @Nullable String sealedAuth,
        @Nullable String kmsKeyIdentifier,
        Instant creationTime,
        Instant lastModifiedTime,
        @Nullable Instant lastAuthorizedTime) {
    public static final String BASIC = "BASIC";
    public static final String API_KEY = "API_KEY";
    public static final String OAUTH = "OAUTH_CLIENT_CREDENTIALS";
    public static final List<String> TYPES = List.of(BASIC, OAUTH, API_KEY);
    public static final String AUTHORIZED = "AUTHORIZED";
    public static final String DEAUTHORIZED = "DEAUTHORIZED";
    public static final List<String> STATES =
            List.of(
                    "CREATING",
                    "UPDATING",
                    "DELETING",
                    AUTHORIZED,
                    DEAUTHORIZED,
                    "AUTHORIZING",
                    "DEAUTHORIZING",
                    "ACTIVE",
                    "FAILED_CONNECTIVITY");

    /** What is sent with a call; of the first three only the one of the authorization's type. */
    public record Auth(
            @Nullable Basic basicAuthParameters,
            @Nullable OAuth oAuthParameters,
            @Nullable ApiKey apiKeyAuthParameters,
            @Nullable Extras invocationHttpParameters) {
        /** What is added to each call. */
        public Extras extras() {
            return invocationHttpParameters == null ? Extras.NONE : invocationHttpParameters;
        }
    }

    public record Basic(String username, String password) {}

    public record ApiKey(String apiKeyName, String apiKeyValue) {}

    public record OAuth(
            String clientId,
            String clientSecret,
            String authorizationEndpoint,
            String httpMethod,
            @Nullable Extras oAuthHttpParameters) {
        public static final List<String> METHODS = List.of("GET", "POST", "PUT");
    }

    /** What is added to a request. */
    public record Extras(List<Extra> headers, List<Extra> query, List<Extra> body) {
        public static final Extras NONE = new Extras(List.of(), List.of(), List.of());

        public Extras {
            headers = headers == null ? List.of() : List.copyOf(headers);
            query = query == null ? List.of() : List.copyOf(query);
            body = body == null ? List.of() : List.copyOf(body);
        }
    }

    /**
     * One that is added.
     *
     * @param secret whether its value is never shown again
     */
    public record Extra(String key, String value, boolean secret) {}

    /** The same without what authorizes. */
    public Connection deauthorized(Instant now) {
        return new Connection(
                id,
                description,
                authorizationType,
                DEAUTHORIZED,
                null,
                kmsKeyIdentifier,
                creationTime,
                now,
                lastAuthorizedTime);
    }
}
