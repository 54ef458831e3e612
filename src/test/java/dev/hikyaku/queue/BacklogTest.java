package dev.hikyaku.queue;

import static dev.hikyaku.queue.QueueFixture.bodies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.store.Cursor;
import dev.hikyaku.store.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Message groups with so many ready messages that they are not counted one by one. */
class BacklogTest {
    private static final int MANY = 3 * Group.COUNTED_MAX;

    private final QueueFixture fixture = new QueueFixture();
    private final Keys keys = new Keys(QueueFixture.PARTITION);

    private Group stored(long queue, String group) {
        long key = GroupKeys.of(group);
        return Group.decode(
                key, Objects.requireNonNull(fixture.kv.get(Space.GROUPS, keys.group(queue, key))));
    }

    private int ready(long queue, String group) {
        long key = GroupKeys.of(group);
        int count = 0;
        try (Cursor cursor =
                fixture.kv.scan(
                        Space.GROUPS,
                        keys.groupReady(queue, key, 0),
                        keys.groupReady(queue, key, Long.MAX_VALUE))) {
            while (cursor.next()) {
                count++;
            }
        }
        return count;
    }

    private static String[] numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new);
    }

    @Test
    void sendToABacklogLeavesTheStateAsItIs() {
        long queue = fixture.createFifo("q.fifo", Map.of());
        fixture.sendTo(queue, "g", numbers(Group.COUNTED_MAX + 1));
        byte[] before = stored(queue, "g").encode();
        fixture.sendTo(queue, "g", "one more");

        assertThat(stored(queue, "g").encode()).isEqualTo(before);
    }

    @Test
    void backlogIsReceivedInOrderToItsEnd() {
        long queue = fixture.createFifo("q.fifo", Map.of());
        fixture.sendTo(queue, "g", numbers(MANY));
        var all = new ArrayList<String>();
        List<ReceivedMessage> some = fixture.receive(queue);
        while (!some.isEmpty()) {
            all.addAll(bodies(some));
            some.forEach(message -> fixture.delete(queue, message.handle()));
            some = fixture.receive(queue);
        }

        assertThat(all).containsExactly(numbers(MANY));
        assertThat(fixture.kv.get(Space.GROUPS, keys.group(queue, GroupKeys.of("g")))).isNull();
    }

    @Test
    void expiredBacklogIsDroppedInOneReceive() {
        long queue = fixture.createFifo("q.fifo", Map.of("MessageRetentionPeriod", "60"));
        fixture.sendTo(queue, "g", numbers(MANY));
        fixture.advanceSeconds(60);
        fixture.sendTo(queue, "g", "fresh");

        assertThat(bodies(fixture.receive(queue))).containsExactly("fresh");
    }

    /** In a FIFO and a standard queue: what comes back, too, and over restarts. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void countIsNeverAboveWhatIsThereAndExactWhereItMatters(boolean fifo) {
        long queue = fixture.create(fifo ? "q.fifo" : "q", Map.of("FifoQueue", "" + fifo));
        var random = new Random(5);
        int looked = 0;
        for (int i = 0; i < 4_000; i++) {
            boolean filling = i / 500 % 2 == 0;
            if (random.nextInt(10) < (filling ? 9 : 2)) {
                fixture.sendTo(queue, "g", "m" + i);
            } else {
                settle(queue, random);
            }
            if (random.nextInt(100) == 0) {
                fixture.restart();
            }
            int ready = ready(queue, "g");
            if (ready > 0) {
                Group group = stored(queue, "g");
                assertThat(group.ready).isLessThanOrEqualTo(ready);
                assertThat(group.uncounted || group.ready == ready).isTrue();
                assertThat(group.ready > Group.BACKLOG_MIN).isEqualTo(ready > Group.BACKLOG_MIN);
                looked += group.uncounted ? 1 : 0;
            }
        }
        assertThat(looked).isPositive();
    }

    private void settle(long queue, Random random) {
        for (ReceivedMessage message : fixture.receive(queue, 1 + random.nextInt(10), 60)) {
            if (random.nextInt(4) == 0) {
                fixture.changeVisibility(queue, message.handle(), 0);
            } else {
                fixture.delete(queue, message.handle());
            }
        }
    }
}
