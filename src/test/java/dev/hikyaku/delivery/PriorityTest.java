package dev.hikyaku.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.settings.Priority;
import dev.hikyaku.delivery.settings.QueueSettings;
import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerKeys;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of several queues goes first. */
class PriorityTest extends WorkerFixture {
    private final FakeSource high = new FakeSource("high", 10);
    private final FakeSource middle = new FakeSource("middle", 10);
    private final FakeSource low = new FakeSource("low", 10);

    private void startStrict(int concurrency, double share) {
        start(
                values ->
                        values.with(WorkerKeys.PRIORITY, Priority.STRICT)
                                .with(WorkerKeys.SHARE, share)
                                .with(WorkerKeys.CONCURRENCY, concurrency),
                high,
                middle,
                low);
    }

    private void startWeighted(int concurrency, int... weights) {
        var queues =
                List.of(
                        new QueueSettings("high", weights[0], 0, 0),
                        new QueueSettings("middle", weights[1], 0, 0),
                        new QueueSettings("low", weights[2], 0, 0));
        Values values = Values.NONE.with(WorkerKeys.CONCURRENCY, concurrency);
        start(settings(values, queues), tally, high, middle, low);
    }

    private void deliver(int messages) {
        for (int i = 0; i < messages; i++) {
            answerFirst(FakeTarget.OK);
        }
    }

    private long started(FakeSource source) {
        return target.started.stream().filter(id -> id.startsWith(source.queue)).count();
    }

    @Test
    void theFirstQueueThatHasSomethingGoesFirst() {
        startStrict(1, 0);
        low.send(1, 50);
        deliver(5);
        high.send(1, 20);
        middle.send(1, 20);
        int before = target.started.size();
        deliver(60);
        assertThat(target.started.subList(before, before + 40))
                .filteredOn(id -> id.startsWith("low"))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(target.started.subList(before, before + 21))
                .filteredOn(id -> id.startsWith("high"))
                .hasSizeGreaterThanOrEqualTo(19);
    }

    /** A queue that last had something, and is asked, may have more. */
    @Test
    void whatComesFreeWhileTheFirstQueueIsAskedIsKeptForIt() {
        startStrict(2, 0);
        high.slow = true;
        low.slow = true;
        high.send(1, 3);
        low.send(1, 100);
        high.answer();
        deliver(3);
        assertThat(high.waiting()).hasSize(1);
        assertThat(low.waiting()).isEmpty();
        high.answer();
        assertThat(target.running).containsOnlyKeys("high3");
        high.answer();
        assertThat(low.waiting()).hasSize(1);
        low.answer();
        assertThat(target.running).containsOnlyKeys("high3", "low2");
    }

    @Test
    void aHighMessageWaitsBehindNoMoreThanWhatRuns() {
        startStrict(5, 0);
        low.send(1, 1000);
        deliver(100);
        high.send(1, 1);
        deliver(1);
        assertThat(target.started.getLast()).isEqualTo("high1");
    }

    @Test
    void allQueuesAreWaitedForWhileTheyAreEmpty() {
        startStrict(1, 0);
        assertThat(high.waiting()).hasSize(1);
        assertThat(middle.waiting()).hasSize(1);
        assertThat(low.waiting()).hasSize(1);
        high.send(1, 1);
        assertThat(target.running).containsOnlyKeys("high1");
    }

    @Test
    void aShareKeepsTheLastFromStarving() {
        startStrict(4, 0.1);
        high.send(1, 2000);
        low.send(1, 2000);
        deliver(1000);
        assertThat(started(low)).isBetween(90L, 115L);
        assertThat(started(high)).isGreaterThan(850);
    }

    @Test
    void withoutAShareTheLastWaits() {
        startStrict(4, 0);
        high.send(1, 2000);
        low.send(1, 2000);
        deliver(1000);
        assertThat(started(low)).isLessThanOrEqualTo(1);
    }

    @Test
    void weightsSayHowMuchEachQueueGets() {
        startWeighted(10, 6, 3, 1);
        high.send(1, 3000);
        middle.send(1, 3000);
        low.send(1, 3000);
        deliver(2000);
        assertThat(started(high)).isBetween(1150L, 1250L);
        assertThat(started(middle)).isBetween(550L, 650L);
        assertThat(started(low)).isBetween(170L, 240L);
    }

    @Test
    void oneThatWasIdleHasNoClaimToWhatItDidNotUse() {
        startWeighted(4, 1, 1, 1);
        high.send(1, 2000);
        deliver(1000);
        low.send(1, 2000);
        int before = target.started.size();
        deliver(400);
        assertThat(target.started.subList(before, before + 400))
                .filteredOn(id -> id.startsWith("low"))
                .hasSizeBetween(180, 220);
    }

    @Test
    void aQueueMayHaveALimitOfItsOwn() {
        var queues = List.of(QueueSettings.of("high"), new QueueSettings("low", 1, 2, 0));
        start(settings(Values.NONE.with(WorkerKeys.CONCURRENCY, 10), queues), tally, high, low);
        low.send(1, 100);
        assertThat(target.running).hasSize(2);
        high.send(1, 100);
        assertThat(target.running).hasSize(10);
        assertThat(started(low)).isEqualTo(2);
        assertThat(low.released).isEmpty();
    }
}
