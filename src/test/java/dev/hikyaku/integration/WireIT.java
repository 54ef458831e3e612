package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.Sqs.Receive;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server does with bytes that no usual client sends, or not in that way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WireIT {
    private static final byte[] LIST = RawHttp.json("AmazonSQS.ListQueues", "{}");

    private ServerProcess server;
    private Sqs sqs;

    @SuppressWarnings("NullAway.Init") // set before the first test
    WireIT() {}

    @BeforeAll
    void start(@TempDir Path folder) {
        server = ServerProcess.start(folder);
        sqs = new JsonSqs(server.url());
    }

    @AfterAll
    void end() {
        sqs.close();
        try (var process = server) {
            process.stop();
            assertThat(process.process().stderr())
                    .as("what clients do is nothing to log as errors")
                    .doesNotContain("ERROR");
        }
    }

    private RawHttp connect() {
        return new RawHttp(server.url());
    }

    /** Text as it goes over the wire, with each line's end written as a bar. */
    private static byte[] wire(String text) {
        return text.replace("|", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void requestsThatArePipelinedAreAnsweredInTheirOrder() {
        try (var connection = connect()) {
            for (int i = 0; i < 20; i++) {
                connection.send(RawHttp.form("Action=GetQueueUrl&QueueName=nowhere" + i));
                connection.send(
                        RawHttp.json("AmazonSQS.CreateQueue", "{\"QueueName\":\"p" + i + "\"}"));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(connection.read().status()).isEqualTo(400);
                assertThat(connection.read().body()).contains("/000000000000/p" + i + "\"");
            }
        }
    }

    @Test
    void aBodyMayComeInChunks() {
        try (var connection = connect()) {
            connection.send(
                    wire(
                            "POST / HTTP/1.1|Host: q|X-Amz-Target: AmazonSQS.CreateQueue|"
                                    + "Transfer-Encoding: chunked||"));
            for (String part : List.of("{\"Queue", "Name\":", "\"chunks\"", "}")) {
                connection.send(Integer.toHexString(part.length()) + "\r\n" + part + "\r\n");
            }
            assertThat(connection.send(wire("0||")).read().status()).isEqualTo(200);
            assertThat(connection.send(LIST).read().body()).contains("/chunks\"");
        }
    }

    @Test
    void aRequestMayComeByteByByte() {
        try (var connection = connect()) {
            for (byte b : LIST) {
                connection.send(new byte[] {b});
            }
            assertThat(connection.read().status()).isEqualTo(200);
        }
    }

    @Test
    void whoAsksBeforeSendingIsToldToGoOn() {
        try (var connection = connect()) {
            connection.send(
                    wire(
                            "POST / HTTP/1.1|Host: q|X-Amz-Target: AmazonSQS.ListQueues|"
                                    + "Expect: 100-continue|Content-Length: 2||"));
            assertThat(connection.read().status()).isEqualTo(100);
            assertThat(connection.send("{}").read().status()).isEqualTo(200);
        }
    }

    @Test
    void whoAsksBeforeSendingTooMuchIsToldNotTo() {
        try (var connection = connect()) {
            connection.send(
                    wire(
                            "POST / HTTP/1.1|Host: q|X-Amz-Target: AmazonSQS.ListQueues|"
                                    + "Expect: 100-continue|Content-Length: 4194305||"));
            assertThat(connection.read().status()).isEqualTo(413);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 16777216||", "Transfer-Encoding: chunked||1000000|"})
    void whoSendsTooMuchGetsTheAnswerNevertheless(String rest) {
        try (var connection = connect()) {
            connection.send(
                    wire("POST / HTTP/1.1|Host: q|X-Amz-Target: AmazonSQS.ListQueues|" + rest));
            byte[] part = new byte[1 << 16];
            for (int sent = 0; sent < 1 << 24; sent += part.length) {
                connection.send(part); // fails if the server has closed under us
            }
            if (rest.contains("chunked")) {
                connection.send(wire("|0||"));
            }
            var answer = connection.read();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.header("connection")).isEqualToIgnoringCase("close");
            assertThat(connection.closedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0016\u0003\u0001||",
                "hello||",
                "POST / HTTP/1.1|Host: q|Content-Length: -1||",
                "POST / HTTP/1.1|Host: q|Content-Length: x||",
                "POST / HTTP/1.1|Host: q|Content-Length: 2|Content-Length: 3||{}",
                "POST / HTTP/1.1|Host: q|Content-Length: 5|Transfer-Encoding: chunked||0||",
                "GET / HTTP/1.1|bad name: x||",
            })
    void whatIsNotHttpIsRefusedAndTheConnectionClosed(String request) {
        try (var connection = connect()) {
            assertThat(connection.send(wire(request)).read().status()).isEqualTo(400);
            assertThat(connection.closedByServer()).isTrue();
        }
    }

    @Test
    void aChunkThatIsNoneEndsTheConnection() {
        try (var connection = connect()) {
            connection.send(wire("POST / HTTP/1.1|Host: q|Transfer-Encoding: chunked||xyz|"));
            assertThat(connection.closedByServer()).isTrue();
        }
    }

    @Test
    void headsHaveALimit() {
        try (var connection = connect()) {
            connection.send(wire("GET / HTTP/1.1|Long: " + "x".repeat(40_000) + "||"));
            assertThat(connection.read().status()).isEqualTo(431);
        }
        try (var connection = connect()) {
            connection.send(wire("GET /" + "x".repeat(20_000) + " HTTP/1.1||"));
            assertThat(connection.read().status()).isEqualTo(414);
        }
    }

    @Test
    void aHeadOfAPageHasNoBody() {
        try (var connection = connect()) {
            connection.send(wire("HEAD /_hikyaku/live HTTP/1.1|Host: q||"));
            connection.send(wire("GET /_hikyaku/live HTTP/1.1|Host: q||"));
            assertThat(connection.readHead().status()).isEqualTo(200);
            assertThat(connection.read().body()).isEqualTo("live\n");
        }
    }

    /** The server holds 64 MiB of bodies at the most; what was given up must not count. */
    @Test
    void requestsThatWereGivenUpHalfwayTakeNothingFromOthers() {
        byte[] half = new byte[3 << 20];
        for (int i = 0; i < 30; i++) {
            try (var connection = connect()) {
                connection.send(
                        wire(
                                "POST / HTTP/1.1|Host: q|X-Amz-Target: AmazonSQS.SendMessage|"
                                        + "Content-Length: 4000000||"));
                connection.send(half);
            }
        }
        String queue = sqs.createQueue("after-the-half-sent", Map.of());
        await().atMost(HikyakuProcess.PATIENCE)
                .ignoreExceptions()
                .until(() -> !sqs.send(queue, Outgoing.of("x".repeat(1 << 20))).id().isEmpty());
    }

    /** Bodies beyond what the server may hold are refused; it neither falls over nor forgets. */
    @Test
    void manyLargeRequestsAtOnceAreAnsweredOrRefused() {
        String queue = sqs.createQueue("large", Map.of());
        String body = "\u00e9".repeat(1 << 19); // 3 MiB as a form
        var answers = new ArrayList<CompletableFuture<String>>();
        try (var query = new QuerySqs(server.url())) {
            for (int i = 0; i < 40; i++) {
                answers.add(
                        CompletableFuture.supplyAsync(
                                () -> sent(query, queue, body),
                                task -> Thread.ofVirtual().start(task)));
            }
            var outcomes =
                    answers.stream()
                            .map(answer ->
                                    answer.orTimeout(
                                                    HikyakuProcess.PATIENCE.toSeconds(),
                                                    TimeUnit.SECONDS)
                                            .join())
                            .toList();
            assertThat(outcomes).isSubsetOf("sent", "RequestThrottled").contains("sent");
            long sent = outcomes.stream().filter("sent"::equals).count();
            assertThat(sqs.queueAttributes(queue, "ApproximateNumberOfMessages"))
                    .containsEntry("ApproximateNumberOfMessages", Long.toString(sent));
        }
    }

    private static String sent(Sqs query, String queue, String body) {
        try {
            query.send(queue, Outgoing.of(body));
            return "sent";
        } catch (Sqs.SqsError e) {
            return e.code();
        }
    }

    @Test
    void whoHasHungUpGetsNoMessages() {
        String queue = sqs.createQueue("hung-up", Map.of());
        String receive = "{\"QueueUrl\":\"" + queue + "\",\"WaitTimeSeconds\":20}";
        try (var connection = connect()) {
            connection.send(RawHttp.json("AmazonSQS.ReceiveMessage", receive));
            letTheServerSee();
        }
        letTheServerSee();
        sqs.send(queue, Outgoing.of("for who is there"));
        assertThat(sqs.receive(queue, Receive.ONE.waiting(20).system("ApproximateReceiveCount")))
                .singleElement()
                .satisfies(message ->
                        assertThat(message.system()).containsEntry("ApproximateReceiveCount", "1"));
    }

    /** There is no sign of it to wait for: requests on other connections that are all answered. */
    private void letTheServerSee() {
        await().atMost(HikyakuProcess.PATIENCE)
                .during(Duration.ofMillis(500))
                .until(() -> !sqs.listQueues("hung-up", null, null).urls().isEmpty());
    }

    /** The JDK's client asks for HTTP/2 on its first request, as it does unless told otherwise. */
    @Test
    void clientsThatAskForHttp2AreServed() {
        try (var http = HttpClient.newHttpClient()) {
            var answers =
                    IntStream.range(0, 5)
                            .mapToObj(i ->
                                    Http.send(
                                            http,
                                            HttpRequest.newBuilder(URI.create(server.url()))
                                                    .timeout(Duration.ofSeconds(60))
                                                    .header("X-Amz-Target", "AmazonSQS.CreateQueue")
                                                    .POST(
                                                            HttpRequest.BodyPublishers.ofString(
                                                                    "{\"QueueName\":\"h2-"
                                                                            + i
                                                                            + "\"}"))
                                                    .build()))
                            .toList();
            assertThat(answers)
                    .allSatisfy(answer -> {
                        assertThat(answer.statusCode()).isEqualTo(200);
                        assertThat(answer.body()).contains("/000000000000/h2-");
                    });
        }
    }

    @Test
    void theQueryProtocolWorksByGetOnAQueuesOwnUrl() {
        String queue = sqs.createQueue("by-get", Map.of());
        var answer = Http.get(queue + "?Action=SendMessage&MessageBody=hello%20there");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(sqs.receive(queue, Receive.ONE))
                .extracting(Sqs.Received::body)
                .containsExactly("hello there");
    }
}
