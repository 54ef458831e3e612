package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.integration.TestWorker.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More bytes of messages than the heap has, and places for all of them. */
final class LargeDeliveryIT {
    private static final int MESSAGES = 150;
    private static final String LARGE = "x".repeat(900_000);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void whatWorkersHaveInHandFitsIntoTheHeap(@TempDir Path folder) throws Exception {
        var filled = new CountDownLatch(1);
        try (var worker = TestWorker.replying(delivery -> when(filled));
                var server = start(folder, worker);
                var client = new LightClient(server.url())) {
            String queue = fill(client);
            await().atMost(PATIENCE).until(() -> worker.running() >= 10);
            assertThat(worker.runningMax()).isLessThan(MESSAGES / 2);

            filled.countDown();
            await().atMost(PATIENCE).until(() -> client.count(queue) == 0);
            assertThat(worker.deliveries()).hasSizeGreaterThanOrEqualTo(MESSAGES);
            server.stop();
        }
    }

    private static ServerProcess start(Path folder, TestWorker worker) {
        return ServerProcess.start(
                folder,
                Map.of("HIKYAKU_HEAP", "96m"),
                "--worker",
                "large=" + worker.url("/"),
                "--worker-concurrency",
                "1000");
    }

    private static String fill(LightClient client) throws IOException {
        String queue =
                client.call("GetQueueUrl", Map.of("QueueName", "large"))
                        .path("QueueUrl")
                        .asString();
        for (int i = 0; i < MESSAGES; i++) {
            client.send(queue, LARGE);
        }
        return queue;
    }

    private static Reply when(CountDownLatch latch) throws InterruptedException {
        return Reply.status(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS) ? 200 : 500);
    }
}
