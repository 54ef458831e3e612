package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A move task over kills of the server: every message arrives, and arrives once. */
final class MoveCrashIT {
    private static final int MESSAGES = 100_000;
    private static final int BATCH = 10;
    private static final int SENDERS = 8;
    private static final int KILLS = 3;
    private static final String ARN = "arn:aws:sqs:us-east-1:000000000000:";

    private static String url(String queue) {
        return "http://queues/000000000000/" + queue;
    }

    @Test
    void allMessagesArriveOnceThoughTheServerIsKilledMeanwhile(@TempDir Path folder)
            throws IOException {
        try (var server = ServerProcess.start(folder)) {
            try (var client = new LightClient(server.url())) {
                prepare(client);
                client.call(
                        "StartMessageMoveTask",
                        Map.of("SourceArn", ARN + "dead", "DestinationArn", ARN + "target"));
            }
            for (int kill = 1; kill <= KILLS; kill++) {
                awaitMoved(server, kill * MESSAGES / (2 * KILLS));
                server.kill();
                server.restart();
            }
            awaitMoved(server, MESSAGES);
            try (var client = new LightClient(server.url())) {
                assertThat(client.count(url("dead"))).isZero();
                assertThat(client.count(url("target"))).isEqualTo(MESSAGES);
                assertThat(drain(client)).hasSize(MESSAGES);
            }
            server.stop();
        }
    }

    private static void prepare(LightClient client) throws IOException {
        client.call("CreateQueue", Map.of("QueueName", "dead"));
        client.call("CreateQueue", Map.of("QueueName", "target"));
        String policy = "{\"deadLetterTargetArn\":\"" + ARN + "dead\",\"maxReceiveCount\":1}";
        client.call(
                "CreateQueue",
                Map.of("QueueName", "source", "Attributes", Map.of("RedrivePolicy", policy)));
        Loads.each(
                SENDERS,
                sender -> {
                    for (int i = sender; i < MESSAGES / BATCH; i += SENDERS) {
                        int first = i * BATCH;
                        client.sendBatch(
                                url("dead"),
                                IntStream.range(first, first + BATCH)
                                        .mapToObj(n -> "m" + n)
                                        .toList());
                    }
                });
    }

    private static void awaitMoved(ServerProcess server, int messages) {
        try (var client = new LightClient(server.url())) {
            await("moved " + messages)
                    .atMost(HikyakuProcess.PATIENCE)
                    .until(() -> client.count(url("target")) >= messages);
        }
    }

    private static Set<String> drain(LightClient client) {
        Set<String> bodies = ConcurrentHashMap.newKeySet();
        var received = new AtomicInteger();
        Loads.each(
                SENDERS,
                number -> {
                    List<LightClient.Received> messages = client.receive(url("target"), 600, 0);
                    while (!messages.isEmpty()) {
                        received.addAndGet(messages.size());
                        messages.forEach(message -> bodies.add(message.body()));
                        client.deleteBatch(url("target"), messages);
                        messages = client.receive(url("target"), 600, 0);
                    }
                });
        assertThat(received).as("each came once").hasValue(bodies.size());
        return bodies;
    }
}
