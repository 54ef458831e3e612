package dev.hikyaku.store;

import static dev.hikyaku.store.StoreFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final int ALL = 1_000_000;

    private final Transaction kv = new Transaction(new MemoryStore());

    private void put(int partition, long position, String payload) {
        Outbox.put(kv, partition, new Outbox.Entry(position, "arn:x", bytes(payload)));
    }

    private List<Long> positions(int partition, long after, int limit, int bytesMax) {
        return Outbox.read(kv, partition, after, limit, bytesMax).stream()
                .map(Outbox.Entry::position)
                .toList();
    }

    @Test
    void entriesComeInOrderOfTheirPositionsWithWhatWasPut() {
        put(0, 300, "later");
        put(0, 2, "sooner");

        List<Outbox.Entry> entries = Outbox.read(kv, 0, 0, 10, ALL);

        assertThat(entries).extracting(Outbox.Entry::position).containsExactly(2L, 300L);
        assertThat(entries.getFirst().target()).isEqualTo("arn:x");
        assertThat(entries.getFirst().payload()).isEqualTo(bytes("sooner"));
    }

    @Test
    void readingStartsAfterAPositionAndStopsAtTheLimit() {
        for (int position = 1; position <= 5; position++) {
            put(0, position, "p");
        }

        assertThat(positions(0, 2, 2, ALL)).containsExactly(3L, 4L);
    }

    @Test
    void readingStopsWhenTheLoadIsHeavyEnoughButAlwaysTakesOne() {
        for (int position = 1; position <= 3; position++) {
            put(0, position, "0123456789");
        }

        assertThat(positions(0, 0, 10, 15)).containsExactly(1L, 2L);
        assertThat(positions(0, 0, 10, 1)).containsExactly(1L);
    }

    @Test
    void deletedEntryIsGoneAndOtherPartitionsAreTheirOwn() {
        put(0, 1, "a");
        put(0, 2, "b");
        put(1, 1, "c");
        Outbox.delete(kv, 0, 1);

        assertThat(positions(0, 0, 10, ALL)).containsExactly(2L);
        assertThat(positions(1, 0, 10, ALL)).containsExactly(1L);
        assertThat(positions(2, 0, 10, ALL)).isEmpty();
    }

    @Test
    void goldenBytes() {
        Outbox.put(kv, 3, new Outbox.Entry(258, "ab", new byte[] {9, 8}));

        byte[] key = HexFormat.of().parseHex("000300000000000000006f0000000000000102");
        assertThat(kv.get(Space.META, key)).isEqualTo(HexFormat.of().parseHex("01000261620908"));
    }
}
