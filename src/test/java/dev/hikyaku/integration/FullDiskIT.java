package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server does when its disk is full: nothing that was acknowledged is lost. */
final class FullDiskIT {
    private static final int BODY_BYTES = 48 << 10;
    private static final int SENDS_MAX = 10_000;

    private final Random random = new Random(7);
    private final Set<String> acknowledged = new HashSet<>();

    /** Sends until one is refused; what the refusal says. */
    private String sendUntilRefused(LightClient client, String queue) throws IOException {
        for (int i = 0; i < SENDS_MAX; i++) {
            String body = body();
            try {
                client.send(queue, body);
                acknowledged.add(body);
            } catch (AssertionError refusal) {
                return String.valueOf(refusal.getMessage());
            }
        }
        throw new AssertionError("the disk never became full");
    }

    private String body() {
        byte[] bytes = new byte[BODY_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String queue(LightClient client, String name) throws IOException {
        return client.call("CreateQueue", Map.of("QueueName", name)).path("QueueUrl").asString();
    }

    /** Receives and deletes all; each message that was acknowledged is there, once. */
    private void assertAllThere(LightClient client, String queue) throws IOException {
        List<String> there = new ArrayList<>();
        for (var some = client.receive(queue, 600, 0);
                !some.isEmpty();
                some = client.receive(queue, 600, 0)) {
            some.forEach(message -> there.add(message.body()));
            client.deleteBatch(queue, some);
        }
        assertThat(there).doesNotHaveDuplicates();
        assertThat(there.containsAll(acknowledged)).as("all acknowledged messages").isTrue();
    }

    private static String page(ServerProcess server, String path) throws Exception {
        return Http.get(server.url() + "/_hikyaku/" + path).body();
    }

    @Test
    void beforeTheDiskIsFullSendsAreRefusedAndTheRestGoesOn(@TempDir Path folder) throws Exception {
        try (var disk = SmallDisk.mount(folder.resolve("data"), 320);
                var server = ServerProcess.start(folder, "--disk-reserve", "160");
                var client = new LightClient(server.url())) {
            String queue = queue(client, "jobs");

            String refusal = sendUntilRefused(client, queue);
            assertThat(refusal).contains("ServiceUnavailable", "disk is nearly full", "160 MiB");
            Path neighbour = disk.fill(90L << 20);
            await("the disk is low for good")
                    .atMost(HikyakuProcess.PATIENCE)
                    .until(() -> page(server, "metrics").contains("hikyaku_disk_low 1.0"));
            assertThatThrownBy(() -> queue(client, "another")).hasMessageContaining("nearly full");
            assertThat(queue(client, "jobs")).isEqualTo(queue);
            assertThat(page(server, "ready")).contains("nothing new is stored");
            assertThat(client.count(queue)).isGreaterThanOrEqualTo(acknowledged.size());
            System.out.printf(
                    "FullDiskIT: refused after %d messages with %d MiB free%n",
                    acknowledged.size(), disk.free() >> 20);

            assertAllThere(client, queue);
            Files.delete(neighbour);
            await("room again").atMost(HikyakuProcess.PATIENCE).until(() -> sends(client, queue));
            System.out.printf("FullDiskIT: %d MiB free after it%n", disk.free() >> 20);
            assertThat(page(server, "metrics")).contains("hikyaku_disk_low 0.0");
            server.stop();
        }
    }

    private static boolean sends(LightClient client, String queue) throws IOException {
        try {
            client.send(queue, "again");
            return true;
        } catch (AssertionError refusal) {
            assertThat(refusal).hasMessageContaining("nearly full");
            return false;
        }
    }

    @Test
    void aWriteThatFailsAllTheSameLosesNothingAcknowledged(@TempDir Path folder) throws Exception {
        try (var disk = SmallDisk.mount(folder.resolve("data"), 96);
                var server = ServerProcess.start(folder, "--disk-reserve", "0")) {
            String name = "jobs";
            Path neighbour;
            try (var client = new LightClient(server.url())) {
                String queue = queue(client, name);
                neighbour = disk.fill(8 << 20);
                assertThat(sendUntilRefused(client, queue))
                        .contains("ServiceUnavailable", "cannot write to its disk");
                assertThat(page(server, "ready")).contains("refused a write");
                assertThat(page(server, "metrics")).contains("hikyaku_healthy 0.0");
                assertThat(server.process().stderr()).contains("Restart needed");
            }
            Files.delete(neighbour);
            server.kill();
            server.restart();
            try (var client = new LightClient(server.url())) {
                String queue = queue(client, name);
                assertAllThere(client, queue);
                client.send(queue, "again");
                System.out.printf(
                        "FullDiskIT: %d acknowledged messages there after a failed write%n",
                        acknowledged.size());
            }
            server.stop();
        }
    }
}
