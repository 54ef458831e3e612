package dev.hikyaku.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.model.MessageAttribute;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EnvelopeTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static KeyPair keys;

    @BeforeAll
    static void makeKeys() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    private static Signer signer() {
        return new Signer(keys.getPrivate(), "http://localhost/cert.pem");
    }

    private static boolean verifies(String algorithm, String text, String signature)
            throws Exception {
        var verifier = Signature.getInstance(algorithm);
        verifier.initVerify(keys.getPublic());
        verifier.update(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return verifier.verify(Base64.getDecoder().decode(signature));
    }

    @ParameterizedTest
    @CsvSource({"1, SHA1withRSA", "2, SHA256withRSA"})
    void aNotificationIsSignedOverTheDocumentedText(int version, String algorithm)
            throws Exception {
        Topic topic = Fixtures.topic(Map.of("SignatureVersion", Integer.toString(version)));
        Notification message = Fixtures.message("h\u00e9llo \"you\"", Map.of());
        JsonNode json =
                JSON.readTree(
                        Envelope.of(message, Protocol.SQS, topic, signer()).json("http://bye"));
        assertThat(json.get("SignatureVersion").asString()).isEqualTo(Integer.toString(version));
        String text =
                "Message\nh\u00e9llo \"you\"\nMessageId\n22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324\n"
                        + "Timestamp\n2026-01-02T03:04:05.006Z\nTopicArn\n"
                        + Fixtures.TOPIC
                        + "\nType\nNotification\n";
        assertThat(verifies(algorithm, text, json.get("Signature").asString())).isTrue();
    }

    @Test
    void theMembersStandInTheOrderOfSns() {
        Notification message =
                Fixtures.message(
                        "hello",
                        Map.of(
                                "size",
                                Fixtures.number("5"),
                                "blob",
                                new MessageAttribute("Binary", null, new byte[] {1, 2})));
        String json =
                Envelope.of(message, Protocol.SQS, Fixtures.topic(Map.of()), signer())
                        .json("http://bye");
        assertThat(JSON.readTree(json).propertyNames())
                .containsExactly(
                        "Type",
                        "MessageId",
                        "TopicArn",
                        "Message",
                        "Timestamp",
                        "SignatureVersion",
                        "Signature",
                        "SigningCertURL",
                        "UnsubscribeURL",
                        "MessageAttributes");
        assertThat(json)
                .startsWith("{\n  \"Type\" : \"Notification\",\n  \"MessageId\" : \"")
                .endsWith(
                        """
                          "MessageAttributes" : {
                            "blob" : {"Type":"Binary","Value":"AQI="},
                            "size" : {"Type":"Number","Value":"5"}
                          }
                        }\
                        """);
    }

    @Test
    void aFifoTopicsMessageHasANumberAndNoSignature() {
        Topic topic =
                TopicAttributes.newTopic(Fixtures.FIFO, Map.of("FifoTopic", "true"), Map.of());
        String json =
                Envelope.of(
                                Fixtures.message("hello", Map.of())
                                        .numbered("10000000000000000001"),
                                Protocol.SQS,
                                topic,
                                signer())
                        .json("http://bye");
        assertThat(JSON.readTree(json).propertyNames())
                .containsExactly(
                        "Type",
                        "MessageId",
                        "SequenceNumber",
                        "TopicArn",
                        "Message",
                        "Timestamp",
                        "UnsubscribeURL");
    }

    @Test
    void aConfirmationIsSignedWithItsTokenAndUrl() throws Exception {
        Subscription subscription =
                Fixtures.subscription("one", Protocol.HTTP, "http://localhost/");
        JsonNode json =
                JSON.readTree(
                        Envelope.confirmation(
                                        Envelope.SUBSCRIPTION_CONFIRMATION,
                                        subscription,
                                        "id-1",
                                        "2026-01-02T03:04:05.006Z",
                                        "http://confirm",
                                        1,
                                        signer())
                                .json());
        assertThat(json.propertyNames())
                .containsExactly(
                        "Type",
                        "MessageId",
                        "Token",
                        "TopicArn",
                        "Message",
                        "SubscribeURL",
                        "Timestamp",
                        "SignatureVersion",
                        "Signature",
                        "SigningCertURL");
        String text =
                "Message\n"
                        + json.get("Message").asString()
                        + "\nMessageId\nid-1\nSubscribeURL\nhttp://confirm\n"
                        + "Timestamp\n2026-01-02T03:04:05.006Z\nToken\ntoken-one\nTopicArn\n"
                        + Fixtures.TOPIC
                        + "\nType\nSubscriptionConfirmation\n";
        assertThat(verifies("SHA1withRSA", text, json.get("Signature").asString())).isTrue();
    }

    @Test
    void aFunctionsEventHasOneRecord() {
        JsonNode record =
                JSON.readTree(
                                Envelope.of(
                                                Fixtures.message(
                                                        "hello", Map.of("a", Fixtures.text("b"))),
                                                Protocol.LAMBDA,
                                                Fixtures.topic(Map.of()),
                                                signer())
                                        .functionEvent(Fixtures.TOPIC + ":one", "http://bye"))
                        .path("Records")
                        .path(0);
        assertThat(record.path("EventSource").asString()).isEqualTo("aws:sns");
        assertThat(record.path("EventSubscriptionArn").asString())
                .isEqualTo(Fixtures.TOPIC + ":one");
        assertThat(record.path("Sns").path("Subject").isNull()).isTrue();
        assertThat(record.at("/Sns/MessageAttributes/a/Value").asString()).isEqualTo("b");
        assertThat(record.at("/Sns/UnsubscribeUrl").asString()).isEqualTo("http://bye");
    }
}
