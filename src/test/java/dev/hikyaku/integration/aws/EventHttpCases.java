package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.AwsError;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Connections, API destinations and functions: their definitions, and what they are called with.
 */
interface EventHttpCases extends EventCases {
    int SECONDS = 20;

    Map<String, Object> BASIC =
            Map.of("BasicAuthParameters", Map.of("Username", "user", "Password", "secret"));

    default String newConnection(String type, Map<String, ?> parameters) {
        return events().call(
                        "CreateConnection",
                        "Name",
                        newName(),
                        "AuthorizationType",
                        type,
                        "AuthParameters",
                        parameters)
                .path("ConnectionArn")
                .asString();
    }

    default String newDestination(String connectionArn, String url, String method) {
        return events().call(
                        "CreateApiDestination",
                        "Name",
                        newName(),
                        "ConnectionArn",
                        connectionArn,
                        "InvocationEndpoint",
                        url,
                        "HttpMethod",
                        method)
                .path("ApiDestinationArn")
                .asString();
    }

    /** A bus whose events go to a destination. */
    default String busTo(String arn, Object... more) {
        String bus = newBus();
        Map<String, Object> target = AwsApi.given(more);
        target.put("Id", "t");
        target.put("Arn", arn);
        putTarget(bus, newRule(bus, ANY), target);
        return bus;
    }

    static Hook.Call next(Hook hook) throws InterruptedException {
        return Objects.requireNonNull(hook.next(SECONDS), "no call came");
    }

    @Test
    default void aConnectionShowsNoSecrets() {
        String arn = newConnection("BASIC", BASIC);
        String name = arn.split("/", -1)[1];
        JsonNode connection = events().call("DescribeConnection", "Name", name);
        assertThat(arn).startsWith(ARN + "connection/" + name + "/");
        assertThat(connection.path("ConnectionArn").asString()).isEqualTo(arn);
        assertThat(connection.path("ConnectionState").asString()).isEqualTo("AUTHORIZED");
        assertThat(connection.path("AuthorizationType").asString()).isEqualTo("BASIC");
        assertThat(connection.path("AuthParameters").toString())
                .isEqualTo("{\"BasicAuthParameters\":{\"Username\":\"user\"}}");
    }

    @Test
    default void aConnectionOfOauthIsDescribed() {
        String arn = newConnection("OAUTH_CLIENT_CREDENTIALS", oauth("http://127.0.0.1:1/token"));
        JsonNode oauth =
                events().call("DescribeConnection", "Name", arn.split("/", -1)[1])
                        .path("AuthParameters")
                        .path("OAuthParameters");
        assertThat(oauth.path("ClientParameters").toString()).isEqualTo("{\"ClientID\":\"id\"}");
        assertThat(oauth.path("AuthorizationEndpoint").asString())
                .isEqualTo("http://127.0.0.1:1/token");
        assertThat(oauth.path("HttpMethod").asString()).isEqualTo("POST");
        assertThat(oauth.path("OAuthHttpParameters").path("BodyParameters").toString())
                .isEqualTo("[{\"Key\":\"scope\",\"Value\":\"all\",\"IsValueSecret\":false}]");
    }

    static Map<String, Object> oauth(String url) {
        return Map.of(
                "OAuthParameters",
                Map.of(
                        "ClientParameters",
                        Map.of("ClientID", "id", "ClientSecret", "sec"),
                        "AuthorizationEndpoint",
                        url,
                        "HttpMethod",
                        "POST",
                        "OAuthHttpParameters",
                        Map.of("BodyParameters", List.of(Map.of("Key", "scope", "Value", "all")))));
    }

    @Test
    default void aConnectionIsMadeOnce() {
        String name = newConnection("BASIC", BASIC).split("/", -1)[1];
        assertThere(() ->
                events().call(
                                "CreateConnection",
                                "Name",
                                name,
                                "AuthorizationType",
                                "BASIC",
                                "AuthParameters",
                                BASIC));
    }

    @Test
    default void aConnectionNeedsWhatItsTypeNeeds() {
        assertInvalid(() -> newConnection("API_KEY", BASIC))
                .returns(
                        "Parameter(s) AuthParameters.ApiKeyAuthParameters.ApiKeyName must be"
                                + " specified.",
                        AwsError::message);
    }

