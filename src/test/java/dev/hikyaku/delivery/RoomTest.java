package dev.hikyaku.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.settings.WorkerKeys;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What workers have in hand is bounded in bytes, too. */
class RoomTest extends WorkerFixture {
    private static final int BYTES = 1000;
    private static final Duration A_WHILE = Duration.ofMillis(200);

    private final FakeSource other = new FakeSource("other", 1);

    @BeforeEach
    void roomForTen() {
        room = new Room(10 * BYTES);
    }

    private static void sendLarge(FakeSource queue, int count) {
        for (int i = 1; i <= count; i++) {
            queue.send(FakeSource.large(queue.queue, queue.queue + i, BYTES));
        }
    }

    private WorkerLoop startWide(FakeSource queue) {
        return start(settings -> settings.with(WorkerKeys.CONCURRENCY, 100), queue);
    }

    @Test
    void noMoreIsAskedForThanThereIsRoomForAndAllIsDelivered() {
        sendLarge(other, 50);
        startWide(other);
        advance(A_WHILE);
        assertThat(target.running).hasSize(10);
        while (!target.running.isEmpty()) {
            answerFirst(FakeTarget.OK);
        }
        assertThat(target.mostRunning).isEqualTo(10);
        assertThat(other.deleted).hasSize(50);
        assertThat(other.released).isEmpty();
    }

    /** The first brings what it does; those after it are known to be as large. */
    @Test
    void pollsUnderWayCountForWhatTheyMayBring() {
        other.slow = true;
        startWide(other);
        sendLarge(other, 1);
        assertThat(other.waiting()).hasSize(9);
    }

    @Test
    void aPollThatWaitsForMessagesToComeKeepsNobodyOut() {
        other.slow = true;
        startWide(other);
        sendLarge(other, 1);
        advance(A_WHILE);
        sendLarge(queue, 30);
        startWide(queue);
        assertThat(target.started).contains("q1");
    }

    @Test
    void aWorkerThatHasNothingGoesBeyondByHalf() {
        sendLarge(other, 50);
        startWide(other);
        var third = new FakeSource("third", 5);
        sendLarge(third, 30);
        startWide(third);
        assertThat(target.running.keySet()).filteredOn(id -> id.startsWith("third")).hasSize(5);
        sendLarge(queue, 1);
        startWide(queue);
        assertThat(target.running).doesNotContainKey("q1");
        answer("other1", FakeTarget.OK);
        advance(A_WHILE);
        assertThat(target.running).containsKey("q1");
    }

    /** What comes late is not given back twice. */
    @Test
    void whatAWorkerHadIsFreeWhenItEnds() {
        var share = room.share();
        share.take(10 * BYTES);
        share.end();
        share.giveBack(10 * BYTES);
        assertThat(room.share().open()).isTrue();
        var next = room.share();
        next.take(10 * BYTES);
        assertThat(next.open()).isFalse();
    }
}
