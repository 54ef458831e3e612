package dev.hikyaku.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.delivery.settings.QueueSettings;
import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerKeys;
import dev.hikyaku.delivery.settings.WorkerSettings;
import dev.hikyaku.delivery.source.Source;
import dev.hikyaku.queue.QueueReply;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

/** A worker between a real engine and real HTTP servers. */
abstract class EngineFixture {
    static final Duration SOON = Duration.ofSeconds(15);

    final Vertx vertx = Vertx.vertx();
    final EngineQueue queue = new EngineQueue();
    final List<Worker> workers = new ArrayList<>();

    @AfterEach
    void end() {
        workers.forEach(worker -> Waiting.result(worker.drain(Duration.ZERO)));
        queue.close();
        Waiting.result(vertx.close());
    }

    static WorkerSettings settings(URI url, Values values) {
        return WorkerSettings.of("test", List.of(QueueSettings.of("jobs")), List.of(url), values);
    }

    Worker worker(URI url, UnaryOperator<Values> change) {
        Values values = // that outlive what tests advance
                Values.NONE.with(WorkerKeys.VISIBILITY_TIMEOUT, Duration.ofHours(12));
        var settings = settings(url, change.apply(values));
        List<Source> sources = List.of(queue.source());
        var worker = new Worker(settings, sources, vertx, WorkerMetrics.NONE, Tracing.NONE);
        workers.add(worker);
        return worker;
    }

    Worker start(URI url, UnaryOperator<Values> change) {
        var worker = worker(url, change);
        Waiting.result(worker.start());
        return worker;
    }

    Worker start(URI url) {
        return start(url, UnaryOperator.identity());
    }

    void awaitEmpty() {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(queue.counts()).isEqualTo(new QueueReply.Counts(0, 0, 0, 0)));
    }
}