    @Test
    default void aTypeMustBeOne() {
        assertInvalid(() -> newConnection("DIGEST", BASIC))
                .satisfies(e ->
                        assertThat(e.message())
                                .contains("[BASIC, OAUTH_CLIENT_CREDENTIALS, API_KEY]"));
    }

    @Test
    default void aSecretIsNotRepeatedInErrors() {
        assertInvalid(() ->
                        newConnection(
                                "BASIC",
                                Map.of(
                                        "BasicAuthParameters",
                                        Map.of("Username", "u", "Password", "top:secret"))))
                .satisfies(e -> assertThat(e.message()).doesNotContain("top:secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DescribeConnection",
                "DeleteConnection",
                "DeauthorizeConnection",
                "UpdateConnection"
            })
    default void aConnectionMustBeThere(String operation) {
        assertMissing(() -> events().call(operation, "Name", "none"))
                .returns("Connection 'none' does not exist.", AwsError::message);
    }

    @Test
    default void aConnectionIsDeauthorizedAndDeleted() {
        String arn = newConnection("BASIC", BASIC);
        String name = arn.split("/", -1)[1];
        events().call("DeauthorizeConnection", "Name", name);
        JsonNode connection = events().call("DescribeConnection", "Name", name);
        assertThat(connection.path("ConnectionState").asString()).isEqualTo("DEAUTHORIZED");
        assertThat(connection.has("AuthParameters")).isFalse();
        events().call("UpdateConnection", "Name", name, "AuthParameters", BASIC);
        assertThat(
                        events().call("DescribeConnection", "Name", name)
                                .path("ConnectionState")
                                .asString())
                .isEqualTo("AUTHORIZED");
        JsonNode deleted = events().call("DeleteConnection", "Name", name);
        assertThat(deleted.path("ConnectionState").asString()).isEqualTo("DELETING");
        assertMissing(() -> events().call("DescribeConnection", "Name", name));
    }

    @Test
    default void connectionsAreListed() {
        String arn = newConnection("BASIC", BASIC);
        JsonNode list = events().call("ListConnections", "NamePrefix", arn.split("/", -1)[1]);
        assertThat(list.path("Connections")).hasSize(1);
        assertThat(list.path("Connections").get(0).path("ConnectionArn").asString()).isEqualTo(arn);
    }

    @Test
    default void aDestinationIsDescribed() {
        String connection = newConnection("BASIC", BASIC);
        String arn = newDestination(connection, "http://127.0.0.1:1/x", "PUT");
        String name = arn.split("/", -1)[1];
        JsonNode destination = events().call("DescribeApiDestination", "Name", name);
        assertThat(destination.path("ApiDestinationArn").asString()).isEqualTo(arn);
        assertThat(destination.path("ApiDestinationState").asString()).isEqualTo("ACTIVE");
        assertThat(destination.path("ConnectionArn").asString()).isEqualTo(connection);
        assertThat(destination.path("HttpMethod").asString()).isEqualTo("PUT");
        assertThat(destination.path("InvocationRateLimitPerSecond").asInt()).isEqualTo(300);
        events().call(
                        "UpdateApiDestination",
                        "Name",
                        name,
                        "HttpMethod",
                        "POST",
                        "InvocationRateLimitPerSecond",
                        7);
        JsonNode changed = events().call("DescribeApiDestination", "Name", name);
        assertThat(changed.path("HttpMethod").asString()).isEqualTo("POST");
        assertThat(changed.path("InvocationRateLimitPerSecond").asInt()).isEqualTo(7);
        assertThat(
                        events().call("ListApiDestinations", "ConnectionArn", connection)
                                .path("ApiDestinations"))
                .hasSize(1);
        events().call("DeleteApiDestination", "Name", name);
        assertMissing(() -> events().call("DescribeApiDestination", "Name", name))
                .returns("An api-destination '" + name + "' does not exist.", AwsError::message);
    }

    @Test
    default void aDestinationNeedsItsConnection() {
        assertMissing(() ->
                newDestination(
                        ARN + "connection/none/00000000-0000-0000-0000-000000000000",
                        "http://127.0.0.1:1/",
                        "POST"));
        assertInvalid(() -> newDestination("nope", "http://127.0.0.1:1/", "POST"));
    }

    @Test
    default void aMethodMustBeOne() {
        String connection = newConnection("BASIC", BASIC);
        assertInvalid(() -> newDestination(connection, "http://127.0.0.1:1/", "TRACE"));
    }

    @Test
    default void aDestinationIsCalledWithBasicAuthorization() throws Exception {
        try (var hook = new Hook(call -> Hook.Answer.OK)) {
            String arn = newDestination(newConnection("BASIC", BASIC), hook.url() + "/in", "POST");
            put(busTo(arn, "InputPath", "$.detail"), "{\"n\":1}");
            Hook.Call call = next(hook);
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.path()).isEqualTo("/in");
            assertThat(call.body()).isEqualTo("{\"n\":1}");
            assertThat(call.headers())
                    .containsEntry("Authorization", "Basic dXNlcjpzZWNyZXQ=")
                    .containsEntry("Content-Type", "application/json; charset=utf-8");
        }
    }

