package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Endpoints that the configuration leads to: mail and functions. */
final class TopicEndpointsIT extends AwsSuite implements SnsCases {
    private static final Pattern LINK = Pattern.compile("http://\\S+");
    private static final long PATIENCE_MILLIS = 30_000;

    private final GreenMail mail =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Subscriber function = new Subscriber();

    TopicEndpointsIT() {
        super(AwsClient.JAVA, AwsServer.hikyaku());
    }

    @Override
    void prepare(Path folder) throws IOException {
        mail.start();
        Files.writeString(
                folder.resolve("hikyaku.toml"),
                """
                [smtp]
                host = "127.0.0.1"
                port = %d
                from = "sns@example.com"

                [[function]]
                name = "resize"
                url = "%s"
                """
                        .formatted(mail.getSmtp().getPort(), function.url()));
    }

    @AfterAll
    void endEndpoints() {
        mail.stop();
        function.close();
    }

    private MimeMessage mailTo(String address) throws Exception {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (System.currentTimeMillis() < deadline) {
            for (MimeMessage each : mail.getReceivedMessages()) {
                if (each.getAllRecipients()[0].toString().equals(address)) {
                    return each;
                }
            }
            mail.waitForIncomingEmail(100, mail.getReceivedMessages().length + 1);
        }
        throw new AssertionError("no mail to " + address);
    }

    private static String text(MimeMessage message) throws Exception {
        return String.valueOf(message.getContent()).replace("\r\n", "\n");
    }

    private static void visit(String url) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create(url)).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    private static String link(String text) {
        var matcher = LINK.matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher.group();
    }

    @Test
    void mailIsConfirmedByItsLinkAndEndedByAnother() throws Exception {
        String topic = newTopic(newName(), Map.of("DisplayName", "The Shop"));
        String subscription = subscribe(topic, "email", "ann@example.com", Map.of());
        MimeMessage asked = mailTo("ann@example.com");
        assertThat(asked.getSubject()).isEqualTo("AWS Notification - Subscription Confirmation");
        assertThat(asked.getFrom()[0].toString()).isEqualTo("The Shop <sns@example.com>");
        assertThat(text(asked)).contains("You have chosen to subscribe to the topic:", topic);
        visit(link(text(asked)));
        assertThat(subscriptionAttributes(subscription).path("PendingConfirmation").asString())
                .isEqualTo("false");
        mail.purgeEmailFromAllMailboxes();
        publish(topic, "Gr\u00fc\u00dfe\nan alle", "Subject", "Hello \u00e9");
        MimeMessage notified = mailTo("ann@example.com");
        assertThat(notified.getSubject()).isEqualTo("Hello \u00e9");
        assertThat(text(notified))
                .startsWith("Gr\u00fc\u00dfe\nan alle\n\n--\n")
                .contains("If you wish to stop receiving notifications");
        visit(link(text(notified)));
        assertThat(topicAttributes(topic).path("SubscriptionsDeleted").asString()).isEqualTo("1");
    }

    @Test
    void mailMayBeJson() throws Exception {
        String topic = newTopic();
        subscribe(topic, "email-json", "robot@example.com", Map.of());
        JsonNode asked = JSON.readTree(text(mailTo("robot@example.com")));
        assertThat(asked.path("Type").asString()).isEqualTo("SubscriptionConfirmation");
        visit(asked.path("SubscribeURL").asString());
        mail.purgeEmailFromAllMailboxes();
        publish(topic, "{\"default\":\"d\",\"email-json\":\"j\"}", "MessageStructure", "json");
        JsonNode notified = JSON.readTree(text(mailTo("robot@example.com")));
        assertThat(notified.path("Type").asString()).isEqualTo("Notification");
        assertThat(notified.path("Message").asString()).isEqualTo("j");
    }

    @Test
    void aFunctionGetsTheEvent() {
        String topic = newTopic();
        String subscription =
                subscribe(
                        topic,
                        "lambda",
                        "arn:aws:lambda:us-east-1:000000000000:function:resize",
                        Map.of());
        assertThat(topicAttributes(topic).path("SubscriptionsConfirmed").asString()).isEqualTo("1");
        function.answer(500);
        publish(
                topic,
                "hello",
                "Subject",
                "s",
                "MessageAttributes",
                Map.of("a", attribute("String", "b")));
        JsonNode record = function.await(2).get(1).json().at("/Records/0");
        assertThat(record.path("EventSource").asString()).isEqualTo("aws:sns");
        assertThat(record.path("EventVersion").asString()).isEqualTo("1.0");
        assertThat(record.path("EventSubscriptionArn").asString()).isEqualTo(subscription);
        assertThat(record.at("/Sns/Message").asString()).isEqualTo("hello");
        assertThat(record.at("/Sns/Subject").asString()).isEqualTo("s");
        assertThat(record.at("/Sns/MessageAttributes/a/Type").asString()).isEqualTo("String");
    }
}
