package dev.hikyaku.event.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.event.Target.HttpParameters;
import dev.hikyaku.event.http.Connection.ApiKey;
import dev.hikyaku.event.http.Connection.Auth;
import dev.hikyaku.event.http.Connection.Basic;
import dev.hikyaku.event.http.Connection.Extra;
import dev.hikyaku.event.http.Connection.Extras;
import dev.hikyaku.event.http.Connection.OAuth;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvocationTest {
    private static final Instant NOW = Instant.EPOCH;

    private static ApiDestination destination(String url) {
        return new ApiDestination("1", null, "c", url, "PUT", null, NOW, NOW);
    }

    private static Invocation call(
            String url, Auth auth, HttpParameters parameters, @Nullable String token) {
        return Invocation.of(destination(url), auth, parameters, token, "{\"a\":1}");
    }

    @Test
    void basicAuthorization() {
        var auth = new Auth(new Basic("user", "päss"), null, null, null);
        var call = call("http://h/p", auth, HttpParameters.NONE, null);
        assertThat(call.headers())
                .containsEntry("Authorization", "Basic dXNlcjpww6Rzcw==")
                .containsEntry("Content-Type", "application/json; charset=utf-8")
                .containsEntry("User-Agent", "Amazon/EventBridge/ApiDestinations");
        assertThat(call.method()).isEqualTo("PUT");
        assertThat(call.uri()).hasToString("http://h/p");
        assertThat(call.body()).isEqualTo("{\"a\":1}");
    }

    @Test
    void apiKeyAndToken() {
        var key = new Auth(null, null, new ApiKey("X-Key", "k"), null);
        assertThat(call("http://h/", key, HttpParameters.NONE, null).headers())
                .containsEntry("x-key", "k");
        var oauth = new Auth(null, null, null, null);
        assertThat(call("http://h/", oauth, HttpParameters.NONE, "tok").headers())
                .containsEntry("authorization", "Bearer tok");
    }

    @Test
    void theConnectionsParametersCountMoreThanTheTargets() {
        var extras =
                new Extras(
                        List.of(new Extra("x-a", "connection", false)),
                        List.of(new Extra("q", "c d", true)),
                        List.of(new Extra("secret", "s", true)));
        var auth = new Auth(null, null, null, extras);
        var parameters =
                new HttpParameters(
                        List.of("one", "t/w o"),
                        Map.of("X-A", "target", "X-B", "b"),
                        Map.of("q", "target", "z", "&"));
        var call = call("http://h/*/x/*?k=v", auth, parameters, null);
        assertThat(call.uri()).hasToString("http://h/one/x/t%2Fw%20o?k=v&q=c%20d&z=%26");
        assertThat(call.headers()).containsEntry("X-A", "connection").containsEntry("X-B", "b");
        assertThat(call.body()).isEqualTo("{\"a\":1,\"secret\":\"s\"}");
    }

    @Test
    void bodyParametersNeedAnObject() {
        var extras = new Extras(List.of(), List.of(), List.of(new Extra("k", "v", false)));
        var auth = new Auth(null, null, null, extras);
        for (String input : List.of("[1]", "\"text\"", "no json")) {
            assertThat(
                            Invocation.of(
                                            destination("http://h/"),
                                            auth,
                                            HttpParameters.NONE,
                                            null,
                                            input)
                                    .body())
                    .isEqualTo(input);
        }
    }

    @Test
    void eachWildcardNeedsAValue() {
        var auth = new Auth(null, null, null, null);
        assertThatThrownBy(() -> call("http://h/*/*", auth, HttpParameters.NONE, null))
                .hasMessageContaining("PathParameterValues");
    }

    @Test
    void aTokenIsAskedForByForm() {
        var extras =
                new Extras(
                        List.of(new Extra("X-H", "h", false)),
                        List.of(new Extra("q", "1", false)),
                        List.of(new Extra("scope", "a b", false)));
        var post = Invocation.forToken(new OAuth("id", "s&", "http://a/t", "POST", extras));
        assertThat(post.uri()).hasToString("http://a/t?q=1");
        assertThat(post.headers())
                .containsEntry("Content-Type", "application/x-www-form-urlencoded")
                .containsEntry("X-H", "h");
        assertThat(post.body())
                .isEqualTo(
                        "client_id=id&client_secret=s%26&grant_type=client_credentials&scope=a%20b");
        var get = Invocation.forToken(new OAuth("id", "s", "http://a/t", "GET", null));
        assertThat(get.uri())
                .hasToString(
                        "http://a/t?client_id=id&client_secret=s&grant_type=client_credentials");
        assertThat(get.body()).isNull();
    }

    @Test
    void aTokenEndsBeforeItExpires() {
        assertThat(Token.parse("{\"access_token\":\"t\",\"expires_in\":60}", NOW))
                .isEqualTo(new Token("t", NOW.plusSeconds(50)));
        assertThat(Token.parse("{\"access_token\":\"t\"}", NOW))
                .isEqualTo(new Token("t", NOW.plusSeconds(3590)));
        assertThat(Token.parse("{}", NOW)).isNull();
        assertThat(Token.parse("no json", NOW)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "401, true",
        "407, true",
        "409, true",
        "429, true",
        "500, true",
        "503, true",
        "400, false",
        "403, false",
        "404, false",
        "302, false"
    })
    void someStatusesAreWorthAnotherTry(int status, boolean retried) {
        assertThat(Invocation.retried(status)).isEqualTo(retried);
    }
}
