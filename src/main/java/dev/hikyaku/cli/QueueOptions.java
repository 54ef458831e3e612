package dev.hikyaku.cli;

import dev.hikyaku.delivery.settings.QueueSettings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The queues of {@code hikyaku work}, by their URLs, and what each of them may take. */
final class QueueOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--queue-url",
            paramLabel = "URL",
            required = true,
            split = ",",
            defaultValue = "${env:HIKYAKU_QUEUE_URL}",
            description =
                    "A queue to receive from; several times or with commas for several, in the order of"
                            + " their priority (env HIKYAKU_QUEUE_URL)")
    private List<String> urls = List.of();

    @Option(
            names = "--queue-weight",
            paramLabel = "QUEUE=N",
            description =
                    "A queue's part of the deliveries with weighted priority, 1 to 1000; the queue by its"
                            + " name or URL (default: 1)")
    private Map<String, Integer> weights = Map.of();

    @Option(
            names = "--queue-concurrency",
            paramLabel = "QUEUE=N",
            description =
                    "Deliveries in flight of a queue, 1 to 1000 (default: those of the worker)")
    private Map<String, Integer> concurrencies = Map.of();

    @Option(
            names = "--queue-rate",
            paramLabel = "QUEUE=X",
            description =
                    "Messages of a queue a second at the most, 0 to 1000000; 0 for no limit (default: 0)")
    private Map<String, Double> rates = Map.of();

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    QueueOptions() {}

    List<String> urls() {
        return urls;
    }

    /**
     * Checks that options name queues that are there.
     *
     * @throws IllegalArgumentException that names the setting, its value and what it may be
     */
    List<QueueSettings> queues() {
        checkNames("--queue-weight", weights.keySet());
        checkNames("--queue-concurrency", concurrencies.keySet());
        checkNames("--queue-rate", rates.keySet());
        return urls.stream()
                .map(url ->
                        new QueueSettings(
                                url,
                                of(weights, url, 1),
                                of(concurrencies, url, 0),
                                of(rates, url, 0.0)))
                .toList();
    }

    private static <T> T of(Map<String, T> values, String url, T fallback) {
        T byName = values.getOrDefault(name(url), fallback);
        return Objects.requireNonNull(values.getOrDefault(url, byName));
    }

    private static String name(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private void checkNames(String option, Set<String> names) {
        Set<String> there =
                urls.stream()
                        .map(QueueOptions::name)
                        .collect(Collectors.toCollection(TreeSet::new));
        for (String name : names) {
            if (!urls.contains(name) && !there.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "Invalid value for option '"
                                + option
                                + "': '"
                                + name
                                + "' must be one of the queues "
                                + String.join(", ", there)
                                + ", or its URL");
            }
        }
    }
}
