package dev.hikyaku.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A server with the queue {@code jobs}, whose messages may be received three times before they go
 * to {@code jobs-dead}, and a delivery daemon in front of a worker.
 */
abstract class Daemon implements AutoCloseable {
    private static final String QUEUES =
            """
            [[queue]]
            name = "jobs"
            dead-letter = "jobs-dead"
            max-receive-count = 3
            """;

    /** Where the daemon runs. */
    enum Place {
        IN_THE_SERVER,
        ALONE;

        /** Starts a daemon that delivers so many messages at a time to this URL. */
        Daemon start(Path folder, String url, int concurrency) {
            return switch (this) {
                case IN_THE_SERVER -> new InTheServer(folder, url, concurrency);
                case ALONE -> new Alone(folder, url, concurrency);
            };
        }
    }

    private final Path config;
    final ServerProcess server;

    Daemon(Path folder, String more) {
        this.config = folder.resolve("hikyaku.toml");
        write(QUEUES + more);
        this.server = ServerProcess.start(folder);
    }

    private void write(String toml) {
        try {
            Files.writeString(config, toml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process that delivers. */
    abstract HikyakuProcess process();

    /** Starts it again after its end. */
    abstract void restart();

    /** Asks it to stop; the exit code, once it has. */
    CompletableFuture<Integer> terminate() {
        var process = process();
        return CompletableFuture.supplyAsync(
                process::terminate, task -> Thread.ofPlatform().start(task));
    }

    void kill() {
        process().kill();
    }

    /** The server without a daemon, after the daemon has ended. */
    Sqs afterwards() {
        if (!server.process().alive()) {
            write(QUEUES);
            server.restart();
        }
        return sqs();
    }

    Sqs sqs() {
        return new JsonSqs(server.url());
    }

    @Override
    public void close() {
        server.close();
    }

    private static final class InTheServer extends Daemon {
        InTheServer(Path folder, String url, int concurrency) {
            super(
                    folder,
                    """
                    [[worker]]
                    queues = ["jobs"]
                    url = "%s"
                    concurrency = %d
                    visibility-timeout = "3s"
                    backoff-min = "0s"
                    backoff-max = "0s"
                    """
                            .formatted(url, concurrency));
        }

        @Override
        HikyakuProcess process() {
            return server.process();
        }

        @Override
        void restart() {
            server.restart();
        }
    }

    private static final class Alone extends Daemon {
        private final Path folder;
        private final List<String> options;
        private HikyakuProcess process;

        Alone(Path folder, String url, int concurrency) {
            super(folder, "");
            this.folder = folder;
            this.options =
                    List.of(
                            "work",
                            "--endpoint=" + server.url(),
                            "--queue-url=http://queues.example/000000000000/jobs",
                            "--to=" + url,
                            "--concurrency=" + concurrency,
                            "--visibility-timeout=3s",
                            "--backoff-min=0s",
                            "--backoff-max=0s");
            this.process = HikyakuProcess.start(folder, Map.of(), options);
        }

        @Override
        HikyakuProcess process() {
            return process;
        }

        @Override
        void restart() {
            process.close();
            process = HikyakuProcess.start(folder, Map.of(), options);
        }

        @Override
        public void close() {
            process.close();
            super.close();
        }
    }
}
