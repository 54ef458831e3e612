package dev.hikyaku.cli;

import dev.hikyaku.delivery.TargetDownException;
import dev.hikyaku.delivery.Worker;
import dev.hikyaku.delivery.WorkerMetrics;
import dev.hikyaku.delivery.settings.QueueSettings;
import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerKeys;
import dev.hikyaku.delivery.settings.WorkerSettings;
import dev.hikyaku.delivery.source.Source;
import dev.hikyaku.delivery.source.SqsSource;
import dev.hikyaku.server.EventLoops;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Runs the delivery daemon alone, in front of any SQS endpoint.
 *
 * <p>A signal to end (SIGTERM, SIGINT) drains within the drain timeout and ends the process with 0.
 * The JVM's own answer to a signal is another status, so the shutdown hook ends the process itself.
 */
@Command(
        name = "work",
        showDefaultValues = true,
        description = "Delivers messages from SQS queues to an HTTP worker.",
        footer = {
            "",
            "Each option can also be set in the environment: --backoff-min by HIKYAKU_BACKOFF_MIN, and"
                    + " so on.",
            "Durations are written 500ms, 30s, 5m or 12h. Credentials come from where every AWS SDK"
                    + " looks for them."
        })
public final class WorkCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(WorkCommand.class);
    private static final int TARGET_DOWN = 1;

    /** More than what a worker takes beyond its drain timeout. */
    private static final Duration SETTLING = Duration.ofSeconds(30);

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--queue-url",
            paramLabel = "URL",
            required = true,
            split = ",",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            defaultValue = "${env:HIKYAKU_QUEUE_URL}",
            description = "A queue to receive from; several times or with commas for several.")
    private List<String> queueUrls = List.of();

    @Option(
            names = "--to",
            paramLabel = "URL",
            required = true,
            defaultValue = "${env:HIKYAKU_TO}",
            description = "Where messages are POSTed to.")
    private URI to = URI.create("");

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "${env:HIKYAKU_CONCURRENCY:-50}",
            description = "Deliveries in flight, 1 to 1000.")
    private int concurrency;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            defaultValue = "${env:HIKYAKU_ENDPOINT}",
            description = "Where to reach SQS, if not by the queue's URL.")
    private @Nullable String endpoint;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            defaultValue = "${env:HIKYAKU_REGION}",
            description = "The queues' region, if their URLs do not have it.")
    private @Nullable String region;

    @Option(
            names = "--health-url",
            paramLabel = "URL",
            defaultValue = "${env:HIKYAKU_HEALTH_URL}",
            description = "Must answer 200 before anything is received.")
    private @Nullable URI healthUrl;

    @Option(
            names = "--health-timeout",
            paramLabel = "D",
            defaultValue = "${env:HIKYAKU_HEALTH_TIMEOUT:-5m}",
            converter = DurationConverter.class,
            description = "How long that may take at the start before this command fails.")
    private Duration healthTimeout = Duration.ZERO;

    @Option(
            names = "--request-timeout",
            paramLabel = "D",
            defaultValue = "${env:HIKYAKU_REQUEST_TIMEOUT:-299s}",
            converter = DurationConverter.class,
            description = "From a request to the end of its answer; visibility is extended for it.")
    private Duration requestTimeout = Duration.ZERO;

    @Option(
            names = "--connect-timeout",
            paramLabel = "D",
            defaultValue = "${env:HIKYAKU_CONNECT_TIMEOUT:-5s}",
            converter = DurationConverter.class,
            description = "For a connection to the worker.")
    private Duration connectTimeout = Duration.ZERO;

    @Option(
            names = "--visibility-timeout",
            paramLabel = "D",
            defaultValue = "${env:HIKYAKU_VISIBILITY_TIMEOUT:-120s}",
            converter = DurationConverter.class,
            description = "How soon the messages of a daemon that crashed come again.")
    private Duration visibilityTimeout = Duration.ZERO;

    @Option(
            names = "--backoff-min",
            paramLabel = "D",
            defaultValue = "${env:HIKYAKU_BACKOFF_MIN:-2s}",
            converter = DurationConverter.class,
            description = "After a first failure; doubles each time.")
    private Duration backoffMin = Duration.ZERO;

    @Option(
            names = "--backoff-max",
            paramLabel = "D",
            defaultValue = "${env:HIKYAKU_BACKOFF_MAX:-900s}",
            converter = DurationConverter.class,
            description = "Where the doubling ends.")
    private Duration backoffMax = Duration.ZERO;

    @Option(
            names = "--drain-timeout",
            paramLabel = "D",
            defaultValue = "${env:HIKYAKU_DRAIN_TIMEOUT:-30s}",
            converter = DurationConverter.class,
            description = "What running deliveries get at shutdown.")
    private Duration drainTimeout = Duration.ZERO;

    @Option(
            names = "--content-type",
            paramLabel = "T",
            defaultValue = "${env:HIKYAKU_CONTENT_TYPE:-application/json}",
            description = "The requests' Content-Type.")
    private String contentType = "";

    @Mixin private LogOptions log = new LogOptions();

    @Override
    public Integer call() throws InterruptedException {
        log.apply();
        WorkerSettings settings = checked(this::settings);
        List<Source> sources = checked(this::sources);
        Vertx vertx = EventLoops.create();
        var worker = new Worker(settings, sources, vertx, WorkerMetrics.NONE);
        var hook = new Thread(() -> drainAndHalt(worker, vertx), "hikyaku-drain");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            worker.start().toCompletableFuture().join();
            tellStart(sources);
        } catch (CompletionException e) {
            if (e.getCause() instanceof TargetDownException down) {
                return targetDown(down, hook, vertx);
            }
            if (!(e.getCause() instanceof CancellationException)) {
                throw e;
            }
            // a signal came first, and the hook is at work
        }
        new CountDownLatch(1).await(); // the hook ends the process
        return CommandLine.ExitCode.OK;
    }

    private WorkerSettings settings() {
        Values values =
                Values.NONE
                        .with(WorkerKeys.CONCURRENCY, concurrency)
                        .with(WorkerKeys.REQUEST_TIMEOUT, requestTimeout)
                        .with(WorkerKeys.CONNECT_TIMEOUT, connectTimeout)
                        .with(WorkerKeys.VISIBILITY_TIMEOUT, visibilityTimeout)
                        .with(WorkerKeys.BACKOFF_MIN, backoffMin)
                        .with(WorkerKeys.BACKOFF_MAX, backoffMax)
                        .with(WorkerKeys.HEALTH_TIMEOUT, healthTimeout)
                        .with(WorkerKeys.CONTENT_TYPE, contentType)
                        .with(WorkerKeys.DRAIN_TIMEOUT, drainTimeout);
        if (healthUrl != null) {
            values = values.with(WorkerKeys.HEALTH_URL, healthUrl);
        }
        return WorkerSettings.of(
                "work", queueUrls.stream().map(QueueSettings::of).toList(), List.of(to), values);
    }

    private List<Source> sources() {
        return queueUrls.stream().<Source>map(url -> new SqsSource(url, region, endpoint)).toList();
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
        String queues = sources.stream().map(Source::queue).collect(Collectors.joining(", "));
        PrintWriter out = commandLine().getOut();
        out.println("hikyaku work: delivering " + queues + " to " + to);
        out.flush();
    }

    private int targetDown(TargetDownException down, Thread hook, Vertx vertx) {
        PrintWriter err = commandLine().getErr();
        err.println("hikyaku work: " + down.getMessage());
        err.flush();
        Runtime.getRuntime().removeShutdownHook(hook);
        vertx.close().toCompletionStage().toCompletableFuture().join();
        return TARGET_DOWN;
    }

    private void drainAndHalt(Worker worker, Vertx vertx) {
        long limitMillis = drainTimeout.plus(SETTLING).toMillis();
        try {
            worker.drain(drainTimeout)
                    .thenCompose(drained -> vertx.close().toCompletionStage())
                    .toCompletableFuture()
                    .orTimeout(limitMillis, TimeUnit.MILLISECONDS)
                    .join();
            Runtime.getRuntime().halt(CommandLine.ExitCode.OK);
        } catch (CompletionException e) {
            LOG.error("The daemon could not end cleanly; what it held comes again", e);
            Runtime.getRuntime().halt(CommandLine.ExitCode.SOFTWARE);
        }
    }
}
