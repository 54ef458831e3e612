package dev.hikyaku.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.endpoint.Answer;
import dev.hikyaku.delivery.endpoint.Outcome;
import dev.hikyaku.delivery.settings.Format;
import dev.hikyaku.delivery.settings.WorkerKeys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several messages in one request. */
class BatchesTest extends WorkerFixture {
    private WorkerLoop startBatches(int concurrency, int size, Duration window) {
        return start(
                values ->
                        values.with(WorkerKeys.FORMAT, Format.EVENT)
                                .with(WorkerKeys.CONCURRENCY, concurrency)
                                .with(WorkerKeys.BATCH_SIZE, size)
                                .with(WorkerKeys.BATCH_WINDOW, window),
                queue);
    }

    @Test
    void aRequestHasWhatIsThere() {
        queue.send(1, 7);
        startBatches(10, 5, Duration.ZERO);
        assertThat(target.requests)
                .containsExactly(List.of("q1", "q2", "q3", "q4", "q5"), List.of("q6", "q7"));
    }

    @Test
    void concurrencyCountsRequests() {
        queue.send(1, 100);
        startBatches(2, 10, Duration.ZERO);
        assertThat(target.running).hasSize(2);
        assertThat(target.started).hasSize(20);
        answerFirst(FakeTarget.OK);
        assertThat(target.started).hasSize(30);
    }

    @Test
    void aBatchThatIsNotFullWaitsForTheWindow() {
        startBatches(10, 5, Duration.ofMillis(200));
        queue.send(1, 3);
        assertThat(target.requests).isEmpty();
        loop.advance(100);
        queue.send(4, 4);
        loop.advance(99);
        assertThat(target.requests).isEmpty();
        loop.advance(1);
        assertThat(target.requests).containsExactly(List.of("q1", "q2", "q3", "q4"));
    }

    @Test
    void aBatchThatIsFullDoesNotWait() {
        startBatches(10, 5, Duration.ofMinutes(5));
        queue.send(1, 3);
        queue.send(4, 6);
        assertThat(target.requests).containsExactly(List.of("q1", "q2", "q3", "q4", "q5"));
    }

    @Test
    void aRequestHasNoMoreBytesThanLambdaTakes() {
        for (int i = 1; i <= 6; i++) {
            queue.ready.add(FakeSource.large("q", "q" + i, Line.BATCH_BYTES_MAX / 2));
        }
        startBatches(10, 10, Duration.ZERO);
        assertThat(target.requests)
                .containsExactly(List.of("q1", "q2"), List.of("q3", "q4"), List.of("q5", "q6"));
    }

    @Test
    void onlyWhatFailedComesAgain() {
        queue.send(1, 4);
        startBatches(10, 10, Duration.ZERO);
        var failed = new Outcome.BatchFailure("said so");
        target.answer("q1", new Answer(FakeTarget.OK, Map.of("q2", failed, "q4", failed)));
        loop.run();
        assertThat(queue.deleted).containsExactlyInAnyOrder("q1", "q3");
        assertThat(queue.allChanges()).hasSize(2);
        assertThat(stats().delivered()).isEqualTo(2);
        assertThat(stats().failed()).isEqualTo(2);
    }

    @Test
    void aBatchThatIsGatheredIsGivenBackAtTheEnd() {
        var worker = startBatches(10, 5, Duration.ofMinutes(1));
        queue.send(1, 3);
        worker.drain(Duration.ofSeconds(1));
        loop.run();
        assertThat(queue.released).containsExactly("q1", "q2", "q3");
        assertThat(worker.ended()).isCompleted();
    }
}
