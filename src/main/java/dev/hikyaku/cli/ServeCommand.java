package dev.hikyaku.cli;

import dev.hikyaku.delivery.settings.WorkerSettings;
import dev.hikyaku.schedule.MissedFirings;
import dev.hikyaku.server.ConfigFile;
import dev.hikyaku.server.Server;
import dev.hikyaku.server.ServerOptions;
import dev.hikyaku.server.ServerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        description =
                "Runs the server: queues for every AWS SDK, and a delivery daemon for each --worker.",
        footer = {
            "",
            "The command line goes before the environment, and both before the file. Example:",
            "  hikyaku serve --worker 'jobs=http://127.0.0.1:8080/'"
        })
final class ServeCommand implements Callable<Integer> {
    private static final Path DEFAULT_CONFIG = Path.of("hikyaku.toml");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:HIKYAKU_CONFIG}",
            description =
                    "configuration file (default: hikyaku.toml if there is one; env HIKYAKU_CONFIG)")
    private @Nullable Path config;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:HIKYAKU_DATA}",
            description = "where messages are kept (default: hikyaku-data; env HIKYAKU_DATA)")
    private @Nullable Path data;

    @Option(
            names = "--bind",
            paramLabel = "ADDR",
            defaultValue = "${env:HIKYAKU_BIND}",
            description = "address to listen on (default: 127.0.0.1; env HIKYAKU_BIND)")
    private @Nullable String bind;

    @Option(
            names = "--port",
            paramLabel = "N",
            converter = PortConverter.class,
            defaultValue = "${env:HIKYAKU_PORT}",
            description = "0 to 65535; 0 takes any free port (default: 4566; env HIKYAKU_PORT)")
    private @Nullable Integer port;

    @Option(
            names = "--advertise",
            paramLabel = "URL",
            defaultValue = "${env:HIKYAKU_ADVERTISE}",
            description =
                    "what queue URLs begin with (default: where it listens; env HIKYAKU_ADVERTISE)")
    private @Nullable String advertise;

    @Option(
            names = "--region",
            paramLabel = "NAME",
            defaultValue = "${env:HIKYAKU_REGION}",
            description =
                    "region of requests that name none (default: us-east-1; env HIKYAKU_REGION)")
    private @Nullable String region;

    @Option(
            names = "--account",
            paramLabel = "ID",
            defaultValue = "${env:HIKYAKU_ACCOUNT}",
            description =
                    "account of requests whose access key id is none, 12 digits"
                            + " (default: 000000000000; env HIKYAKU_ACCOUNT)")
    private @Nullable String account;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            converter = PartitionsConverter.class,
            defaultValue = "${env:HIKYAKU_PARTITIONS}",
            description =
                    "writers that a new data directory is made for, 1 to 64; it keeps them for good"
                            + " (default: 8; env HIKYAKU_PARTITIONS)")
    private @Nullable Integer partitions;

    @Option(
            names = "--allow-anonymous",
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "${env:HIKYAKU_ALLOW_ANONYMOUS}",
            description =
                    "listen beyond this machine although nobody is asked who they are"
                            + " (env HIKYAKU_ALLOW_ANONYMOUS=true)")
    private @Nullable Boolean allowAnonymous;

    @Option(
            names = "--recreate-delay",
            paramLabel = "D",
            converter = DurationConverter.class,
            defaultValue = "${env:HIKYAKU_RECREATE_DELAY}",
            description =
                    "how long the name of a deleted queue cannot be used again; AWS: 60s"
                            + " (default: 0s; env HIKYAKU_RECREATE_DELAY)")
    private @Nullable Duration recreateDelay;

    @Option(
            names = "--cors-origins",
            paramLabel = "ORIGIN",
            split = ",",
            defaultValue = "${env:HIKYAKU_CORS_ORIGINS}",
            description =
                    "web pages that may call this server, such as http://localhost:3000; * for all"
                            + " (default: none; env HIKYAKU_CORS_ORIGINS, several with commas)")
    private @Nullable List<String> corsOrigins;

    @Option(
            names = "--missed-firings",
            paramLabel = "WHICH",
            converter = MissedFiringsConverter.class,
            defaultValue = "${env:HIKYAKU_MISSED_FIRINGS}",
            description =
                    "of schedules that were due while the server did not run: once, all or skip"
                            + " (default: once; env HIKYAKU_MISSED_FIRINGS)")
    private @Nullable MissedFirings missedFirings;

    @Option(
            names = "--disk-reserve",
            paramLabel = "MIB",
            converter = DiskReserveConverter.class,
            defaultValue = "${env:HIKYAKU_DISK_RESERVE}",
            description =
                    "MiB to keep free on the disk: with less, nothing new is stored"
                            + " (default: 256; env HIKYAKU_DISK_RESERVE; 0 for none)")
    private @Nullable Integer diskReserve;

    @Mixin private EmbeddedWorkerOptions workers;

    @Mixin private LogOptions log;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    ServeCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        log.apply();
        ServerSettings settings = settings();
        var server = Server.start(settings);
        Shutdown.onSignal(server::close);
        System.out.println("hikyaku ready on " + server.url());
        new CountDownLatch(1).await(); // a signal ends the process
        return 0;
    }

    private ServerSettings settings() {
        List<WorkerSettings> fromOptions = workers.workers();
        return file().settings(options(), fromOptions);
    }

    /** What the command line and the environment say. */
    ServerOptions options() {
        return new ServerOptions(
                bind,
                port,
                advertise,
                data,
                region,
                account,
                partitions,
                allowAnonymous,
                recreateDelay,
                corsOrigins,
                missedFirings,
                diskReserve);
    }

    private ConfigFile file() {
        if (config != null) {
            return ConfigFile.read(config);
        }
        return Files.exists(DEFAULT_CONFIG) ? ConfigFile.read(DEFAULT_CONFIG) : ConfigFile.NONE;
    }
}
