package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.sns.util.SignatureChecker;
import dev.hikyaku.integration.AwsError;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Endpoints over HTTP: handshake, messages, retries, signatures. */
interface HttpSubscriptionCases extends SnsCases {
    String ONCE_A_SECOND =
            "{\"healthyRetryPolicy\":{\"minDelayTarget\":1,\"maxDelayTarget\":1,\"numRetries\":2}}";

    private static HttpResponse<byte[]> get(String url) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(url)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    @SuppressWarnings("deprecation") // the newer one takes certificates of AWS only
    private static boolean verified(String body) throws Exception {
        JsonNode json = JSON.readTree(body);
        HttpResponse<byte[]> certificate = get(json.path("SigningCertURL").asString());
        assertThat(certificate.statusCode()).isEqualTo(200);
        PublicKey key =
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(certificate.body()))
                        .getPublicKey();
        return new SignatureChecker().verifyMessageSignature(body, key);
    }

    /** Subscribes an endpoint and visits the link that it is sent. */
    private String confirmed(String topic, Subscriber endpoint, Map<String, String> attributes)
            throws Exception {
        String subscription = subscribe(topic, "http", endpoint.url(), attributes);
        Subscriber.Request asked = endpoint.await(1).getFirst();
        assertThat(get(asked.json().path("SubscribeURL").asString()).statusCode()).isEqualTo(200);
        return subscription;
    }

    private void awaitTexts(Subscriber endpoint, int count) {
        endpoint.await(count + 1);
    }

    @Test
    default void anEndpointIsAskedToConfirm() throws Exception {
        String topic = newTopic();
        try (var endpoint = new Subscriber()) {
            JsonNode answer =
                    sns().call(
                                    "Subscribe",
                                    "TopicArn",
                                    topic,
                                    "Protocol",
                                    "http",
                                    "Endpoint",
                                    endpoint.url());
            assertThat(answer.path("SubscriptionArn").asString()).isEqualTo("pending confirmation");
            Subscriber.Request asked = endpoint.await(1).getFirst();
            JsonNode json = asked.json();
            assertThat(asked.type()).isEqualTo("SubscriptionConfirmation");
            assertThat(asked.header("x-amz-sns-message-id"))
                    .isEqualTo(json.path("MessageId").asString());
            assertThat(asked.header("x-amz-sns-topic-arn")).isEqualTo(topic);
            assertThat(asked.header("x-amz-sns-subscription-arn")).isEmpty();
            assertThat(asked.header("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
            assertThat(asked.header("User-Agent"))
                    .isEqualTo("Amazon Simple Notification Service Agent");
            assertThat(json.path("Type").asString()).isEqualTo("SubscriptionConfirmation");
            assertThat(json.path("TopicArn").asString()).isEqualTo(topic);
            assertThat(json.path("SubscribeURL").asString())
                    .contains("Action=ConfirmSubscription", json.path("Token").asString());
            assertThat(verified(asked.body())).isTrue();
        }
    }

    @Test
    default void aPendingSubscriptionIsListedSoAndGetsNothing() throws Exception {
        String topic = newTopic();
        try (var endpoint = new Subscriber()) {
            String subscription = subscribe(topic, "http", endpoint.url(), Map.of());
            assertThat(subscription).startsWith(topic + ":");
            assertThat(subscriptionAttributes(subscription).path("PendingConfirmation").asString())
                    .isEqualTo("true");
            JsonNode listed = sns().call("ListSubscriptionsByTopic", "TopicArn", topic);
            assertThat(listed.at("/Subscriptions/0/SubscriptionArn").asString())
                    .isEqualTo("PendingConfirmation");
            assertThat(topicAttributes(topic).path("SubscriptionsPending").asString())
                    .isEqualTo("1");
            publish(topic, "too early");
            endpoint.await(1);
            get(endpoint.requests().getFirst().json().path("SubscribeURL").asString());
            publish(topic, "hello");
            awaitTexts(endpoint, 1);
            assertThat(endpoint.requests().get(1).json().path("Message").asString())
                    .isEqualTo("hello");
        }
    }

    @Test
    default void aSubscriptionIsConfirmedByItsToken() throws Exception {
        String topic = newTopic();
        try (var endpoint = new Subscriber()) {
            String subscription = subscribe(topic, "http", endpoint.url(), Map.of());
            String token = endpoint.await(1).getFirst().json().path("Token").asString();
            for (int i = 0; i < 2; i++) {
                JsonNode answer =
                        sns().call("ConfirmSubscription", "TopicArn", topic, "Token", token);
                assertThat(answer.path("SubscriptionArn").asString()).isEqualTo(subscription);
            }
            JsonNode shown = subscriptionAttributes(subscription);
            assertThat(shown.path("PendingConfirmation").asString()).isEqualTo("false");
            assertThat(shown.path("ConfirmationWasAuthenticated").asString()).isEqualTo("false");
        }
    }

    @Test
    default void whoSubscribesAgainIsAskedAgain() throws Exception {
        String topic = newTopic();
        try (var endpoint = new Subscriber()) {
            subscribe(topic, "http", endpoint.url(), Map.of());
            String first = endpoint.await(1).getFirst().json().path("Token").asString();
            subscribe(topic, "http", endpoint.url(), Map.of());
            String second = endpoint.await(2).get(1).json().path("Token").asString();
            assertThat(second).isNotEqualTo(first);
            sns().call("ConfirmSubscription", "TopicArn", topic, "Token", second);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    default void aNotificationHasHeadersAndASignature(String version) throws Exception {
        String topic = newTopic(newName(), Map.of("SignatureVersion", version));
        try (var endpoint = new Subscriber()) {
            String subscription = confirmed(topic, endpoint, Map.of());
            publish(topic, "h\u00e9llo", "Subject", "A subject");
            Subscriber.Request request = endpoint.await(2).get(1);
            assertThat(request.type()).isEqualTo("Notification");
            assertThat(request.header("x-amz-sns-subscription-arn")).isEqualTo(subscription);
            assertThat(request.header("x-amz-sns-rawdelivery")).isEmpty();
            JsonNode json = request.json();
            assertThat(json.path("SignatureVersion").asString()).isEqualTo(version);
            assertThat(json.path("Message").asString()).isEqualTo("h\u00e9llo");
            assertThat(verified(request.body())).isTrue();
            assertThat(verified(request.body().replace("h\u00e9llo", "hello"))).isFalse();
        }
    }

    @Test
    default void aRawEndpointGetsTheMessageItself() throws Exception {
        String topic = newTopic();
        try (var endpoint = new Subscriber()) {
            confirmed(topic, endpoint, Map.of("RawMessageDelivery", "true"));
            publish(topic, "{\"a\":1}");
            Subscriber.Request request = endpoint.await(2).get(1);
            assertThat(request.body()).isEqualTo("{\"a\":1}");
            assertThat(request.header("x-amz-sns-rawdelivery")).isEqualTo("true");
            assertThat(request.header("x-amz-sns-message-id")).hasSize(36);
        }
    }

    @Test
    default void theContentTypeIsTheDeliveryPolicys() throws Exception {
        String topic = newTopic();
        try (var endpoint = new Subscriber()) {
            confirmed(
                    topic,
                    endpoint,
                    Map.of(
                            "DeliveryPolicy",
                            "{\"requestPolicy\":{\"headerContentType\":\"application/json\"}}"));
            publish(topic, "hello");
            assertThat(endpoint.await(2).get(1).header("Content-Type"))
                    .isEqualTo("application/json");
        }
    }

    @Test
    default void whatFailsIsTriedAgainAfterTheDelay() throws Exception {
        String topic = newTopic();
        try (var endpoint = new Subscriber()) {
            confirmed(topic, endpoint, Map.of("DeliveryPolicy", ONCE_A_SECOND));
            endpoint.answer(500, 429);
            publish(topic, "hello");
            List<Subscriber.Request> requests = endpoint.await(4);
            assertThat(requests.get(3).body()).isEqualTo(requests.get(1).body());
            assertThat(requests.get(2).atNanos() - requests.get(1).atNanos())
                    .isGreaterThan(900_000_000L);
        }
    }

    @Test
    default void whatFailsForGoodIsADeadLetter() throws Exception {
        String topic = newTopic();
        String dead = newQueue();
        try (var endpoint = new Subscriber()) {
            confirmed(
                    topic,
                    endpoint,
                    Map.of(
                            "DeliveryPolicy",
                            ONCE_A_SECOND,
                            "RedrivePolicy",
                            "{\"deadLetterTargetArn\":\"" + queueArn(dead) + "\"}"));
            endpoint.answer(500, 500, 500);
            publish(topic, "after three attempts");
            JsonNode letter = receive(dead, 1).getFirst();
            assertThat(envelope(letter).path("Message").asString())
                    .isEqualTo("after three attempts");
            assertThat(letter.at("/MessageAttributes/HikyakuDeadReason/StringValue").asString())
                    .contains("500", "after 3 attempts");
            assertThat(endpoint.requests()).hasSize(4);
            endpoint.answer(404);
            publish(topic, "after one");
            assertThat(envelope(receive(dead, 1).getFirst()).path("Message").asString())
                    .isEqualTo("after one");
            assertThat(endpoint.requests()).hasSize(5);
        }
    }

    @Test
    default void anEndpointThatEndsItIsTold() throws Exception {
        String topic = newTopic();
        try (var endpoint = new Subscriber()) {
            String subscription = confirmed(topic, endpoint, Map.of());
            publish(topic, "hello");
            String link = endpoint.await(2).get(1).json().path("UnsubscribeURL").asString();
            assertThat(get(link).statusCode()).isEqualTo(200);
            Subscriber.Request told = endpoint.await(3).get(2);
            assertThat(told.type()).isEqualTo("UnsubscribeConfirmation");
            assertThat(told.json().path("Message").asString())
                    .contains("You have chosen to deactivate subscription " + subscription);
            assertThat(verified(told.body())).isTrue();
            assertRefused(() -> subscriptionAttributes(subscription))
                    .returns("NotFound", AwsError::code);
            assertThat(get(told.json().path("SubscribeURL").asString()).statusCode())
                    .isEqualTo(200);
            publish(topic, "again");
            assertThat(endpoint.await(4).get(3).json().path("Message").asString())
                    .isEqualTo("again");
        }
    }

    @Test
    default void anAuthenticatedSubscriptionIsEndedBySignedRequestsOnly() throws Exception {
        String topic = newTopic();
        try (var endpoint = new Subscriber()) {
            String subscription = subscribe(topic, "http", endpoint.url(), Map.of());
            String token = endpoint.await(1).getFirst().json().path("Token").asString();
            sns().call(
                            "ConfirmSubscription",
                            "TopicArn",
                            topic,
                            "Token",
                            token,
                            "AuthenticateOnUnsubscribe",
                            "true");
            publish(topic, "hello");
            String link = endpoint.await(2).get(1).json().path("UnsubscribeURL").asString();
            HttpResponse<byte[]> refused = get(link);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(new String(refused.body(), java.nio.charset.StandardCharsets.UTF_8))
                    .contains("<Code>AuthorizationError</Code>");
            sns().call("Unsubscribe", "SubscriptionArn", subscription);
        }
    }

    @Test
    default void anEndpointIsNotSentMoreThanItsRate() throws Exception {
        String topic = newTopic();
        try (var endpoint = new Subscriber()) {
            confirmed(
                    topic,
                    endpoint,
                    Map.of("DeliveryPolicy", "{\"throttlePolicy\":{\"maxReceivesPerSecond\":2}}"));
            for (int i = 0; i < 7; i++) {
                publish(topic, "m" + i);
            }
            List<Subscriber.Request> requests = endpoint.await(8);
            assertThat(requests.get(7).atNanos() - requests.get(1).atNanos())
                    .isGreaterThan(1_500_000_000L);
        }
    }

    @Test
    default void aDeletedTopicsEndpointGetsNothing() throws Exception {
        String topic = newTopic();
        try (var endpoint = new Subscriber()) {
            String subscription = confirmed(topic, endpoint, Map.of());
            sns().call("DeleteTopic", "TopicArn", topic);
            Awaitility.await()
                    .untilAsserted(() ->
                            assertRefused(() -> subscriptionAttributes(subscription))
                                    .returns("NotFound", AwsError::code));
            assertThat(endpoint.requests()).hasSize(1);
        }
    }
}
