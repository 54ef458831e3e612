package dev.hikyaku.integration;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** The daemon's source in front of the server itself. */
@Timeout(60)
final class SourceIT extends SourceSuite {
    private @Nullable ServerProcess server;

    @Override
    String startServer(Path folder, String account) {
        server = ServerProcess.start(folder, "--account", account);
        return server.url();
    }

    @Override
    void stopServer() {
        try (var process = Objects.requireNonNull(server)) {
            process.stop();
        }
    }
}
