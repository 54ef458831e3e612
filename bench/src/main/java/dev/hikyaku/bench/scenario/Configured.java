package dev.hikyaku.bench.scenario;

import dev.hikyaku.bench.server.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server with a configuration file. */
final class Configured {
    private Configured() {}

    static Server start(Bench bench, String toml) {
        Path data = bench.scratch().fresh();
        Path file = data.resolveSibling("hikyaku.toml");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, toml);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        return bench.servers().product(data, "--config", file.toString());
    }
}
