package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.integration.Sqs.Attribute;
import dev.hikyaku.integration.Sqs.Outgoing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries in a distributed trace; the worker also stands in for the trace's collector. */
final class TracingIT {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SENDER = "b7ad6b7169203331";
    private static final String TRACEPARENT = "00-" + TRACE + "-" + SENDER + "-01";

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init") // JUnit sets the field
    TracingIT() {}

    private static TestWorker.Delivery delivery(TestWorker worker, String path) {
        await().atMost(Duration.ofSeconds(30)).until(() -> !at(worker, path).isEmpty());
        return at(worker, path).getFirst();
    }

    private static List<TestWorker.Delivery> at(TestWorker worker, String path) {
        return worker.deliveries().stream().filter(each -> each.path().equals(path)).toList();
    }

    private static Outgoing traced() {
        return Outgoing.of("hello")
                .with(Map.of("traceparent", Attribute.of("String", TRACEPARENT)));
    }

    @Test
    void aDeliveryIsASpanBetweenTheSendersAndTheWorkers() {
        try (var worker = new TestWorker(delivery -> 200).up();
                var server =
                        ServerProcess.start(
                                folder,
                                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", worker.url("")),
                                "--worker",
                                "jobs=" + worker.url("/work"));
                var sqs = new JsonSqs(server.url())) {
            sqs.send(sqs.createQueue("jobs", Map.of()), traced());
            assertThat(delivery(worker, "/work").header("traceparent"))
                    .startsWith("00-" + TRACE + "-")
                    .doesNotContain(SENDER);
            server.stop();
            assertThat(delivery(worker, "/v1/traces").body())
                    .contains("process jobs", "hikyaku", "messaging.operation.type");
        }
    }

    @Test
    void withoutACollectorTheSendersTraceGoesOn() {
        try (var worker = new TestWorker(delivery -> 200).up();
                var server =
                        ServerProcess.start(folder, "--worker", "jobs=" + worker.url("/work"));
                var sqs = new JsonSqs(server.url())) {
            sqs.send(sqs.createQueue("jobs", Map.of()), traced());
            assertThat(delivery(worker, "/work").header("traceparent")).isEqualTo(TRACEPARENT);
            server.stop();
        }
    }

    @Test
    void variablesThatCannotBeUsedAreNamed() {
        var process =
                HikyakuProcess.run(
                        folder, Map.of("OTEL_TRACES_EXPORTER", "smoke"), "serve", "--port", "0");
        process.assertExit(2);
        assertThat(process.stderr())
                .contains("hikyaku: The OTEL_ variables cannot be used: ", "smoke")
                .doesNotContain("\tat ");
    }
}
