package dev.hikyaku.integration;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** {@code hikyaku work} in front of moto's server, a stranger. Run by {@code make cross-check}. */
@Timeout(90)
final class MotoDaemonCheck extends DaemonSuite {
    private @Nullable MotoServer moto;

    @Override
    Daemon.Place open(Path folder) {
        moto = new MotoServer("123456789012");
        return Daemon.inFrontOf(moto.url());
    }

    @Override
    void close() {
        Objects.requireNonNull(moto).close();
    }
}
