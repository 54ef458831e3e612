package dev.hikyaku.api.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hikyaku.api.Caller;
import dev.hikyaku.broker.buses.Destinations;
import dev.hikyaku.engine.Defined;
import dev.hikyaku.event.http.Connection;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

final class DescribeConnection {
    record Response(
            String connectionArn,
            String name,
            @Nullable String description,
            String connectionState,
            String authorizationType,
            @Nullable String kmsKeyIdentifier,
            @Nullable AuthResponse authParameters,
            Instant creationTime,
            Instant lastModifiedTime,
            @Nullable Instant lastAuthorizedTime) {}

    /** What authorizes, without the secrets. */
    record AuthResponse(
            @Nullable Basic basicAuthParameters,
            @JsonProperty("OAuthParameters") @Nullable OAuth oAuthParameters,
            @Nullable ApiKey apiKeyAuthParameters,
            AuthRequest.@Nullable HttpParameters invocationHttpParameters) {}

    record Basic(String username) {}

    record ApiKey(String apiKeyName) {}

    record OAuth(
            Client clientParameters,
            String authorizationEndpoint,
            String httpMethod,
            @JsonProperty("OAuthHttpParameters")
                    AuthRequest.@Nullable HttpParameters oAuthHttpParameters) {}

    record Client(@JsonProperty("ClientID") String clientId) {}

    private final Events events;

    DescribeConnection(Events events) {
        this.events = events;
    }

    CompletionStage<Response> handle(ConnectionName request, Caller caller) {
        String name = request.checked();
        Defined<Connection> found = ConnectionName.find(events, caller, name);
        Connection connection = found.value();
        return CompletableFuture.completedFuture(
                new Response(
                        Destinations.connectionArn(found),
                        name,
                        connection.description(),
                        connection.state(),
                        connection.authorizationType(),
                        connection.kmsKeyIdentifier(),
                        shown(events.vault().open(connection)),
                        connection.creationTime(),
                        connection.lastModifiedTime(),
                        connection.lastAuthorizedTime()));
    }

    private static @Nullable AuthResponse shown(Connection.@Nullable Auth auth) {
        if (auth == null) {
            return null;
        }
        var basic = auth.basicAuthParameters();
        var key = auth.apiKeyAuthParameters();
        var oauth = auth.oAuthParameters();
        return new AuthResponse(
                basic == null ? null : new Basic(basic.username()),
                oauth == null ? null : shown(oauth),
                key == null ? null : new ApiKey(key.apiKeyName()),
                parameters(auth.invocationHttpParameters()));
    }

    private static OAuth shown(Connection.OAuth oauth) {
        return new OAuth(
                new Client(oauth.clientId()),
                oauth.authorizationEndpoint(),
                oauth.httpMethod(),
                parameters(oauth.oAuthHttpParameters()));
    }

    private static AuthRequest.@Nullable HttpParameters parameters(
            Connection.@Nullable Extras extras) {
        return extras == null ? null : AuthRequest.HttpParameters.of(extras);
    }
}
