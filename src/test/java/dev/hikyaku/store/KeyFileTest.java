package dev.hikyaku.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {
    @Test
    void aKeyIsMadeOnceAndForItsOwnerOnly(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("a.key");
        byte[] key = new KeyFile(path).key();
        assertThat(key).hasSize(KeyFile.KEY_BYTES);
        assertThat(new KeyFile(path).key()).isEqualTo(key);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(path));
    }

    @Test
    void keysDiffer(@TempDir Path folder) {
        assertThat(new KeyFile(folder.resolve("a.key")).key())
                .isNotEqualTo(new KeyFile(folder.resolve("b.key")).key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "not Base64"})
    void whatIsNoKeyIsRefused(String text, @TempDir Path folder) throws IOException {
        Path path = folder.resolve("a.key");
        Files.writeString(path, text);
        assertThatThrownBy(() -> new KeyFile(path).key())
                .isInstanceOf(StoreException.class)
                .hasMessageEndingWith("is damaged: it is not a key of 32 bytes in Base64.");
    }
}
