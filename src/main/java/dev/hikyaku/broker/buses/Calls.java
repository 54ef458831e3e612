package dev.hikyaku.broker.buses;

import dev.hikyaku.broker.push.Functions;
import dev.hikyaku.broker.push.HttpSender;
import dev.hikyaku.delivery.endpoint.RetryAfter;
import dev.hikyaku.engine.Definitions;
import dev.hikyaku.event.TargetKind;
import dev.hikyaku.event.http.ApiDestination;
import dev.hikyaku.event.http.Connection;
import dev.hikyaku.event.http.Invocation;
import dev.hikyaku.event.http.Token;
import dev.hikyaku.model.ServiceException;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls API destinations and functions, and gets the tokens. Belongs to one event loop. */
final class Calls {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(60);
    private static final String FUNCTION_ERROR = "X-Amz-Function-Error";

    private final HttpSender http;
    private final Definitions definitions;
    private final Functions functions;
    private final Vault vault;
    private final InstantSource clock;
    private final Map<String, Token> tokens = new HashMap<>();

    Calls(
            HttpSender http,
            Definitions definitions,
            Functions functions,
            Vault vault,
            InstantSource clock) {
        this.http = http;
        this.definitions = definitions;
        this.functions = functions;
        this.vault = vault;
        this.clock = clock;
    }

    /** Calls; what went wrong, or nothing. */
    Future<Optional<Failure>> call(Job job) {
        try {
            return job.head().kind() == TargetKind.FUNCTION ? function(job) : destination(job);
        } catch (ServiceException e) {
            return failed(Failure.lasting("INVALID_PARAMETER", e.getMessage()));
        }
    }

    private static Future<Optional<Failure>> failed(Failure failure) {
        return Future.succeededFuture(Optional.of(failure));
    }

    private Future<Optional<Failure>> function(Job job) {
        URI url = functions.find(job.head().targetArn());
        if (url == null) {
            return failed(
                    Failure.lasting("NO_RESOURCE", "No [[function]] is configured for this ARN."));
        }
        var request =
                new HttpSender.Request(
                        "POST",
                        url,
                        Map.of("Content-Type", "application/json"),
                        job.input().getBytes(StandardCharsets.UTF_8),
                        FUNCTION_TIMEOUT);
        return http.send(request).map(Calls::functionOutcome).otherwise(Calls::unreachable);
    }

    private static Optional<Failure> functionOutcome(HttpSender.Reply reply) {
        String error = reply.headers().get(FUNCTION_ERROR);
        if (reply.success() && error == null) {
            return Optional.empty();
        }
        return Optional.of(
                Failure.passing(
                        "SDK_CLIENT_ERROR",
                        error == null
                                ? "The function answered " + reply.status() + "."
                                : "The function failed: " + error + "."));
    }

    private static Optional<Failure> unreachable(Throwable failed) {
        return Optional.of(
                Failure.passing("CONNECTION_FAILURE", String.valueOf(failed.getMessage())));
    }

    private Future<Optional<Failure>> destination(Job job) {
        ApiDestination destination = Destinations.find(definitions, job.head().targetArn());
        if (destination == null) {
            return failed(Failure.lasting("NO_RESOURCE", "The API destination does not exist."));
        }
        String arn = destination.connectionArn();
        Connection connection = Destinations.findConnection(definitions, arn);
        Connection.Auth auth = connection == null ? null : vault.open(connection);
        if (connection == null || auth == null) {
            return failed(
                    Failure.passing("CONNECTION_FAILURE", "The connection is not authorized."));
        }
        return token(key(arn, connection), auth)
                .compose(token ->
                        http.send(
                                request(
                                        Invocation.of(
                                                destination,
                                                auth,
                                                job.http(),
                                                token.map(Token::value).orElse(null),
                                                job.input()))))
                .map(reply -> outcome(key(arn, connection), reply))
                .otherwise(failed ->
                        failed instanceof ServiceException refused
                                ? Optional.of(
                                        Failure.lasting("INVALID_PARAMETER", refused.getMessage()))
                                : unreachable(failed));
    }

    private static HttpSender.Request request(Invocation invocation) {
        byte[] body =
                invocation.body() == null
                        ? new byte[0]
                        : invocation.body().getBytes(StandardCharsets.UTF_8);
        return new HttpSender.Request(
                invocation.method(), invocation.uri(), invocation.headers(), body, TIMEOUT);
    }

    private Optional<Failure> outcome(String tokenKey, HttpSender.Reply reply) {
        int status = reply.status();
        if (reply.success()) {
            return Optional.empty();
        }
        if (status == 401 || status == 407) {
            tokens.remove(tokenKey);
        }
        String message = "The API destination answered " + status + ".";
        return Optional.of(
                Invocation.retried(status)
                        ? new Failure(
                                "SDK_CLIENT_ERROR",
                                message,
                                false,
                                retryAfter(reply.headers().get("Retry-After")))
                        : Failure.lasting("SDK_CLIENT_ERROR", message));
    }

    private Duration retryAfter(@Nullable String header) {
        Duration asked = RetryAfter.parse(header, clock.millis());
        return asked == null ? Duration.ZERO : asked;
    }

    /** A changed connection has another token. */
    private static String key(String arn, Connection connection) {
        return arn + " " + connection.lastModifiedTime();
    }

    private Future<Optional<Token>> token(String key, Connection.Auth auth) {
        if (auth.oAuthParameters() == null) {
            return Future.succeededFuture(Optional.empty());
        }
        Token known = tokens.get(key);
        if (known != null && clock.instant().isBefore(known.until())) {
            return Future.succeededFuture(Optional.of(known));
        }
        return http.send(request(Invocation.forToken(auth.oAuthParameters())))
                .map(reply -> Optional.of(remembered(key, reply)));
    }

    private Token remembered(String key, HttpSender.Reply reply) {
        Instant now = clock.instant();
        Token token =
                reply.success()
                        ? Token.parse(new String(reply.body(), StandardCharsets.UTF_8), now)
                        : null;
        if (token == null) {
            throw new IllegalStateException(
                    "the authorization endpoint answered " + reply.status() + " and no token");
        }
        tokens.values().removeIf(each -> each.until().isBefore(now));
        tokens.put(key, token);
        return token;
    }

    void close() {
        http.close();
    }
}
