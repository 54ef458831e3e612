package dev.hikyaku.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A delivery daemon that runs, and its queues. */
abstract class Daemon implements AutoCloseable {
    /** Where a daemon runs, and what it stands in front of. */
    interface Place {
        Daemon start(Path folder, DaemonSetup setup);

        /** What a setup that is refused is told; the process must end with the exit code 2. */
        String refusal(Path folder, DaemonSetup setup);
    }

    private final DaemonSetup setup;

    Daemon(DaemonSetup setup) {
        this.setup = setup;
    }

    /** In the server, which has a process and data of its own. */
    static final Place IN_THE_SERVER =
            new Place() {
                @Override
                public Daemon start(Path folder, DaemonSetup setup) {
                    return new InTheServer(folder, setup);
                }

                @Override
                public String refusal(Path folder, DaemonSetup setup) {
                    write(folder, setup.queuesToml() + setup.workerToml());
                    var process =
                            HikyakuProcess.run(
                                    folder, Map.of(), "serve", "--port=0", "--data=data");
                    process.assertExit(2);
                    return process.stderr();
                }
            };

    /** As {@code hikyaku work}, in front of a server that runs. */
    static Place inFrontOf(String endpoint) {
        return new Place() {
            @Override
            public Daemon start(Path folder, DaemonSetup setup) {
                return new Alone(folder, endpoint, null, setup);
            }

            @Override
            public String refusal(Path folder, DaemonSetup setup) {
                var options = setup.options(queue -> "http://queues.example/000000000000/" + queue);
                var process = HikyakuProcess.run(folder, Map.of(), options.toArray(String[]::new));
                process.assertExit(2);
                return process.stderr();
            }
        };
    }

    /** As {@code hikyaku work}, in front of a server of its own. */
    static Daemon besideAServer(Path folder, DaemonSetup setup) {
        return Alone.withServer(folder, setup);
    }

    private static void write(Path folder, String toml) {
        try {
            Files.writeString(folder.resolve("hikyaku.toml"), toml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process that delivers. */
    abstract HikyakuProcess process();

    /** Starts it again after its end. */
    abstract void restart();

    /** Where the server that has its queues listens; elsewhere after a restart. */
    abstract String server();

    /** Where the worker's administration is. */
    abstract String admin();

    /** A client of its server, also after the daemon has ended; to be closed. */
    abstract Sqs sqs();

    @Override
    public abstract void close();

    /** The only queue, or the first. */
    DaemonSetup.Queue queue() {
        return setup.queues().getFirst();
    }

    /** Asks it to stop; the exit code, once it has. */
    CompletableFuture<Integer> terminate() {
        var process = process();
        return CompletableFuture.supplyAsync(
                process::terminate, task -> Thread.ofPlatform().start(task));
    }

    /** What the administration answers for a path below the worker's. */
    HttpResponse<String> admin(String method, String path, String body) {
        try (var client = HttpClient.newHttpClient()) {
            String url = admin() + "/_hikyaku/workers/tested" + path;
            return Http.send(
                    client,
                    HttpRequest.newBuilder(URI.create(url))
                            .timeout(HikyakuProcess.PATIENCE)
                            .method(method, BodyPublishers.ofString(body))
                            .build());
        }
    }

    String metrics() {
        return Http.get(admin() + "/_hikyaku/metrics").body();
    }

    private static final class InTheServer extends Daemon {
        private final Path folder;
        private final DaemonSetup setup;
        private final ServerProcess server;

        InTheServer(Path folder, DaemonSetup setup) {
            super(setup);
            this.folder = folder;
            this.setup = setup;
            write(folder, setup.queuesToml() + setup.workerToml());
            this.server = ServerProcess.start(folder);
        }

        @Override
        HikyakuProcess process() {
            return server.process();
        }

        @Override
        void restart() {
            server.restart();
        }

        @Override
        String server() {
            return server.url();
        }

        @Override
        String admin() {
            return server();
        }

        @Override
        Sqs sqs() {
            if (!process().alive()) {
                write(folder, setup.queuesToml());
                server.restart();
            }
            return new JsonSqs(server());
        }

        @Override
        public void close() {
            server.close();
        }
    }

    private static final class Alone extends Daemon {
        private final Path folder;
        private final String endpoint;
        private final @Nullable ServerProcess ownServer;
        private final List<String> options;
        private HikyakuProcess process;

        static Alone withServer(Path folder, DaemonSetup setup) {
            var server = ServerProcess.start(folder);
            try {
                return new Alone(folder, server.url(), server, setup);
            } catch (RuntimeException | Error e) {
                server.close();
                throw e;
            }
        }

        Alone(Path folder, String endpoint, @Nullable ServerProcess ownServer, DaemonSetup setup) {
            super(setup);
            this.ownServer = ownServer;
            this.folder = folder;
            this.endpoint = endpoint;
            try (var sqs = sqs()) {
                setup.queues().forEach(queue -> queue.create(sqs));
                options = new ArrayList<>(setup.options(sqs::queueUrl));
            }
            options.add("--endpoint=" + endpoint);
            options.add("--admin-port=0");
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
        String server() {
            return endpoint;
        }

        @Override
        String admin() {
            return process.awaitLine("hikyaku work: administration on ");
        }

        @Override
        Sqs sqs() {
            return new JsonSqs(endpoint);
        }

        @Override
        public void close() {
            process.close();
            if (ownServer != null) {
                ownServer.close();
            }
        }
    }
}
