package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * More than the server can take: it says so, serves the others, loses nothing, and is itself again
 * afterwards. {@code -Dhikyaku.overload.connections=10000} is the long version.
 */
final class OverloadIT {
    private static final int CONNECTIONS = Integer.getInteger("hikyaku.overload.connections", 1000);
    private static final int PIPELINED = 400;
    private static final int FLOODERS = Math.max(100, CONNECTIONS / 50);
    private static final int SLOW_READERS = 150;
    private static final int LARGE_BYTES = 900_000;
    private static final int LARGE_SENDERS = 64;
    private static final int LARGE_SENDS = 16;
    private static final int RSS_MIB_MAX = 900;
    private static final Duration PROMPT = Duration.ofSeconds(5);

    private ServerProcess server;
    private LightClient client;
    private String queue = "";

    @BeforeEach
    void begin(@TempDir Path folder) throws IOException {
        server = ServerProcess.start(folder);
        client = new LightClient(server.url());
        queue = client.call("CreateQueue", Map.of("QueueName", "jobs")).path("QueueUrl").asString();
    }

    @AfterEach
    void end() {
        client.close();
        try (var process = server) {
            assertThat(process.process().stderr()).doesNotContain("OutOfMemory");
            process.stop();
        }
    }

    private ProcessFigures figures() throws IOException {
        return ProcessFigures.of(server.process().pid());
    }

    private void assertServed(String when) throws IOException {
        long begun = System.nanoTime();
        client.send(queue, "served " + when);
        assertThat(client.count(queue)).isPositive();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(when).isLessThan(PROMPT);
    }

    /** Whichever connection is answered first. */
    private static Object firstAnswerOf(List<RawHttp> connections) {
        return CompletableFuture.anyOf(
                        connections.stream()
                                .map(connection ->
                                        CompletableFuture.supplyAsync(
                                                () -> connection.read().body(),
                                                task -> Thread.ofVirtual().start(task)))
                                .toArray(CompletableFuture<?>[]::new))
                .join();
    }

    private static String firstAnswer(List<RawHttp> connections) {
        return String.valueOf(firstAnswerOf(connections));
    }

    private byte[] request(String action, String more) {
        return RawHttp.json("AmazonSQS." + action, "{\"QueueUrl\":\"" + queue + "\"" + more + "}");
    }

    @Test
    void aFloodOfSendsIsThrottledAndNothingAcknowledgedIsLost() throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        var throttled = new AtomicInteger();
        Loads.each(FLOODERS, number -> flood(number, acknowledged, throttled));
        assertServed("after the flood");
        acknowledged.add("served after the flood");

