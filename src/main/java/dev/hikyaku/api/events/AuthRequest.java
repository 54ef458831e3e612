package dev.hikyaku.api.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hikyaku.event.http.Connection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What authorizes, as requests have it. What an update leaves out stays as it was. */
record AuthRequest(
        @Nullable Basic basicAuthParameters,
        @JsonProperty("OAuthParameters") @Nullable OAuth oAuthParameters,
        @Nullable ApiKey apiKeyAuthParameters,
        @Nullable HttpParameters invocationHttpParameters) {
    record Basic(@Nullable String username, @Nullable String password) {}

    record ApiKey(@Nullable String apiKeyName, @Nullable String apiKeyValue) {}

    record OAuth(
            @Nullable Client clientParameters,
            @Nullable String authorizationEndpoint,
            @Nullable String httpMethod,
            @JsonProperty("OAuthHttpParameters") @Nullable HttpParameters oAuthHttpParameters) {
        record Client(
                @JsonProperty("ClientID") @Nullable String clientId,
                @Nullable String clientSecret) {}
    }

    record HttpParameters(
            @Nullable List<Parameter> headerParameters,
            @Nullable List<Parameter> queryStringParameters,
            @Nullable List<Parameter> bodyParameters) {
        static HttpParameters of(Connection.Extras extras) {
            return new HttpParameters(
                    Parameter.list(extras.headers()),
                    Parameter.list(extras.query()),
                    Parameter.list(extras.body()));
        }

        Connection.Extras extras() {
            return new Connection.Extras(
                    Parameter.extras(headerParameters),
                    Parameter.extras(queryStringParameters),
                    Parameter.extras(bodyParameters));
        }
    }

    record Parameter(
            @Nullable String key, @Nullable String value, @Nullable Boolean isValueSecret) {
        static List<Connection.Extra> extras(@Nullable List<Parameter> parameters) {
            return Objects.requireNonNullElse(parameters, List.<Parameter>of()).stream()
                    .map(each ->
                            new Connection.Extra(
                                    Objects.requireNonNullElse(each.key, ""),
                                    Objects.requireNonNullElse(each.value, ""),
                                    Boolean.TRUE.equals(each.isValueSecret)))
                    .toList();
        }

        /** Secrets are not shown again. */
        static List<Parameter> list(List<Connection.Extra> extras) {
            return extras.stream()
                    .map(each ->
                            new Parameter(
                                    each.key(), each.secret() ? null : each.value(), each.secret()))
                    .toList();
        }
    }
}
