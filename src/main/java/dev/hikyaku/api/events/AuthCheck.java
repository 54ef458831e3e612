package dev.hikyaku.api.events;

import dev.hikyaku.event.EventError;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import dev.hikyaku.event.http.Connection;
import dev.hikyaku.model.ServiceException;
import org.jspecify.annotations.Nullable;

/** Whether a connection's authorization may be set, and what it then is. */
final class AuthCheck {
    private static final String AT = "authParameters.";
    private static final int PARAMETERS_MAX = 100;

    private AuthCheck() {}

    /** What the model demands. */
    static Constraints constraints(Constraints constraints, AuthRequest auth) {
        if (auth.basicAuthParameters() != null) {
            var basic = auth.basicAuthParameters();
            constraints
                    .text(AT + "basicAuthParameters.username", basic.username(), Fields.AUTH_TEXT)
                    .text(
                            AT + "basicAuthParameters.password",
                            basic.password(),
                            Fields.AUTH_SECRET);
        }
        if (auth.apiKeyAuthParameters() != null) {
            var key = auth.apiKeyAuthParameters();
            constraints
                    .text(
                            AT + "apiKeyAuthParameters.apiKeyName",
                            key.apiKeyName(),
                            Fields.AUTH_TEXT)
                    .text(
                            AT + "apiKeyAuthParameters.apiKeyValue",
                            key.apiKeyValue(),
                            Fields.AUTH_SECRET);
        }
        if (auth.oAuthParameters() != null) {
            oAuth(constraints, AT + "oAuthParameters.", auth.oAuthParameters());
        }
        return parameters(
                constraints, AT + "invocationHttpParameters.", auth.invocationHttpParameters());
    }

    private static void oAuth(Constraints constraints, String at, AuthRequest.OAuth oauth) {
        constraints
                .text(at + "authorizationEndpoint", oauth.authorizationEndpoint(), Fields.ENDPOINT)
                .oneOf(at + "httpMethod", oauth.httpMethod(), Connection.OAuth.METHODS);
        if (oauth.clientParameters() != null) {
            constraints
                    .text(
                            at + "clientParameters.clientID",
                            oauth.clientParameters().clientId(),
                            Fields.AUTH_TEXT)
                    .text(
                            at + "clientParameters.clientSecret",
                            oauth.clientParameters().clientSecret(),
                            Fields.AUTH_SECRET);
        }
        parameters(constraints, at + "oAuthHttpParameters.", oauth.oAuthHttpParameters());
    }

    private static Constraints parameters(
            Constraints constraints, String at, AuthRequest.@Nullable HttpParameters http) {
        if (http == null) {
            return constraints;
        }
        constraints
                .size(at + "headerParameters", http.headerParameters(), 0, PARAMETERS_MAX)
                .size(at + "queryStringParameters", http.queryStringParameters(), 0, PARAMETERS_MAX)
                .size(at + "bodyParameters", http.bodyParameters(), 0, PARAMETERS_MAX);
        constraints.each(
                http.headerParameters(),
                (each, number) ->
                        constraints
                                .text(
                                        at + "headerParameters." + number + ".member.key",
                                        each.key(),
                                        Fields.HEADER_KEY)
                                .text(
                                        at + "headerParameters." + number + ".member.value",
                                        each.value(),
                                        Fields.HEADER_VALUE.keptSecret()));
        return constraints.each(
                http.queryStringParameters(),
                (each, number) ->
                        constraints.text(
                                at + "queryStringParameters." + number + ".member.key",
                                each.key(),
                                Fields.QUERY_KEY));
    }

    /**
     * What authorizes from now on.
     *
     * @param before what did so far; it stays where the request says nothing
     * @throws ServiceException (ValidationException) if the type's own parameters are missing
     */
    static Connection.Auth auth(String type, AuthRequest asked, Connection.@Nullable Auth before) {
        Connection.Extras extras =
                asked.invocationHttpParameters() == null
                        ? before == null ? null : before.invocationHttpParameters()
                        : asked.invocationHttpParameters().extras();
        return switch (type) {
            case Connection.BASIC ->
                    new Connection.Auth(
                            basic(
                                    asked.basicAuthParameters(),
                                    before == null ? null : before.basicAuthParameters()),
                            null,
                            null,
                            extras);
            case Connection.API_KEY ->
                    new Connection.Auth(
                            null,
                            null,
                            apiKey(
                                    asked.apiKeyAuthParameters(),
                                    before == null ? null : before.apiKeyAuthParameters()),
                            extras);
            default ->
                    new Connection.Auth(
                            null,
                            oAuth(
                                    asked.oAuthParameters(),
                                    before == null ? null : before.oAuthParameters()),
                            null,
                            extras);
        };
    }

    private static Connection.Basic basic(
            AuthRequest.@Nullable Basic asked, Connection.@Nullable Basic before) {
        return new Connection.Basic(
                value(
                        "BasicAuthParameters.Username",
                        asked == null ? null : asked.username(),
                        before == null ? null : before.username()),
                value(
                        "BasicAuthParameters.Password",
                        asked == null ? null : asked.password(),
                        before == null ? null : before.password()));
    }

    private static Connection.ApiKey apiKey(
            AuthRequest.@Nullable ApiKey asked, Connection.@Nullable ApiKey before) {
        return new Connection.ApiKey(
                value(
                        "ApiKeyAuthParameters.ApiKeyName",
                        asked == null ? null : asked.apiKeyName(),
                        before == null ? null : before.apiKeyName()),
                value(
                        "ApiKeyAuthParameters.ApiKeyValue",
                        asked == null ? null : asked.apiKeyValue(),
                        before == null ? null : before.apiKeyValue()));
    }

    private static Connection.OAuth oAuth(
            AuthRequest.@Nullable OAuth asked, Connection.@Nullable OAuth before) {
        AuthRequest.OAuth there =
                asked == null ? new AuthRequest.OAuth(null, null, null, null) : asked;
        AuthRequest.OAuth.Client client =
                there.clientParameters() == null
                        ? new AuthRequest.OAuth.Client(null, null)
                        : there.clientParameters();
        return new Connection.OAuth(
                value(
                        "OAuthParameters.ClientParameters.ClientID",
                        client.clientId(),
                        before == null ? null : before.clientId()),
                value(
                        "OAuthParameters.ClientParameters.ClientSecret",
                        client.clientSecret(),
                        before == null ? null : before.clientSecret()),
                value(
                        "OAuthParameters.AuthorizationEndpoint",
                        there.authorizationEndpoint(),
                        before == null ? null : before.authorizationEndpoint()),
                value(
                        "OAuthParameters.HttpMethod",
                        there.httpMethod(),
                        before == null ? null : before.httpMethod()),
                there.oAuthHttpParameters() == null
                        ? before == null ? null : before.oAuthHttpParameters()
                        : there.oAuthHttpParameters().extras());
    }

    private static String value(String name, @Nullable String asked, @Nullable String before) {
        String value = asked == null ? before : asked;
        if (value == null) {
            throw EventError.VALIDATION.of(
                    "Parameter(s) AuthParameters." + name + " must be specified.");
        }
        return value;
    }
}
