package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.Sqs.Receive;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The server's own pages: whether it lives, whether it is ready, and its numbers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PagesIT {
    private ServerProcess server;
    private Sqs sqs;

    @SuppressWarnings("NullAway.Init") // set before the first test
    PagesIT() {}

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
        }
    }

    private String page(String name) {
        var answer = Http.get(server.url() + "/_hikyaku/" + name);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** The samples of one queue, by the names of the metrics. */
    private Map<String, Double> samples(String queue) {
        String label = "{queue=\"" + queue + "\"}";
        return page("metrics")
                .lines()
                .filter(line -> line.contains(label))
                .collect(
                        Collectors.toMap(
                                line -> line.substring(0, line.indexOf('{')),
                                line ->
                                        Double.parseDouble(
                                                line.substring(line.lastIndexOf(' ') + 1))));
    }

    @Test
    void aServerThatServesIsLiveAndReady() {
        assertThat(page("live")).isEqualTo("live\n");
        assertThat(page("ready")).isEqualTo("ready\n");
    }

    @Test
    void anUnknownPageNamesThoseThatAreThere() {
        var answer = Http.get(server.url() + "/_hikyaku/status");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .contains("/_hikyaku/live", "/_hikyaku/ready", "/_hikyaku/metrics");
    }

    @Test
    void pagesAreReadOnly() {
        try (var connection = new RawHttp(server.url())) {
            byte[] post = RawHttp.request("POST", "/_hikyaku/live", "", new byte[0]);
            assertThat(connection.send(post).read().status()).isEqualTo(405);
        }
    }

    @Test
    void theMetricsOfAQueueSayWhatWasDoneWithIt() {
        String deadLetters = sqs.createQueue("dead", Map.of());
        String queue =
                sqs.createQueue(
                        "counted",
                        Map.of(
                                "RedrivePolicy",
                                "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:dead\","
                                        + "\"maxReceiveCount\":1}"));
        for (int i = 0; i < 5; i++) {
            sqs.send(queue, Outgoing.of("message " + i));
        }
        sqs.send(queue, Outgoing.of("delayed").delayed(900));
        var received = sqs.receive(queue, Receive.ONE.max(3));
        assertThat(received).hasSize(3);
        sqs.delete(queue, received.get(0).handle());
        sqs.changeVisibility(queue, received.get(1).handle(), 0);
        assertThat(sqs.receive(queue, Receive.ONE.max(10)))
                .as("two more, and the one that was received before becomes a dead letter")
                .hasSize(2);
        assertThat(sqs.receive(deadLetters, Receive.ONE.waiting(20))).hasSize(1);
        sqs.send(queue, Outgoing.of("visible"));
        assertThat(samples("counted"))
                .containsEntry("hikyaku_queue_visible", 1.0)
                .containsEntry("hikyaku_queue_in_flight", 3.0)
                .containsEntry("hikyaku_queue_delayed", 1.0)
                .containsEntry("hikyaku_queue_sent_total", 7.0)
                .containsEntry("hikyaku_queue_received_total", 5.0)
                .containsEntry("hikyaku_queue_deleted_total", 1.0)
                .containsEntry("hikyaku_queue_dead_lettered_total", 1.0)
                .containsEntry("hikyaku_queue_expired_total", 0.0)
                .containsKey("hikyaku_queue_oldest_age_seconds");
    }

    @Test
    void aQueueThatWasMadeAnewHasMetricsOfItsOwn() {
        String queue = sqs.createQueue("again", Map.of());
        sqs.send(queue, Outgoing.of("x"));
        assertThat(samples("again")).containsEntry("hikyaku_queue_sent_total", 1.0);
        sqs.deleteQueue(queue);
        sqs.createQueue("again", Map.of());
        for (int scrapes = 0; scrapes < 2; scrapes++) {
            assertThat(samples("again"))
                    .containsEntry("hikyaku_queue_sent_total", 0.0)
                    .containsEntry("hikyaku_queue_visible", 0.0);
        }
        sqs.deleteQueue(queue);
        assertThat(samples("again")).isEmpty();
    }

    @Test
    void theMetricsOfTheServerAreThere() {
        assertThat(page("metrics"))
                .contains("hikyaku_healthy 1.0")
                .contains("hikyaku_engine_inbox ")
                .contains("hikyaku_store_size_bytes ")
                .contains("jvm_memory_used_bytes")
                .contains("process_cpu_usage");
    }
}
