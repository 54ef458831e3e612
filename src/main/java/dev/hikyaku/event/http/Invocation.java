package dev.hikyaku.event.http;

import dev.hikyaku.event.EventError;
import dev.hikyaku.event.Target.HttpParameters;
import dev.hikyaku.event.http.Connection.Extra;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request to be made, of an API destination or for a token.
 *
 * @param headers case of their names does not count
 */
public record Invocation(
        String method, URI uri, SortedMap<String, String> headers, @Nullable String body) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String JSON_TYPE = "application/json; charset=utf-8";
    private static final String FORM_TYPE = "application/x-www-form-urlencoded";

    /**
     * A call of an API destination. Where the target and the connection set the same header or
     * query parameter, the connection's counts.
     *
     * @param auth of the connection
     * @param parameters of the target
     * @param token for a connection of OAuth
     * @param input what the target gets
     * @throws dev.hikyaku.model.ServiceException (ValidationException) if there are more wildcards
     *     in the path than values, or the endpoint is no URL
     */
    public static Invocation of(
            ApiDestination destination,
            Connection.Auth auth,
            HttpParameters parameters,
            @Nullable String token,
            String input) {
        var headers = noHeaders();
        headers.put("User-Agent", "Amazon/EventBridge/ApiDestinations");
        headers.put("Content-Type", JSON_TYPE);
        headers.putAll(parameters.headerParameters());
        auth.extras().headers().forEach(extra -> headers.put(extra.key(), extra.value()));
        authorize(headers, auth, token);
        var query = new TreeMap<>(parameters.queryStringParameters());
        auth.extras().query().forEach(extra -> query.put(extra.key(), extra.value()));
        String url = filled(destination.invocationEndpoint(), parameters.pathParameterValues());
        return new Invocation(
                destination.httpMethod(),
                uri(url, form(query)),
                headers,
                withExtras(input, auth.extras().body()));
    }

    private static SortedMap<String, String> noHeaders() {
        return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }

    private static void authorize(
            Map<String, String> headers, Connection.Auth auth, @Nullable String token) {
        if (auth.basicAuthParameters() != null) {
            var basic = auth.basicAuthParameters();
            byte[] pair =
                    (basic.username() + ":" + basic.password()).getBytes(StandardCharsets.UTF_8);
            headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        }
        if (auth.apiKeyAuthParameters() != null) {
            var key = auth.apiKeyAuthParameters();
            headers.put(key.apiKeyName(), key.apiKeyValue());
        }
        if (token != null) {
            headers.put("Authorization", "Bearer " + token);
        }
    }

    private static String filled(String endpoint, List<String> values) {
        Iterator<String> left = values.iterator();
        var url = new StringBuilder();
        for (int i = 0; i < endpoint.length(); i++) {
            char c = endpoint.charAt(i);
            if (c != '*') {
                url.append(c);
            } else if (left.hasNext()) {
                url.append(encoded(left.next()));
            } else {
                throw EventError.VALIDATION.of(
                        "The path of the API destination has more wildcards than the target has"
                                + " PathParameterValues.");
            }
        }
        return url.toString();
    }

    private static URI uri(String url, String query) {
        String joined = query.isEmpty() ? url : url + (url.contains("?") ? "&" : "?") + query;
        try {
            return URI.create(joined);
        } catch (IllegalArgumentException e) {
            throw EventError.VALIDATION.of("The endpoint is not a URL: " + e.getMessage());
        }
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Body parameters become members of an object; what is no object stays as it is. */
    private static String withExtras(String input, List<Extra> extras) {
        if (extras.isEmpty()) {
            return input;
        }
        try {
            if (JSON.readTree(input) instanceof ObjectNode object) {
                extras.forEach(extra -> object.put(extra.key(), extra.value()));
                return JSON.writeValueAsString(object);
            }
        } catch (JacksonException e) {
            return input;
        }
        return input;
    }

    /** The request for a token: client credentials and whatever the connection adds to them. */
    public static Invocation forToken(Connection.OAuth oauth) {
        Connection.Extras extras =
                oauth.oAuthHttpParameters() == null
                        ? Connection.Extras.NONE
                        : oauth.oAuthHttpParameters();
        var credentials = new TreeMap<String, String>();
        credentials.put("grant_type", "client_credentials");
        credentials.put("client_id", oauth.clientId());
        credentials.put("client_secret", oauth.clientSecret());
        extras.body().forEach(extra -> credentials.put(extra.key(), extra.value()));
        boolean get = oauth.httpMethod().equals("GET");
        var headers = noHeaders();
        if (!get) {
            headers.put("Content-Type", FORM_TYPE);
        }
        extras.headers().forEach(extra -> headers.put(extra.key(), extra.value()));
        var query = new TreeMap<String, String>();
        extras.query().forEach(extra -> query.put(extra.key(), extra.value()));
        if (get) {
            query.putAll(credentials);
        }
        return new Invocation(
                oauth.httpMethod(),
                uri(oauth.authorizationEndpoint(), form(query)),
                headers,
                get ? null : form(credentials));
    }

    /** The statuses that a call is made again for. */
    public static boolean retried(int status) {
        return status >= 500 || Stream.of(401, 407, 409, 429).anyMatch(each -> each == status);
    }
}
