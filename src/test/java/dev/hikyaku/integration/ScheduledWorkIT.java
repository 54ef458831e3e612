package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.integration.TestWorker.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a schedule and from a rule, over a queue, to an HTTP worker. */
final class ScheduledWorkIT {
    private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:jobs";

    @Test
    void aWorkerIsPostedWhatIsDueAndWhatARuleMatches(@TempDir Path folder) throws IOException {
        try (var worker = new TestWorker(delivery -> 200).up();
                var server = ServerProcess.start(folder, "--worker", "jobs=" + worker.url("/"));
                var client = new LightClient(server.url())) {
            String soon = Instant.now().plusSeconds(1).toString().substring(0, 19);
            client.schedule(
                    "reminder",
                    Map.of(
                            "ScheduleExpression",
                            "at(" + soon + ")",
                            "FlexibleTimeWindow",
                            Map.of("Mode", "OFF"),
                            "Target",
                            Map.of(
                                    "Arn",
                                    QUEUE,
                                    "RoleArn",
                                    "arn:aws:iam::000000000000:role/any",
                                    "Input",
                                    "later")));
            client.events(
                    "PutRule", Map.of("Name", "orders", "EventPattern", "{\"source\":[\"shop\"]}"));
            client.events(
                    "PutTargets",
                    Map.of("Rule", "orders", "Targets", List.of(Map.of("Id", "1", "Arn", QUEUE))));
            client.events(
                    "PutEvents",
                    Map.of(
                            "Entries",
                            List.of(
                                    Map.of(
                                            "Source",
                                            "shop",
                                            "DetailType",
                                            "order",
                                            "Detail",
                                            "{\"n\":1}"))));
            await().atMost(HikyakuProcess.PATIENCE).until(() -> worker.deliveries().size() == 2);
            assertThat(worker.deliveries()).extracting(Delivery::body).contains("later");
            assertThat(worker.deliveries())
                    .extracting(Delivery::body)
                    .anyMatch(body -> body.contains("\"detail\":{\"n\":1}"));
            server.stop();
        }
    }
}
