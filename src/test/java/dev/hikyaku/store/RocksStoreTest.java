package dev.hikyaku.store;

import static dev.hikyaku.store.StoreFixture.bytes;
import static dev.hikyaku.store.StoreFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store on disk promises beyond the contract: it outlives its process. */
class RocksStoreTest {
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

    /** What does not fit into the one array of a write crosses by itself, and is of that write. */
    @Test
    void writeMayHaveAnySize(@TempDir Path path) {
        try (var store = RocksStore.open(path)) {
            var transaction = new Transaction(store);
            transaction.deleteRange(Space.META, bytes("a"), bytes("z"));
            for (int i = 0; i < 8; i++) {
                transaction.put(Space.META, bytes("large" + i), new byte[100_000]);
                transaction.put(Space.META, bytes("small" + i), new byte[i]);
            }
            transaction.flush();
            for (int i = 0; i < 8; i++) {
                assertThat(store.get(Space.META, bytes("large" + i))).hasSize(100_000);
                assertThat(store.get(Space.META, bytes("small" + i))).hasSize(i);
            }
        }
    }
}
