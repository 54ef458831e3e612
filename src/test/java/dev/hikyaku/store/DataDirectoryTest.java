package dev.hikyaku.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {
    private final Path path;

    DataDirectoryTest(@TempDir Path path) {
        this.path = path.resolve("data");
    }

    private void note(String text) throws IOException {
        Files.createDirectories(path);
        Files.writeString(path.resolve("hikyaku.properties"), text);
    }

    private void openAndClose(int partitions) {
        DataDirectory.open(path, partitions).close();
    }

    @Test
    void partitionsAreThoseOfTheFirstStart() {
        openAndClose(4);

        try (var again = DataDirectory.open(path, 16)) {
            assertThat(again.partitions()).isEqualTo(4);
        }
    }

    @Test
    void secondServerIsRefusedWithAWayOut() {
        try (var first = DataDirectory.open(path, 1)) {
            assertThatThrownBy(() -> DataDirectory.open(path, 1))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(path.toString())
                    .hasMessageContaining("in use by another Hikyaku server")
                    .hasMessageContaining("--data");
            assertThat(first.partitions()).isEqualTo(1);
        }
    }

    @Test
    void closedDirectoryIsFree() {
        openAndClose(1);
        openAndClose(1);
    }

    @Test
    void newerFormatIsRefusedAndLeftAsItIs() throws IOException {
        note("format=99\npartitions=1\n");

        assertThatThrownBy(() -> openAndClose(1))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("data format 99")
                .hasMessageContaining("newer version");
        assertThat(path.resolve("hikyaku.properties")).hasContent("format=99\npartitions=1\n");
    }

    @Test
    void olderFormatIsRefused() throws IOException {
        note("format=1\npartitions=1\nsalt=7\n");

        assertThatThrownBy(() -> openAndClose(1))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("data format 1")
                .hasMessageContaining("older version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "format=2\n",
                "partitions=4\nsalt=7\n",
                "format=one\npartitions=4\nsalt=7\n",
                "format=2\npartitions=0\nsalt=7\n",
                "format=2\npartitions=-4\nsalt=7\n",
                "format=0\npartitions=4\nsalt=7\n",
                "format=2\npartitions=4\nsalt=7\nnoise=\\u00\n"
            })
    void damagedNoteIsRefusedAndTheDirectoryIsNotHeld(String text) throws IOException {
        note(text);

        assertThatThrownBy(() -> openAndClose(4))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("hikyaku.properties")
                .hasMessageContaining("damaged");
        note("format=2\npartitions=4\nsalt=7\n");
        openAndClose(4);
    }

    @Test
    void dataWithoutItsNoteIsRefused() throws IOException {
        openAndClose(4);
        Files.createDirectory(path.resolve("store"));
        Files.delete(path.resolve("hikyaku.properties"));

        assertThatThrownBy(() -> openAndClose(8))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("hikyaku.properties");
    }

    @Test
    void unusablePathIsNamed() throws IOException {
        Path file = Files.createFile(path.resolveSibling("file"));

        assertThatThrownBy(() -> DataDirectory.open(file.resolve("below"), 1))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString());
    }
}
