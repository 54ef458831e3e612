package dev.hikyaku.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A server with a queue, and a delivery daemon in front of a worker. */
abstract class ChaosDaemon implements AutoCloseable {
    /**
     * What it delivers, and how.
     *
     * @param queue its name
     * @param definition the queue's part of the configuration file
     * @param settings the worker's, by the keys of the configuration file
     */
    record Setup(String queue, String definition, Map<String, Object> settings) {
        /** The queue {@code jobs}, with the dead-letter queue {@code jobs-dead}. */
        static Setup jobs(int maxReceiveCount, Map<String, Object> settings) {
            return new Setup(
                    "jobs",
                    """
                    [[queue]]
                    name = "jobs"
                    dead-letter = "jobs-dead"
                    max-receive-count = %d
                    """
                            .formatted(maxReceiveCount),
                    settings);
        }

        private String toml(String url) {
            var toml = new StringBuilder("[[worker]]\n");
            toml.append("queues = [\"%s\"]\n".formatted(queue));
            toml.append("url = \"%s\"\n".formatted(url));
            settings.forEach((key, value) ->
                    toml.append(
                            "%s = %s\n"
                                    .formatted(
                                            key,
                                            value instanceof Integer ? value : quoted(value))));
            return toml.toString();
        }

        private static String quoted(Object value) {
            return "\"" + value + "\"";
        }

        private List<String> options(String url, String endpoint) {
            var options =
                    new ArrayList<>(
                            List.of(
                                    "work",
                                    "--endpoint=" + endpoint,
                                    "--queue-url=http://queues.example/000000000000/" + queue,
                                    "--to=" + url));
            settings.forEach(
                    (key, value) -> options.add("--" + key.replace('.', '-') + "=" + value));
            return options;
        }
    }

    /** Where the daemon runs. */
    enum Place {
        IN_THE_SERVER,
        ALONE;

        /** Starts a daemon that delivers so many messages at a time to this URL. */
        ChaosDaemon start(Path folder, String url, int concurrency) {
            return start(
                    folder,
                    url,
                    Setup.jobs(
                            3,
                            Map.of(
                                    "concurrency", concurrency,
                                    "visibility-timeout", "3s",
                                    "backoff-min", "0s",
                                    "backoff-max", "0s")));
        }

        ChaosDaemon start(Path folder, String url, Setup setup) {
            return switch (this) {
                case IN_THE_SERVER -> new InTheServer(folder, url, setup);
                case ALONE -> new Alone(folder, url, setup);
            };
        }
    }

    private final Path config;
    private final Setup setup;
    final ServerProcess server;

    ChaosDaemon(Path folder, Setup setup, String more) {
        this.config = folder.resolve("hikyaku.toml");
        this.setup = setup;
        write(setup.definition() + more);
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
            write(setup.definition());
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

    private static final class InTheServer extends ChaosDaemon {
        InTheServer(Path folder, String url, Setup setup) {
            super(folder, setup, setup.toml(url));
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

    private static final class Alone extends ChaosDaemon {
        private final Path folder;
        private final List<String> options;
        private HikyakuProcess process;

        Alone(Path folder, String url, Setup setup) {
            super(folder, setup, "");
            this.folder = folder;
            this.options = setup.options(url, server.url());
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
