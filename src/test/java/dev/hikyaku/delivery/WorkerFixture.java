package dev.hikyaku.delivery;

import dev.hikyaku.delivery.endpoint.Outcome;
import dev.hikyaku.delivery.settings.QueueSettings;
import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerKeys;
import dev.hikyaku.delivery.settings.WorkerSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The whole worker with a fake clock, fake queues and a fake target. */
abstract class WorkerFixture {
    static final Outcome FAILED = new Outcome.Rejected(422);
    static final URI URL = URI.create("http://127.0.0.1:1/");

    final ManualLoop loop = new ManualLoop();
    final FakeSource queue = new FakeSource("q", 10);
    final FakeTarget target = new FakeTarget();
    final FakeProbe probe = new FakeProbe(loop, true);
    final Tally tally = new Tally(WorkerMetrics.NONE);
    Room room = new Room(Long.MAX_VALUE / 2);
    private @Nullable WorkerLoop worker;

    static WorkerSettings settings(Values values, FakeSource... queues) {
        return settings(
                values, Stream.of(queues).map(each -> QueueSettings.of(each.queue)).toList());
    }

    static WorkerSettings settings(Values values, List<QueueSettings> queues) {
        return WorkerSettings.of("test", queues, List.of(URL), values);
    }

    WorkerLoop start(UnaryOperator<Values> change, FakeSource... queues) {
        return start(settings(change.apply(Values.NONE), queues), tally, queues);
    }

    WorkerLoop start(WorkerSettings settings, Tally counts, FakeSource... queues) {
        worker =
                new WorkerLoop(
                        loop,
                        settings,
                        List.of(queues),
                        target,
                        probe,
                        room,
                        () -> 0,
                        counts,
                        Tracing.NONE);
        worker.start();
        loop.run();
        return worker;
    }

    WorkerLoop start(int concurrency) {
        return start(settings -> settings.with(WorkerKeys.CONCURRENCY, concurrency), queue);
    }

    WorkerStats stats() {
        return Objects.requireNonNull(worker, "started").stats();
    }

    void answerFirst(Outcome outcome) {
        target.answerFirst(outcome);
        loop.run();
    }

    void answer(String id, Outcome outcome) {
        target.answer(id, outcome);
        loop.run();
    }

    void advance(Duration time) {
        loop.advance(time.toMillis());
    }
}