    @Test
    default void aDestinationIsCalledWithItsKeyAndParameters() throws Exception {
        try (var hook = new Hook(call -> Hook.Answer.OK)) {
            Map<String, Object> key =
                    Map.of(
                            "ApiKeyAuthParameters",
                            Map.of("ApiKeyName", "X-Key", "ApiKeyValue", "k"),
                            "InvocationHttpParameters",
                            Map.of(
                                    "HeaderParameters",
                                    List.of(Map.of("Key", "X-Both", "Value", "connection")),
                                    "QueryStringParameters",
                                    List.of(Map.of("Key", "q", "Value", "1")),
                                    "BodyParameters",
                                    List.of(
                                            Map.of(
                                                    "Key",
                                                    "extra",
                                                    "Value",
                                                    "e",
                                                    "IsValueSecret",
                                                    true))));
            String arn = newDestination(newConnection("API_KEY", key), hook.url() + "/*/x", "PUT");
            String bus =
                    busTo(
                            arn,
                            "Input",
                            "{\"a\":1}",
                            "HttpParameters",
                            Map.of(
                                    "PathParameterValues",
                                    List.of("one"),
                                    "HeaderParameters",
                                    Map.of("X-Both", "target", "X-Own", "own"),
                                    "QueryStringParameters",
                                    Map.of("t", "2")));
            put(bus, "{}");
            Hook.Call call = next(hook);
            assertThat(call.method()).isEqualTo("PUT");
            assertThat(call.path()).isEqualTo("/one/x?q=1&t=2");
            assertThat(call.body()).isEqualTo("{\"a\":1,\"extra\":\"e\"}");
            assertThat(call.headers())
                    .containsEntry("X-Key", "k")
                    .containsEntry("X-Both", "connection")
                    .containsEntry("X-Own", "own");
        }
    }

    @Test
    default void aTokenIsAskedForOnce() throws Exception {
        try (var hook = new Hook(EventHttpCases::tokens)) {
            String arn =
                    newDestination(
                            newConnection("OAUTH_CLIENT_CREDENTIALS", oauth(hook.url() + "/token")),
                            hook.url() + "/in",
                            "POST");
            String bus = busTo(arn);
            put(bus, "{}");
            Hook.Call token = next(hook);
            assertThat(token.path()).isEqualTo("/token");
            assertThat(token.body())
                    .isEqualTo(
                            "client_id=id&client_secret=sec&grant_type=client_credentials&scope=all");
            assertThat(next(hook).headers()).containsEntry("Authorization", "Bearer tok");
            put(bus, "{}");
            Hook.Call second = next(hook);
            assertThat(second.path()).isEqualTo("/in");
            assertThat(second.headers()).containsEntry("Authorization", "Bearer tok");
        }
    }

    private static Hook.Answer tokens(Hook.Call call) {
        return call.path().equals("/token")
                ? new Hook.Answer(200, Map.of(), "{\"access_token\":\"tok\",\"expires_in\":3600}")
                : Hook.Answer.OK;
    }

