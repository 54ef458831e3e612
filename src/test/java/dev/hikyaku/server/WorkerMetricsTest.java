package dev.hikyaku.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.WorkerStats.State;
import dev.hikyaku.delivery.endpoint.Outcome;
import dev.hikyaku.delivery.source.Message;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerMetricsTest {
    private static final long NOW = 1_700_000_000_000L;

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final WorkerCollector collector = new WorkerCollector();
    private final FakeWorker worker = new FakeWorker("mail");
    private final WorkerMeters meters = new WorkerMeters(registry, "mail", () -> NOW);

    WorkerMetricsTest() {
        registry.getPrometheusRegistry().register(collector);
        collector.watch(worker, meters);
    }

    private static Message message(long sentAtMillis, int receiveCount) {
        return new Message(
                "id",
                "jobs",
                "arn:aws:sqs:us-east-1:000000000000:jobs",
                () -> "handle",
                new byte[0],
                "d41d8cd98f00b204e9800998ecf8427e",
                Map.of(),
                receiveCount,
                NOW,
                sentAtMillis,
                null,
                Map.of());
    }

    @Test
    void statisticsAreThere() {
        worker.busy = 3;
        worker.idleMillis = 1500;
        assertThat(registry.scrape())
                .contains("hikyaku_worker_state{state=\"receiving\",worker=\"mail\"} 1.0")
                .contains("hikyaku_worker_busy{worker=\"mail\"} 3.0")
                .contains("hikyaku_worker_waiting{worker=\"mail\"} 2.0")
                .contains("hikyaku_worker_limit{worker=\"mail\"} 50.0")
                .contains("hikyaku_worker_concurrency{worker=\"mail\"} 50.0")
                .contains("hikyaku_worker_idle_seconds{worker=\"mail\"} 1.5")
                .contains("hikyaku_worker_received_total{worker=\"mail\"} 100.0")
                .contains("hikyaku_worker_delivered_total{worker=\"mail\"} 90.0")
                .contains("hikyaku_worker_failed_total{worker=\"mail\"} 7.0")
                .contains("hikyaku_worker_retried_total{worker=\"mail\"} 5.0")
                .contains("hikyaku_worker_returned_total{worker=\"mail\"} 3.0")
                .contains("hikyaku_worker_buried_total{worker=\"mail\"} 1.0")
                .contains("hikyaku_worker_heartbeat_failures_total{worker=\"mail\"} 4.0");
        worker.state = State.DOWN;
        assertThat(registry.scrape())
                .contains("hikyaku_worker_state{state=\"down\",worker=\"mail\"} 1.0")
                .doesNotContain("state=\"receiving\"");
    }

    @Test
    void deliveriesAreHistograms() {
        meters.ended(message(NOW - 700, 1), new Outcome.Delivered(200), 30_000_000);
        meters.ended(message(NOW - 7000, 4), new Outcome.Rejected(500), 3_000_000_000L);
        assertThat(registry.scrape())
                .contains(
                        "hikyaku_worker_delivery_seconds_bucket{outcome=\"delivered\",worker=\"mail\",le=\"0.05\"} 1")
                .contains(
                        "hikyaku_worker_delivery_seconds_bucket{outcome=\"failed\",worker=\"mail\",le=\"2.5\"} 0")
                .contains(
                        "hikyaku_worker_delivery_seconds_bucket{outcome=\"failed\",worker=\"mail\",le=\"5.0\"} 1")
                .contains("hikyaku_worker_lag_seconds_bucket{worker=\"mail\",le=\"0.5\"} 0")
                .contains("hikyaku_worker_lag_seconds_bucket{worker=\"mail\",le=\"1.0\"} 1")
                .contains("hikyaku_worker_lag_seconds_count{worker=\"mail\"} 1")
                .contains("hikyaku_worker_receive_count_bucket{worker=\"mail\",le=\"3.0\"} 1")
                .contains("hikyaku_worker_receive_count_bucket{worker=\"mail\",le=\"5.0\"} 2");
    }

    @Test
    void theAgeIsThatOfTheOldestWhichTheQueuesGaveLast() {
        meters.received("a", List.of(message(NOW - 2000, 1), message(NOW - 9000, 1)));
        meters.received("b", List.of(message(NOW - 4000, 1)));
        assertThat(registry.scrape())
                .contains("hikyaku_worker_oldest_age_seconds{worker=\"mail\"} 9.0");
        meters.received("a", List.of());
        assertThat(registry.scrape())
                .contains("hikyaku_worker_oldest_age_seconds{worker=\"mail\"} 4.0");
    }

    @Test
    void aScrapeLooksOnceAtEachOfAThousandIdleWorkersAndIsShort() {
        var many = new ArrayList<FakeWorker>();
        for (int i = 0; i < 1000; i++) {
            var idle = new FakeWorker("worker-" + i);
            many.add(idle);
            collector.watch(idle, new WorkerMeters(registry, "worker-" + i, () -> NOW));
        }
        String scraped = registry.scrape();
        assertThat(many).allMatch(each -> each.looks == 1);
        assertThat(scraped.length()).isLessThan(1_000_000);
        assertThat(registry.getMeters()).isEmpty();
    }
}
