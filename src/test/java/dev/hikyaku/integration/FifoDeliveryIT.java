package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.TestWorker.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The delivery daemon on a FIFO queue: groups in parallel, each in order, failures included. */
final class FifoDeliveryIT {
    private static final int GROUPS = 5;
    private static final int MESSAGES = 20;

    /** Every fourth message fails the first time. */
    private static int answer(Delivery delivery) {
        boolean fails = number(delivery.body()) % 4 == 3 && delivery.receiveCount() == 1;
        return fails ? 500 : 200;
    }

    private static int number(String body) {
        return Integer.parseInt(body.substring(body.indexOf('/') + 1));
    }

    @Test
    void aMessageIsDeliveredOnlyWhenTheOneBeforeItIsDone(@TempDir Path folder) throws IOException {
        try (var worker = new TestWorker(FifoDeliveryIT::answer).up()) {
            Path config = folder.resolve("fifo.toml");
            Files.writeString(
                    config,
                    """
                    [[queue]]
                    name = "ordered.fifo"
                    attributes = { ContentBasedDeduplication = true }

                    [[worker]]
                    queues = ["ordered.fifo"]
                    url = "%s"
                    concurrency = 20
                    backoff-min = "0s"
                    backoff-max = "0s"
                    """
                            .formatted(worker.url("/")));
            try (var server = ServerProcess.start(folder, Map.of(), "--config", config.toString());
                    var sqs = new JsonSqs(server.url())) {
                String queue = sqs.queueUrl("ordered.fifo");
                for (int i = 0; i < MESSAGES; i++) {
                    for (int group = 0; group < GROUPS; group++) {
                        sqs.send(queue, Outgoing.of(group + "/" + i).in("g" + group));
                    }
                }
                int deliveries = GROUPS * MESSAGES * 5 / 4;
                await().atMost(HikyakuProcess.PATIENCE)
                        .until(() -> worker.bodies().size() >= deliveries);
                for (int group = 0; group < GROUPS; group++) {
                    String prefix = group + "/";
                    assertThat(worker.bodies())
                            .filteredOn(body -> body.startsWith(prefix))
                            .isEqualTo(expected(prefix));
                }
                server.stop();
            }
        }
    }

    private static List<String> expected(String prefix) {
        var bodies = new ArrayList<String>();
        for (int i = 0; i < MESSAGES; i++) {
            bodies.add(prefix + i);
            if (i % 4 == 3) {
                bodies.add(prefix + i);
            }
        }
        return bodies;
    }
}
