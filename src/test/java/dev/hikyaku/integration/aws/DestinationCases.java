package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** API destinations whose endpoints, tokens or connections do not do what they should. */
interface DestinationCases extends EventHttpCases {
    Map<String, Object> ONCE = Map.of("MaximumRetryAttempts", 0);

    private String newDestination(String url) {
        return newDestination(newConnection("BASIC", BASIC), url, "POST");
    }

    private String name(String arn) {
        return arn.split("/", -1)[1];
    }

    /** What the dead letter of a destination that is tried once says. */
    private Map<String, String> reasons(String arn, Object... more) {
        String dead = newQueue();
        Map<String, Object> target = AwsApi.given(more);
        target.putAll(
                Map.of(
                        "Id",
                        "t",
                        "Arn",
                        arn,
                        "RetryPolicy",
                        ONCE,
                        "DeadLetterConfig",
                        Map.of("Arn", queueArn(dead))));
        String bus = newBus();
        putTarget(bus, newRule(bus, ANY), target);
        put(bus, "{}");
        JsonNode attributes = receive(dead, 1).getFirst().path("MessageAttributes");
        var texts = new ConcurrentHashMap<String, String>();
        attributes
                .properties()
                .forEach(each ->
                        texts.put(each.getKey(), each.getValue().path("StringValue").asString()));
        return texts;
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 407})
    default void aTokenThatIsRefusedIsReplaced(int status) throws Exception {
        var tokens = new AtomicInteger();
        try (var hook =
                new Hook(call -> {
                    if (call.path().startsWith("/token")) {
                        return new Hook.Answer(
                                200,
                                Map.of(),
                                "{\"access_token\":\"t" + tokens.incrementAndGet() + "\"}");
                    }
                    boolean fresh = "Bearer t2".equals(call.headers().get("Authorization"));
                    return Hook.Answer.status(fresh ? 200 : status);
                })) {
            String connection =
                    newConnection(
                            "OAUTH_CLIENT_CREDENTIALS",
                            EventHttpCases.oauth(hook.url() + "/token"));
            put(busTo(newDestination(connection, hook.url() + "/in", "POST")), "{}");
            assertThat(EventHttpCases.next(hook).path()).isEqualTo("/token");
            assertThat(EventHttpCases.next(hook).headers())
                    .containsEntry("Authorization", "Bearer t1");
            assertThat(EventHttpCases.next(hook).path()).isEqualTo("/token");
            assertThat(EventHttpCases.next(hook).headers())
                    .containsEntry("Authorization", "Bearer t2");
            assertThat(hook.next(1)).isNull();
        }
    }

    @Test
    default void aTokenIsAskedForWithTheConnectionsParameters() throws Exception {
        try (var hook =
                new Hook(call -> new Hook.Answer(200, Map.of(), "{\"access_token\":\"t\"}"))) {
            Map<String, Object> oauth =
                    Map.of(
                            "OAuthParameters",
                            Map.of(
                                    "ClientParameters",
                                    Map.of("ClientID", "id", "ClientSecret", "sec"),
                                    "AuthorizationEndpoint",
                                    hook.url() + "/token",
                                    "HttpMethod",
                                    "GET",
                                    "OAuthHttpParameters",
                                    Map.of(
                                            "HeaderParameters",
                                            List.of(Map.of("Key", "X-Tenant", "Value", "a")),
                                            "QueryStringParameters",
                                            List.of(Map.of("Key", "audience", "Value", "b")))),
                            "InvocationHttpParameters",
                            Map.of(
                                    "HeaderParameters",
                                    List.of(Map.of("Key", "X-Call", "Value", "c"))));
            String connection = newConnection("OAUTH_CLIENT_CREDENTIALS", oauth);
            put(busTo(newDestination(connection, hook.url() + "/in", "POST")), "{}");
            Hook.Call token = EventHttpCases.next(hook);
            assertThat(token.method()).isEqualTo("GET");
            assertThat(token.path())
                    .isEqualTo(
                            "/token?audience=b&client_id=id&client_secret=sec"
                                    + "&grant_type=client_credentials");
            assertThat(token.headers()).containsEntry("X-Tenant", "a").doesNotContainKey("X-Call");
            assertThat(EventHttpCases.next(hook).headers())
                    .containsEntry("Authorization", "Bearer t")
                    .containsEntry("X-Call", "c")
                    .doesNotContainKey("X-Tenant");
        }
    }

    @Test
    default void withoutATokenThereIsNoCall() throws Exception {
        try (var hook = new Hook(call -> Hook.Answer.status(403))) {
            String connection =
                    newConnection(
                            "OAUTH_CLIENT_CREDENTIALS",
                            EventHttpCases.oauth(hook.url() + "/token"));
            assertThat(reasons(newDestination(connection, hook.url() + "/in", "POST")))
                    .containsEntry("ERROR_CODE", "CONNECTION_FAILURE")
                    .containsEntry("EXHAUSTED_RETRY_CONDITION", "MaximumRetryAttempts");
            assertThat(EventHttpCases.next(hook).path()).isEqualTo("/token");
            assertThat(hook.next(1)).isNull();
        }
    }

    @Test
    default void aChangedConnectionCountsAtOnce() throws Exception {
        try (var hook = new Hook(call -> Hook.Answer.OK)) {
            String connection = newConnection("BASIC", BASIC);
            String bus = busTo(newDestination(connection, hook.url(), "POST"));
            put(bus, "{}");
            assertThat(EventHttpCases.next(hook).headers())
                    .containsEntry("Authorization", "Basic dXNlcjpzZWNyZXQ=");
            events().call(
                            "UpdateConnection",
                            "Name",
                            name(connection),
                            "AuthorizationType",
                            "API_KEY",
                            "AuthParameters",
                            Map.of(
                                    "ApiKeyAuthParameters",
                                    Map.of("ApiKeyName", "X-Key", "ApiKeyValue", "k")));
            put(bus, "{}");
            assertThat(EventHttpCases.next(hook).headers())
                    .containsEntry("X-Key", "k")
                    .doesNotContainKey("Authorization");
        }
    }

    @Test
    default void aConnectionThatIsNotAuthorizedCallsNobody() throws Exception {
        try (var hook = new Hook(call -> Hook.Answer.OK)) {
            String connection = newConnection("BASIC", BASIC);
            String arn = newDestination(connection, hook.url(), "POST");
            events().call("DeauthorizeConnection", "Name", name(connection));
            assertThat(reasons(arn)).containsEntry("ERROR_CODE", "CONNECTION_FAILURE");
            assertThat(hook.next(1)).isNull();
        }
    }

    @Test
    default void anEndpointThatIsNotThereIsAConnectionFailure() {
        assertThat(reasons(newDestination("http://127.0.0.1:1/")))
                .containsEntry("ERROR_CODE", "CONNECTION_FAILURE")
                .containsEntry("RETRY_ATTEMPTS", "0")
                .containsEntry("EXHAUSTED_RETRY_CONDITION", "MaximumRetryAttempts");
    }

    /** A call may take five seconds. */
    @Test
    default void anAnswerThatIsTooLateIsAConnectionFailure() throws Exception {
        try (var hook =
                new Hook(call -> {
                    LockSupport.parkNanos(Duration.ofSeconds(8).toNanos());
                    return Hook.Answer.OK;
                })) {
            assertThat(reasons(newDestination(hook.url())))
                    .containsEntry("ERROR_CODE", "CONNECTION_FAILURE");
        }
    }

    @Test
    default void aDestinationThatIsGoneMakesADeadLetter() {
        String arn = newDestination("http://127.0.0.1:1/");
        events().call("DeleteApiDestination", "Name", name(arn));
        assertThat(reasons(arn))
                .containsEntry("ERROR_CODE", "NO_RESOURCE")
                .containsEntry("TARGET_ARN", arn)
                .doesNotContainKey("EXHAUSTED_RETRY_CONDITION");
    }

    @Test
    default void aPathNeedsItsParameters() {
        assertThat(
                        reasons(
                                newDestination("http://127.0.0.1:1/*/*"),
                                "HttpParameters",
                                Map.of("PathParameterValues", List.of("one"))))
                .containsEntry("ERROR_CODE", "INVALID_PARAMETER")
                .hasEntrySatisfying(
                        "ERROR_MESSAGE", why -> assertThat(why).contains("PathParameterValues"));
    }

    @Test
    default void aFunctionSaysByAHeaderThatItFailed() throws Exception {
        try (var hook =
                new Hook(call ->
                        new Hook.Answer(200, Map.of("X-Amz-Function-Error", "Unhandled"), ""))) {
            assertThat(reasons(hook.url() + "/f"))
                    .containsEntry("ERROR_CODE", "SDK_CLIENT_ERROR")
                    .containsEntry("ERROR_MESSAGE", "The function failed: Unhandled.");
        }
    }

    private static String inSeconds(int seconds) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(seconds).atZone(ZoneOffset.UTC));
    }

    /** What it answers first; a date is one of whole seconds. */
    private static Hook.Answer later(String path) {
        return path.equals("/date")
                ? new Hook.Answer(503, Map.of("Retry-After", inSeconds(5)), "")
                : new Hook.Answer(
                        Integer.parseInt(path.substring(1)), Map.of("Retry-After", "4"), "");
    }

    @Test
    default void aRetryWaitsAsLongAsItsEndpointAsks() throws Exception {
        var times = new ConcurrentHashMap<String, Long>();
        try (var hook =
                new Hook(call -> {
                    long now = System.nanoTime();
                    Long before = times.put(call.path(), now);
                    if (before != null) {
                        times.put(call.path() + " waited", now - before);
                        return Hook.Answer.OK;
                    }
                    return later(call.path());
                })) {
            Set<String> paths = Set.of("/429", "/503", "/date");
            paths.forEach(path -> put(busTo(newDestination(hook.url() + path)), "{}"));
            for (int i = 0; i < 2 * paths.size(); i++) {
                EventHttpCases.next(hook);
            }
            paths.forEach(path ->
                    assertThat(Duration.ofNanos(times.getOrDefault(path + " waited", 0L)))
                            .as(path)
                            .isGreaterThan(Duration.ofMillis(3_500)));
        }
    }

    private String rated(String url, int rate) {
        return events().call(
                        "CreateApiDestination",
                        "Name",
                        newName(),
                        "ConnectionArn",
                        newConnection("BASIC", BASIC),
                        "InvocationEndpoint",
                        url,
                        "HttpMethod",
                        "POST",
                        "InvocationRateLimitPerSecond",
                        rate)
                .path("ApiDestinationArn")
                .asString();
    }

    private static Duration untilCalled(Hook hook, int calls) throws InterruptedException {
        long start = System.nanoTime();
        var bodies = new HashSet<String>();
        while (bodies.size() < calls) {
            bodies.add(EventHttpCases.next(hook).body());
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** At two a second five calls take two seconds; at one a second ten take nine. */
    @Test
    default void theRateOfADestinationIsKept() throws Exception {
        try (var hook = new Hook(call -> Hook.Answer.OK)) {
            String arn = rated(hook.url(), 2);
            String bus = busTo(arn);
            putMany(bus, 5);
            assertThat(untilCalled(hook, 5)).isGreaterThan(Duration.ofMillis(1_500));
            events().call(
                            "UpdateApiDestination",
                            "Name",
                            name(arn),
                            "InvocationRateLimitPerSecond",
                            1);
            putMany(bus, 10);
            events().call(
                            "UpdateApiDestination",
                            "Name",
                            name(arn),
                            "InvocationRateLimitPerSecond",
                            300);
            assertThat(untilCalled(hook, 10)).isLessThan(Duration.ofSeconds(8));
        }
    }

    private void putMany(String bus, int events) {
        Map<?, ?>[] entries = new Map<?, ?>[events];
        for (int i = 0; i < events; i++) {
            entries[i] = entry(bus, "{\"n\":" + i + "}");
        }
        putEntries(entries);
    }
}
