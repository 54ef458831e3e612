package dev.hikyaku.integration;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** {@code hikyaku work} in front of the server. */
@Timeout(90)
final class DaemonAloneIT extends DaemonSuite implements SqsCallCases {
    private @Nullable ServerProcess server;

    @Override
    Daemon.Place open(Path folder) {
        server = ServerProcess.start(folder);
        return Daemon.inFrontOf(server.url());
    }

    @Override
    public String endpoint() {
        return Objects.requireNonNull(server).url();
    }

    @Override
    void close() {
        try (var process = Objects.requireNonNull(server)) {
            process.stop();
        }
    }
}
