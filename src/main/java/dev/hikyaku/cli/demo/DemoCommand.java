package dev.hikyaku.cli.demo;

import dev.hikyaku.delivery.settings.QueueSettings;
import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerKeys;
import dev.hikyaku.delivery.settings.WorkerSettings;
import dev.hikyaku.server.EventLoops;
import dev.hikyaku.server.Logs;
import dev.hikyaku.server.Server;
import dev.hikyaku.server.ServerOptions;
import dev.hikyaku.server.ServerSettings;
import io.vertx.core.Vertx;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description =
                "Shows the main job: a server with data of its own, senders, and a worker that sometimes fails.")
public final class DemoCommand implements Callable<Integer> {
    private static final String QUEUE = "jobs";
    private static final String DEAD = "jobs-dead";
    private static final int JOBS = 2000;
    private static final int MAX_RECEIVE_COUNT = 3;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long REFRESH_MILLIS = 100;

    private final PrintStream out = System.out;
    private final Tally tally = new Tally();

    @Option(names = "--keep", description = "leave the server running afterwards, until Ctrl-C")
    private boolean keep;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Logs.configure("ERROR", Logs.Format.TEXT);
        Path data = Files.createTempDirectory("hikyaku-demo-");
        Vertx vertx = EventLoops.create();
        try {
            int workerPort =
                    new SampleWorker(vertx, tally)
                            .listen()
                            .toCompletionStage()
                            .toCompletableFuture()
                            .join()
                            .actualPort();
            try (Server server = Server.start(settings(data, workerPort))) {
                return run(server, workerPort);
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
            delete(data);
        }
    }

    private static ServerSettings settings(Path data, int workerPort) {
        var backoff = Duration.ofSeconds(1);
        var worker =
                WorkerSettings.of(
                        "sample",
                        List.of(QueueSettings.of(QUEUE)),
                        List.of(URI.create("http://127.0.0.1:" + workerPort + "/")),
                        Values.NONE
                                .with(WorkerKeys.BACKOFF_MIN, backoff)
                                .with(WorkerKeys.BACKOFF_MAX, backoff));
        var options =
                new ServerOptions(
                        null, 0, null, data, null, null, null, null, null, null, null, null);
        return options.settings(
                List.of(
                        new ServerSettings.Queue(
                                QUEUE, Map.of(), DEAD, MAX_RECEIVE_COUNT, Map.of())),
                List.of(worker));
    }

    private int run(Server server, int workerPort) throws InterruptedException {
        out.println(
                "A server on "
                        + server.url()
                        + ", its data in a temporary folder, every message on disk before its"
                        + " sender hears of it.");
        out.println(
                "A worker on http://127.0.0.1:"
                        + workerPort
                        + "/ that fails one job in ten once, and one in a"
                        + " hundred always.");
        out.println(
                "Sending "
                        + JOBS
                        + " jobs with the AWS SDK; after "
                        + MAX_RECEIVE_COUNT
                        + " failures a job goes to the dead-letter queue.");
        out.println();
        try (var producers = new Producers(server.url(), tally)) {
            int dead = watch(producers);
            int lost = tally.sent() - tally.delivered() - dead;
            report(dead, lost);
            if (keep) {
                keepRunning(server);
            }
            return lost == 0 && tally.sent() == JOBS ? 0 : 1;
        }
    }

    private int watch(Producers producers) throws InterruptedException {
        var progress = new Progress(out, isTerminal(), JOBS);
        Thread sending = Thread.ofVirtual().start(() -> producers.send(QUEUE, JOBS));
        long end = System.nanoTime() + LIMIT.toNanos();
        int dead = 0;
        while (System.nanoTime() < end
                && (sending.isAlive() || tally.delivered() + dead < tally.sent())) {
            TimeUnit.MILLISECONDS.sleep(REFRESH_MILLIS);
            dead = producers.waiting(DEAD);
            progress.show(tally, dead, System.currentTimeMillis());
        }
        progress.end();
        return dead;
    }

    private void report(int dead, int lost) {
        out.println();
        out.printf("  %-44s %6d%n", "sent (acknowledged)", tally.sent());
        out.printf("  %-44s %6d%n", "delivered", tally.delivered());
        out.printf("  %-44s %6d%n", "retried", tally.retried());
        out.printf("  %-44s %6d%n", "dead-lettered", dead);
        out.printf("  %-44s %6d%n", "lost", lost);
        out.printf(
                "  %-44s %6d ms%n", "from send to first delivery, p50", tally.latencyMillis(0.5));
        out.printf(
                "  %-44s %6d ms%n", "from send to first delivery, p99", tally.latencyMillis(0.99));
        out.println();
        out.println(
                "Next: ./hikyaku serve --worker 'jobs=http://127.0.0.1:8080/'   with a worker of your own, then");
        out.println("      aws --endpoint-url http://127.0.0.1:4566 sqs send-message \\");
        out.println(
                "        --queue-url http://127.0.0.1:4566/000000000000/jobs --message-body hello");
    }

    private void keepRunning(Server server) throws InterruptedException {
        out.println();
        out.println(
                "The server keeps running on " + server.url() + "; look at the dead letters with");
        out.println(
                "      aws --endpoint-url "
                        + server.url()
                        + " sqs receive-message --queue-url "
                        + server.url()
                        + "/000000000000/"
                        + DEAD);
        out.println("Ctrl-C ends it.");
        new CountDownLatch(1).await();
    }

    @SuppressWarnings("SystemConsoleNull") // it depends on the provider that the JDK was built with
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