    @Test
    default void aCallThatFailsIsMadeAgain() throws Exception {
        var answers = new AtomicInteger();
        try (var hook =
                new Hook(call ->
                        answers.getAndIncrement() == 0
                                ? Hook.Answer.status(503)
                                : Hook.Answer.OK)) {
            String arn = newDestination(newConnection("BASIC", BASIC), hook.url(), "POST");
            put(busTo(arn), "{\"n\":3}");
            String first = next(hook).body();
            assertThat(next(hook).body()).isEqualTo(first).contains("\"n\":3");
            assertThat(hook.next(2)).isNull();
        }
    }

    @Test
    default void aCallThatIsRefusedIsADeadLetter() throws Exception {
        String dead = newQueue();
        try (var hook = new Hook(call -> Hook.Answer.status(400))) {
            String arn = newDestination(newConnection("BASIC", BASIC), hook.url(), "POST");
            put(busTo(arn, "DeadLetterConfig", Map.of("Arn", queueArn(dead))), "{\"n\":4}");
            JsonNode message = receive(dead, 1).getFirst();
            JsonNode attributes = message.path("MessageAttributes");
            assertThat(attributes.path("ERROR_CODE").path("StringValue").asString())
                    .isEqualTo("SDK_CLIENT_ERROR");
            assertThat(attributes.path("TARGET_ARN").path("StringValue").asString()).isEqualTo(arn);
            assertThat(attributes.has("EXHAUSTED_RETRY_CONDITION")).isFalse();
            assertThat(message.path("Body").asString()).contains("\"n\":4");
            next(hook);
            assertThat(hook.next(2)).isNull();
        }
    }

    @Test
    default void retriesRunOut() throws Exception {
        String dead = newQueue();
        try (var hook = new Hook(call -> Hook.Answer.status(500))) {
            String arn = newDestination(newConnection("BASIC", BASIC), hook.url(), "POST");
            String bus =
                    busTo(
                            arn,
                            "DeadLetterConfig",
                            Map.of("Arn", queueArn(dead)),
                            "RetryPolicy",
                            Map.of("MaximumRetryAttempts", 1));
            put(bus, "{}");
            JsonNode attributes = receive(dead, 1).getFirst().path("MessageAttributes");
            assertThat(attributes.path("EXHAUSTED_RETRY_CONDITION").path("StringValue").asString())
                    .isEqualTo("MaximumRetryAttempts");
            assertThat(attributes.path("RETRY_ATTEMPTS").path("StringValue").asString())
                    .isEqualTo("1");
            next(hook);
            next(hook);
            assertThat(hook.next(1)).isNull();
        }
    }

    @Test
    default void aFunctionIsCalledByItsUrl() throws Exception {
        try (var hook = new Hook(call -> Hook.Answer.OK)) {
            put(busTo(hook.url() + "/f", "InputPath", "$.detail.n"), "{\"n\":5}");
            Hook.Call call = next(hook);
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.path()).isEqualTo("/f");
            assertThat(call.body()).isEqualTo("5");
        }
    }

    @Test
    default void aFunctionThatNobodyKnowsIsADeadLetter() {
        String dead = newQueue();
        String arn = "arn:aws:lambda:" + REGION + ":" + ACCOUNT + ":function:nobody";
        put(busTo(arn, "DeadLetterConfig", Map.of("Arn", queueArn(dead))), "{}");
        assertThat(
                        receive(dead, 1)
                                .getFirst()
                                .path("MessageAttributes")
                                .path("ERROR_CODE")
                                .path("StringValue")
                                .asString())
                .isEqualTo("NO_RESOURCE");
    }

    @Test
    default void aTargetThatWasRemovedIsNotCalled() throws Exception {
        try (var hook = new Hook(call -> Hook.Answer.OK)) {
            String bus = newBus();
            String rule = newRule(bus, ANY);
            putTarget(bus, rule, AwsApi.given("Id", "t", "Arn", hook.url() + "/f"));
            put(bus, "{}");
            next(hook);
            events().call("RemoveTargets", "Rule", rule, "EventBusName", bus, "Ids", List.of("t"));
            put(bus, "{}");
            assertThat(hook.next(1)).isNull();
            putTarget(bus, rule, AwsApi.given("Id", "t", "Arn", hook.url() + "/f"));
            put(bus, "{\"again\":true}");
            assertThat(next(hook).body()).contains("again");
        }
    }
}
