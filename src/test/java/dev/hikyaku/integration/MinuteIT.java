package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.Sqs.Receive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Promises about a minute, which cannot be had sooner. They all begin before the first test, so
 * that they pass their time together.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MinuteIT {
    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);
    private static final Map<String, String> SHORT_RETENTION =
            Map.of("MessageRetentionPeriod", "60");

    private ServerProcess server;
    private Sqs json;
    private Sqs query;
    private String expiring = "";
    private String handle = "";
    private Instant expired = Instant.MAX;
    private String purged = "";
    private String ticks = "";
    private Instant ruled = Instant.MAX;
    private RawHttp halfSent;
    private List<RawHttp> unfinished;
    private CompletableFuture<RawHttp.Answer> halfSentAnswer;
    private List<CompletableFuture<Boolean>> unfinishedClosed;

    @SuppressWarnings("NullAway.Init") // set before the first test
    MinuteIT() {}

    @BeforeAll
    void begin(@TempDir Path folder) {
        server = ServerProcess.start(folder);
        json = new JsonSqs(server.url());
        query = new QuerySqs(server.url());

        expiring = json.createQueue("expiring", SHORT_RETENTION);
        json.send(expiring, Outgoing.of("in flight"));
        handle = json.receive(expiring, Receive.ONE.hidden(600)).getFirst().handle();
        json.send(expiring, Outgoing.of("by JSON"));
        query.send(expiring, Outgoing.of("by a form"));
        expired = Instant.now().plusSeconds(61);
        assertThat(json.queueAttributes(expiring, "All"))
                .containsEntry("MessageRetentionPeriod", "60")
                .containsEntry("ApproximateNumberOfMessages", "2");

        purged = json.createQueue("purged", Map.of());
        json.purge(purged);

        ticks = json.createQueue("ticks", Map.of());
        ruled = Instant.now();
        rule();

        halfSent =
                connect()
                        .send(
                                "POST / HTTP/1.1\r\nHost: q\r\nContent-Length: 100\r\n"
                                        + "X-Amz-Target: AmazonSQS.ListQueues\r\n\r\n{");
        halfSentAnswer = later(halfSent::read);
        unfinished =
                List.of(
                        connect(),
                        connect().send("GE"),
                        connect().send("GET /_hikyaku/live HTTP/1.1\r\nHost: q\r\n"),
                        answered());
        unfinishedClosed =
                unfinished.stream().map(connection -> later(connection::closedByServer)).toList();
    }

    private void rule() {
        var target = Map.of("Id", "1", "Arn", "arn:aws:sqs:us-east-1:000000000000:ticks");
        try (var client = new LightClient(server.url())) {
            client.events(
                    "PutRule", Map.of("Name", "minutely", "ScheduleExpression", "rate(1 minute)"));
            client.events("PutTargets", Map.of("Rule", "minutely", "Targets", List.of(target)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RawHttp connect() {
        return new RawHttp(server.url(), TWO_MINUTES);
    }

    private RawHttp answered() {
        var connection = connect();
        byte[] list = RawHttp.json("AmazonSQS.ListQueues", "{}");
        assertThat(connection.send(list).read().status()).isEqualTo(200);
        return connection;
    }

    private static <T> CompletableFuture<T> later(Supplier<T> read) {
        return CompletableFuture.supplyAsync(read, task -> Thread.ofVirtual().start(task));
    }

    @AfterAll
    void end() {
        halfSent.close();
        unfinished.forEach(RawHttp::close);
        json.close();
        query.close();
        try (var process = server) {
            process.stop();
        }
    }

    @Test
    void messagesAreGoneAfterTheirRetentionPeriod() {
        await().atMost(TWO_MINUTES)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> Instant.now().isAfter(expired));
        assertThat(query.receive(expiring, Receive.ONE.max(10))).isEmpty();
        assertThat(json.queueAttributes(expiring, "All"))
                .containsEntry("ApproximateNumberOfMessages", "0")
                .containsEntry("ApproximateNumberOfMessagesNotVisible", "1");
        json.changeVisibility(expiring, handle, 0);
        assertThat(json.receive(expiring, Receive.ONE.max(10)))
                .as("what was in flight is gone as well when it would be visible")
                .isEmpty();
        json.send(expiring, Outgoing.of("younger"));
        assertThat(json.receive(expiring, Receive.ONE.waiting(20)))
                .extracting(Sqs.Received::body)
                .containsExactly("younger");
    }

    @Test
    void aRuleFiresAfterItsMinute() {
        List<Sqs.Received> fired =
                await().atMost(TWO_MINUTES)
                        .until(
                                () -> json.receive(ticks, Receive.ONE.waiting(20)),
                                received -> !received.isEmpty());
        JsonNode event = new JsonMapper().readTree(fired.getFirst().body());
        assertThat(event.path("detail-type").asString()).isEqualTo("Scheduled Event");
        assertThat(Instant.parse(event.path("time").asString()))
                .isBetween(ruled.plusSeconds(59), ruled.plusSeconds(75));
    }

    @Test
    void aQueueMayBePurgedAgainAfterAMinute() {
        await().atMost(TWO_MINUTES)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> json.purge(purged));
    }

    @Test
    void aRequestThatIsNeverCompletedIsAnsweredWithATimeout() {
        var answer = halfSentAnswer.orTimeout(120, TimeUnit.SECONDS).join();
        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.header("x-amzn-query-error")).isEqualTo("RequestTimeout;Sender");
        assertThat(answer.body()).contains("30 seconds");
        assertThat(halfSent.closedByServer()).isTrue();
    }

    /** Nothing at all, a few bytes, half a head, and no second request. */
    @Test
    void aConnectionOnWhichNoRequestComesIsClosed() {
        for (var closed : unfinishedClosed) {
            assertThat(closed.orTimeout(120, TimeUnit.SECONDS).join()).isTrue();
        }
    }
}
