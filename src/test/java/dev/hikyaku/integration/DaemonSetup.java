package dev.hikyaku.integration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What a daemon is started with. It is one worker of the name {@code tested}.
 *
 * @param urls none if endpoints register
 * @param settings by the keys of the configuration file: numbers, booleans, texts, lists of texts
 */
record DaemonSetup(List<Queue> queues, List<String> urls, Map<String, Object> settings) {
    /**
     * A queue, made with the daemon.
     *
     * @param receives what a message may have before it goes to the queue's dead-letter queue; 0 if
     *     there is none
     * @param limits of its messages in this worker: weight, concurrency, rate
     */
    record Queue(String name, int receives, Map<String, Number> limits) {
        static Queue of(String name) {
            return new Queue(name, 0, Map.of());
        }

        Queue dyingAfter(int count) {
            return new Queue(name, count, limits);
        }

        Queue limited(String limit, Number value) {
            return new Queue(name, receives, Map.of(limit, value));
        }

        boolean fifo() {
            return name.endsWith(".fifo");
        }

        String deadLetters() {
            return fifo() ? name.replace(".fifo", "-dead.fifo") : name + "-dead";
        }

        private String toml() {
            return "[[queue]]\nname = \""
                    + name
                    + "\"\n"
                    + (fifo() ? "attributes = { ContentBasedDeduplication = true }\n" : "")
                    + (receives == 0
                            ? ""
                            : "dead-letter = \"%s\"\nmax-receive-count = %d\n"
                                    .formatted(deadLetters(), receives));
        }

        private String inWorker() {
            var table = new StringBuilder("{ name = \"" + name + "\"");
            limits.forEach((limit, value) -> table.append(", " + limit + " = " + value));
            return table.append(" }").toString();
        }

        /** Makes it with another server than Hikyaku's own process. */
        String create(Sqs sqs) {
            var attributes = new LinkedHashMap<String, String>();
            if (fifo()) {
                attributes.put("FifoQueue", "true");
                attributes.put("ContentBasedDeduplication", "true");
            }
            if (receives > 0) {
                String dead = sqs.createQueue(deadLetters(), attributes);
                attributes.put(
                        "RedrivePolicy",
                        "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d}"
                                .formatted(
                                        sqs.queueAttributes(dead, "QueueArn").get("QueueArn"),
                                        receives));
            }
            return sqs.createQueue(name, attributes);
        }
    }

    DaemonSetup with(String key, Object value) {
        var more = new LinkedHashMap<>(settings);
        more.put(key, value);
        return new DaemonSetup(queues, urls, more);
    }

    DaemonSetup to(String... others) {
        return new DaemonSetup(queues, List.of(others), settings);
    }

    String queuesToml() {
        return queues.stream().map(Queue::toml).collect(Collectors.joining("\n"));
    }

    String workerToml() {
        var toml = new StringBuilder("\n[[worker]]\nname = \"tested\"\n");
        toml.append(
                "queues = [%s]\n"
                        .formatted(
                                queues.stream()
                                        .map(Queue::inWorker)
                                        .collect(Collectors.joining(", "))));
        toml.append(urls.isEmpty() ? "register = true\n" : "urls = " + toml(urls) + "\n");
        settings.forEach((key, value) -> toml.append(key + " = " + toml(value) + "\n"));
        return toml.toString();
    }

    private static String toml(Object value) {
        return switch (value) {
            case String text -> "\"" + text + "\"";
            case List<?> texts ->
                    texts.stream()
                            .map(DaemonSetup::toml)
                            .collect(Collectors.joining(", ", "[", "]"));
            default -> value.toString();
        };
    }

    /** The same for {@code hikyaku work}. */
    List<String> options(UnaryOperator<String> queueUrl) {
        var options = new ArrayList<>(List.of("work", "--name=tested"));
        for (Queue queue : queues) {
            options.add("--queue-url=" + queueUrl.apply(queue.name));
            queue.limits.forEach((limit, value) ->
                    options.add("--queue-%s=%s=%s".formatted(limit, queue.name, value)));
        }
        urls.forEach(url -> options.add("--to=" + url));
        if (urls.isEmpty()) {
            options.add("--register");
        }
        settings.forEach((key, value) -> {
            for (Object each : value instanceof List<?> list ? list : List.of(value)) {
                options.add("--" + key.replace('.', '-') + "=" + each);
            }
        });
        return options;
    }
}