        Set<String> there = new HashSet<>();
        for (var some = client.receive(queue, 600, 0);
                !some.isEmpty();
                some = client.receive(queue, 600, 0)) {
            some.forEach(message -> assertThat(there.add(message.body())).isTrue());
        }
        assertThat(there).isEqualTo(acknowledged);
        System.out.printf(
                "OverloadIT: flood of %d sends: %d acknowledged and there, %d throttled, %s%n",
                FLOODERS * PIPELINED, acknowledged.size(), throttled.get(), figures());
    }

    /** Writes all requests, then reads all answers. */
    private void flood(int number, Set<String> acknowledged, AtomicInteger throttled) {
        try (var connection = new RawHttp(server.url())) {
            for (int i = 0; i < PIPELINED; i++) {
                connection.send(
                        request("SendMessage", ",\"MessageBody\":\"" + body(number, i) + '"'));
            }
            for (int i = 0; i < PIPELINED; i++) {
                var answer = connection.read();
                if (answer.status() == 200) {
                    acknowledged.add(body(number, i));
                } else {
                    assertThat(answer.body()).contains("Throttl");
                    throttled.incrementAndGet();
                }
            }
        }
    }

    private static String body(int connection, int number) {
        return "m" + connection + "-" + number;
    }

    /** About as many bytes as are taken in at a time, all for one partition. */
    @Test
    void largeSendsThatComeTogetherAreAllTaken() throws Exception {
        byte[] large =
                request("SendMessage", ",\"MessageBody\":\"" + "x".repeat(LARGE_BYTES) + '"');
        Loads.each(
                LARGE_SENDERS,
                number -> {
                    try (var connection = new RawHttp(server.url())) {
                        for (int i = 0; i < LARGE_SENDS; i++) {
                            connection.send(large);
                            assertThat(connection.read().status()).isEqualTo(200);
                        }
                    }
                });

        assertThat(client.count(queue)).isEqualTo(LARGE_SENDERS * LARGE_SENDS);
        System.out.printf("OverloadIT: large sends that came together: %s%n", figures());
    }

    @Test
    void bodiesBeyondTheBudgetAreThrottledAndTheOthersServed() throws Exception {
        byte[] head =
                ("POST / HTTP/1.1\r\nHost: q\r\nX-Amz-Target: AmazonSQS.SendMessage\r\nContent-Length: "
                                + (LARGE_BYTES + 1000)
                                + "\r\n\r\n"
                                + " ".repeat(LARGE_BYTES))
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        List<RawHttp> connections = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                connections.add(new RawHttp(server.url()).send(head));
            }
            assertThat(firstAnswer(connections)).contains("RequestThrottled");
            assertThat(client.count(queue)).isZero();
        } finally {
            connections.forEach(RawHttp::close);
        }
        await().atMost(PROMPT).ignoreExceptions().untilAsserted(() -> assertServed("afterwards"));
    }

    @Test
    void answersThatNobodyTakesAreBoundedAndTheirConnectionsClosed() throws Exception {
        String large = "x".repeat(LARGE_BYTES);
        for (int i = 0; i < 10; i++) {
            client.send(queue, large);
        }
        byte[] receive = request("ReceiveMessage", ",\"VisibilityTimeout\":0");
        List<RawHttp> readers = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW_READERS; i++) {
                var reader = new RawHttp(server.url());
                readers.add(reader);
                for (int k = 0; k < 20; k++) {
                    reader.send(receive);
                }
            }
            assertServed("beside slow readers");
            int files = figures().files();
            assertThat(figures().rssMib()).isLessThan(RSS_MIB_MAX);
            await("the connections of slow readers are closed")
                    .atMost(Duration.ofSeconds(40))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() ->
                            assertThat(figures().files()).isLessThan(files - SLOW_READERS / 2));
            System.out.printf("OverloadIT: %d slow readers: %s%n", SLOW_READERS, figures());
            assertServed("after slow readers");
        } finally {
            readers.forEach(RawHttp::close);
        }
    }

    @Test
    void slowWritersAreTimedOutAndTheOthersServed() throws Exception {
        try (var writer = new RawHttp(server.url())) {
            byte[] whole = RawHttp.json("AmazonSQS.ListQueues", " ".repeat(1000));
            writer.send(Arrays.copyOf(whole, whole.length - 1000));
            long begun = System.nanoTime();
            var answer =
                    CompletableFuture.supplyAsync(
                            writer::read, task -> Thread.ofVirtual().start(task));
            await().atMost(Duration.ofSeconds(45))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        assertServed("beside a slow writer");
                        return answer.isDone() || writer.send(" ") == null;
                    });
            assertThat(answer.join().status()).isEqualTo(408);
            System.out.printf(
                    "OverloadIT: a writer of a byte a second was answered after %d s%n",
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds());
        }
    }

    @Test
    void manyConnectionsIdleAndInLongPolls() throws Exception {
        ProcessFigures before = figures();
        List<RawHttp> connections = new ArrayList<>();
        try {
            IntStream.range(0, CONNECTIONS)
                    .forEach(i -> connections.add(new RawHttp(server.url())));
            ProcessFigures idle = figures();
            byte[] poll = request("ReceiveMessage", ",\"WaitTimeSeconds\":20");
            connections.forEach(connection -> connection.send(poll));
            assertThat(client.count(queue)).isZero();
            ProcessFigures polling = figures();
            System.out.printf(
                    "OverloadIT: %d connections: %s, idle %s, in long polls %s%n",
                    CONNECTIONS, before, idle, polling);
            assertThat(polling.rssMib()).isLessThan(RSS_MIB_MAX);

            client.send(queue, "wakes one");
            assertThat(firstAnswer(connections)).contains("wakes one");
        } catch (UncheckedIOException e) {
            throw new AssertionError(server.process().describe("a connection broke"), e);
        } finally {
            connections.forEach(RawHttp::close);
        }
        assertServed("after " + CONNECTIONS + " connections");
    }
}
