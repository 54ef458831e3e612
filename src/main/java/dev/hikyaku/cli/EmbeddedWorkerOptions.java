package dev.hikyaku.cli;

import dev.hikyaku.delivery.settings.QueueSettings;
import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerKeys;
import dev.hikyaku.delivery.settings.WorkerSettings;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.ServiceException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Workers as the command line names them; those of the file can be told more. */
final class EmbeddedWorkerOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--worker",
            split = " ",
            paramLabel = "QUEUE[,QUEUE...]=URL",
            defaultValue = "${env:HIKYAKU_WORKER}",
            description =
                    "deliver these queues, created if need be, to an HTTP worker by POST; may be repeated"
                            + " (env HIKYAKU_WORKER)")
    private @Nullable List<String> workers;

    @Option(
            names = "--worker-concurrency",
            paramLabel = "N",
            converter = ConcurrencyConverter.class,
            defaultValue = "${env:HIKYAKU_WORKER_CONCURRENCY}",
            description =
                    "deliveries in flight for each --worker, 1 to 1000"
                            + " (default: 50; env HIKYAKU_WORKER_CONCURRENCY)")
    private @Nullable Integer concurrency;

    @Option(
            names = "--worker-health-url",
            paramLabel = "URL",
            defaultValue = "${env:HIKYAKU_WORKER_HEALTH_URL}",
            description =
                    "must answer 200 before the first message is received for a --worker"
                            + " (default: its port must accept connections; env HIKYAKU_WORKER_HEALTH_URL)")
    private @Nullable URI healthUrl;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    EmbeddedWorkerOptions() {}

    List<WorkerSettings> workers() {
        return workers == null ? List.of() : workers.stream().map(this::worker).toList();
    }

    private WorkerSettings worker(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw wrong(
                    text,
                    "must be QUEUE=URL or QUEUE,QUEUE=URL, such as jobs=http://127.0.0.1:8080/");
        }
        String names = text.substring(0, equals);
        try {
            List<String> queues =
                    Arrays.stream(names.split(",", -1)).map(QueueArn::checkName).toList();
            Values values = Values.NONE;
            if (healthUrl != null) {
                values = values.with(WorkerKeys.HEALTH_URL, healthUrl);
            }
            if (concurrency != null) {
                values = values.with(WorkerKeys.CONCURRENCY, concurrency);
            }
            return WorkerSettings.of(
                    names,
                    queues.stream().map(QueueSettings::of).toList(),
                    List.of(URI.create(text.substring(equals + 1))),
                    values);
        } catch (IllegalArgumentException | ServiceException e) {
            throw wrong(text, String.valueOf(e.getMessage()));
        }
    }

    private ParameterException wrong(String text, String why) {
        return new ParameterException(spec.commandLine(), "--worker '" + text + "': " + why);
    }
}
