package dev.hikyaku.store;

import static dev.hikyaku.store.StoreFixture.bytes;
import static dev.hikyaku.store.StoreFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partitions write at a time, and RocksDB takes in together what they write. */
class ConcurrentWritesTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final int ROUNDS = 20;
    private static final int WRITERS = 8;
    private static final int SMALL_PUTS = 3;

    /** Many beside the keys: only then do both lists of the memtable have the same height. */
    private static final int RANGES = 60;

    /** Takes so long that all the others have come when it is done. */
    private static final int LARGE_PUTS = 20_000;

    private final List<TreeMap<String, String>> truth = new ArrayList<>();

    ConcurrentWritesTest() {
        for (int writer = 0; writer <= WRITERS; writer++) {
            truth.add(new TreeMap<>());
        }
    }

    private static byte[] key(int writer, char kind, int number) {
        return PartitionKeys.own(writer, (byte) kind, number);
    }

    /** The first writer's batches are large; of the others each second one deletes ranges, too. */
    private ChangeSet batch(int writer, int round) {
        var changes = new ChangeSet();
        if (writer == 0) {
            put(changes, Space.INDEX, writer, round, LARGE_PUTS);
            return changes;
        }
        for (int i = 0; i < (writer + round) % 2 * RANGES; i++) {
            changes.deleteRange(Space.GROUPS, key(writer, 'a', i), key(writer, 'a', i + 1 + round));
        }
        put(changes, Space.GROUPS, writer, round, SMALL_PUTS);
        return changes;
    }

    private void put(ChangeSet changes, Space space, int writer, int round, int puts) {
        for (int i = 0; i < puts; i++) {
            byte[] key = key(writer, 'k', (round * 31 + i * 7) % (10 * puts));
            changes.changes(space).put(key, bytes("" + round));
            truth.get(writer).put(HEX.formatHex(key), "" + round);
        }
    }

    private static void write(
            ExecutorService threads, CyclicBarrier together, Store store, List<ChangeSet> batches)
            throws Exception {
        var writes = new ArrayList<Future<?>>();
        for (ChangeSet batch : batches) {
            writes.add(
                    threads.submit(() -> {
                        together.await();
                        store.write(batch);
                        return null;
                    }));
        }
        for (Future<?> write : writes) {
            write.get();
        }
    }

    private static Map<String, String> found(Store store, Space space, int writer) {
        var found = new TreeMap<String, String>();
        try (Cursor cursor = store.scan(space, key(writer, 'a', 0), key(writer, 'z', 0))) {
            while (cursor.next()) {
                String value = text(store.get(space, cursor.key()));
                assertThat(value).isEqualTo(text(cursor.value()));
                found.put(HEX.formatHex(cursor.key()), value);
            }
        }
        return found;
    }

    @Test
    void whatWasPutIsFoundThoughOthersWroteAndDeletedRangesAtThatTime(@TempDir Path path)
            throws Exception {
        var together = new CyclicBarrier(WRITERS + 1);
        try (var store = RocksStore.open(path);
                var threads = Executors.newFixedThreadPool(WRITERS + 1)) {
            for (int round = 0; round < ROUNDS; round++) {
                var batches = new ArrayList<ChangeSet>();
                for (int writer = 0; writer <= WRITERS; writer++) {
                    batches.add(batch(writer, round));
                }
                write(threads, together, store, batches);
            }
            for (int writer = 0; writer <= WRITERS; writer++) {
                Space space = writer == 0 ? Space.INDEX : Space.GROUPS;
                assertThat(found(store, space, writer)).isEqualTo(truth.get(writer));
            }
        }
    }
}
