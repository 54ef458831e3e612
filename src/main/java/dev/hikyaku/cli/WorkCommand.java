package dev.hikyaku.cli;

import dev.hikyaku.delivery.TargetDownException;
import dev.hikyaku.delivery.settings.QueueSettings;
import dev.hikyaku.delivery.settings.WorkerSettings;
import dev.hikyaku.delivery.source.Source;
import dev.hikyaku.delivery.source.SqsSource;
import dev.hikyaku.server.StandaloneWorker;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Runs the delivery daemon alone, in front of any SQS endpoint. Most of its options are those of
 * {@link WorkerOptions}.
 */
@Command(
        name = "work",
        modelTransformer = WorkerOptions.class,
        description = "Delivers messages from SQS queues to an HTTP worker.",
        footer = {
            "",
            "Durations are written 500ms, 30s, 5m, 12h or 4d. Credentials come from where every AWS SDK"
                    + " looks for them."
        })
public final class WorkCommand implements Callable<Integer> {
    private static final int TARGET_DOWN = 1;

    @Spec private @Nullable CommandSpec spec;

    @Mixin private QueueOptions queues = new QueueOptions();

    @Option(
            names = "--to",
            paramLabel = "URL",
            split = ",",
            defaultValue = "${env:HIKYAKU_TO}",
            description =
                    "Where messages are POSTed to; several times or with commas for several endpoints."
                            + " http, https, or unix:/path/to/socket:/http/path (env HIKYAKU_TO)")
    private List<URI> to = List.of();

    @Option(
            names = "--register",
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "${env:HIKYAKU_REGISTER:-false}",
            description =
                    "In place of --to: endpoints register themselves at the admin port"
                            + " (env HIKYAKU_REGISTER=true)")
    private boolean register;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            defaultValue = "${env:HIKYAKU_ENDPOINT}",
            description = "Where to reach SQS, if not by the queue's URL (env HIKYAKU_ENDPOINT)")
    private @Nullable String endpoint;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            defaultValue = "${env:HIKYAKU_REGION}",
            description = "The queues' region, if their URLs do not have it (env HIKYAKU_REGION)")
    private @Nullable String region;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "${env:HIKYAKU_NAME:-work}",
            description = "For logs, metrics and administration (default: work; env HIKYAKU_NAME)")
    private String name = "";

    @Option(
            names = "--admin-port",
            paramLabel = "N",
            converter = PortConverter.class,
            defaultValue = "${env:HIKYAKU_ADMIN_PORT}",
            description =
                    "Serves health, metrics and administration on 127.0.0.1; 0 to 65535, 0 takes any free"
                            + " port (default: off; env HIKYAKU_ADMIN_PORT)")
    private @Nullable Integer adminPort;

    @Mixin private LogOptions log = new LogOptions();

    @Override
    public Integer call() throws InterruptedException {
        log.apply();
        WorkerSettings settings = checked(this::settings);
        List<Source> sources = checked(this::sources);
        StandaloneWorker worker = checked(() -> new StandaloneWorker(settings, sources));
        if (adminPort != null) {
            tell("administration on " + worker.serve(adminPort));
        }
        Shutdown.onSignal(worker::drain);
        try {
            worker.start().toCompletableFuture().join();
            tellStart(sources);
        } catch (CancellationException e) {
            // a signal came first, and ends the process
        } catch (CompletionException e) {
            if (e.getCause() instanceof TargetDownException down) {
                return targetDown(down, worker);
            }
            throw e;
        }
        new CountDownLatch(1).await(); // a signal ends the process
        return CommandLine.ExitCode.OK;
    }

    private WorkerSettings settings() {
        if (to.isEmpty() && !register) {
            throw new IllegalArgumentException(
                    "Missing required option: '--to=URL', or '--register' if endpoints register"
                            + " themselves");
        }
        if (register && adminPort == null) {
            throw new IllegalArgumentException(
                    "The option '--register' needs '--admin-port', where endpoints register");
        }
        return WorkerSettings.of(
                name,
                queues(),
                to,
                WorkerOptions.values(commandLine().getParseResult(), System.getenv()));
    }

    List<QueueSettings> queues() {
        return queues.queues();
    }

    private List<Source> sources() {
        return queues.urls().stream()
                .<Source>map(url -> new SqsSource(url, region, endpoint))
                .toList();
    }

    /** What is wrong with the options is said in the form of all usage errors. */
    private <T> T checked(Supplier<T> values) {
        try {
            return values.get();
        } catch (IllegalArgumentException | SdkClientException e) {
            throw new ParameterException(commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec, "picocli injects it").commandLine();
    }

    private void tellStart(List<Source> sources) {
        String names = sources.stream().map(Source::queue).collect(Collectors.joining(", "));
        String urls = to.stream().map(URI::toString).collect(Collectors.joining(", "));
        tell("delivering " + names + " to " + (to.isEmpty() ? "registered endpoints" : urls));
    }

    private void tell(String what) {
        PrintWriter out = commandLine().getOut();
        out.println("hikyaku work: " + what);
        out.flush();
    }

    private int targetDown(TargetDownException down, StandaloneWorker worker) {
        PrintWriter err = commandLine().getErr();
        err.println("hikyaku work: " + down.getMessage());
        err.flush();
        worker.drain();
        return TARGET_DOWN;
    }
}
