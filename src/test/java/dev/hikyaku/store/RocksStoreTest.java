package dev.hikyaku.store;

import static dev.hikyaku.store.StoreFixture.bytes;
import static dev.hikyaku.store.StoreFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store on disk promises beyond the contract: it outlives its process. */
class RocksStoreTest {
    private static final int BATCHES = 400;
    private static final int WRITERS = 8;

    private static void put(Store store, String key) {
        var changes = new ChangeSet();
        for (Space space : Space.values()) {
            changes.changes(space).put(bytes(key), bytes("v"));
        }
        store.write(changes);
    }

    /** The files as a killed process leaves them. */
    private static Path filesOf(Path live, Path copy) throws IOException {
        Files.createDirectory(copy);
        try (var files = Files.list(live)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    @Test
    void syncedWriteSurvivesAKillAndAnUnsyncedGroupIsWholeOrAbsent(@TempDir Path path)
            throws IOException {
        Path live = path.resolve("live");
        try (var store = RocksStore.open(live)) {
            put(store, "synced");
            store.sync();
            put(store, "unsynced");
            try (var after = RocksStore.open(filesOf(live, path.resolve("killed")))) {
                boolean there = after.get(Space.META, bytes("unsynced")) != null;
                for (Space space : Space.values()) {
                    assertThat(text(after.get(space, bytes("synced")))).isEqualTo("v");
                    assertThat(after.get(space, bytes("unsynced")) != null).isEqualTo(there);
                }
            }
        }
    }

    private static byte[] key(int writer, char kind, int number) {
        return PartitionKeys.own(writer, (byte) kind, number);
    }

    /** Every fifth batch deletes a range of other keys; what each has put must be found. */
    private static int missing(Store store, int writer) {
        int missing = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            var changes = new ChangeSet();
            if (batch % 5 == writer % 5) {
                changes.deleteRange(Space.GROUPS, key(writer, 'a', batch), key(writer, 'b', batch));
            }
            for (int i = 0; i < 10; i++) {
                byte[] key = key(writer, 'k', (batch * 31 + i * 7) % 100);
                changes.changes(Space.GROUPS).put(key, bytes("" + batch));
            }
            store.write(changes);
            for (var put : changes.changes(Space.GROUPS).entrySet()) {
                missing +=
                        Arrays.equals(store.get(Space.GROUPS, put.getKey()), put.getValue())
                                ? 0
                                : 1;
            }
        }
        return missing;
    }

    @Test
    void whatWritersPutAtATimeIsFoundThoughOthersDeleteRanges(@TempDir Path path) throws Exception {
        try (var store = RocksStore.open(path);
                var threads = Executors.newFixedThreadPool(WRITERS)) {
            var missing = new ArrayList<Future<Integer>>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                missing.add(threads.submit(() -> missing(store, number)));
            }
            while (!missing.stream().allMatch(Future::isDone)) {
                store.sync(); // meanwhile writers gather, and RocksDB takes them in together
            }
            for (Future<Integer> each : missing) {
                assertThat(each.get()).as("keys that were put and are not found").isZero();
            }
        }
    }

    @Test
    void closeSyncs(@TempDir Path path) throws IOException {
        Path live = path.resolve("live");
        try (var store = RocksStore.open(live)) {
            put(store, "k");
        }
        try (var after = RocksStore.open(filesOf(live, path.resolve("copy")))) {
            assertThat(text(after.get(Space.META, bytes("k")))).isEqualTo("v");
        }
    }

    @Test
    void pathThatIsAFileIsRefusedByName(@TempDir Path path) throws IOException {
        Path file = Files.createFile(path.resolve("file"));

        assertThatThrownBy(() -> RocksStore.open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString());
    }
}
