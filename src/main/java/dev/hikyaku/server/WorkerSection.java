package dev.hikyaku.server;

import dev.hikyaku.delivery.settings.QueueSettings;
import dev.hikyaku.delivery.settings.Setting;
import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerKeys;
import dev.hikyaku.delivery.settings.WorkerSettings;
import dev.hikyaku.model.QueueArn;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Reads a {@code [[worker]]} of the configuration file. */
final class WorkerSection {
    private static final String QUEUE_EXAMPLE = "{ name = \"a\", weight = 3 }";
    private static final int RATE_MAX = 1_000_000;

    private final Section section;

    private WorkerSection(Section section) {
        this.section = section;
    }

    /**
     * Reads it.
     *
     * @throws ConfigException that names the key, its value and what is allowed
     */
    static WorkerSettings read(Section section) {
        return new WorkerSection(section).read();
    }

    private WorkerSettings read() {
        List<QueueSettings> queues =
                section.tables("queues", "name", QUEUE_EXAMPLE).stream()
                        .map(WorkerSection::queue)
                        .toList();
        String name = section.text("name");
        List<URI> urls = urls();
        Values values = values();
        section.finish();
        try {
            return WorkerSettings.of(
                    Objects.requireNonNullElseGet(name, () -> names(queues)), queues, urls, values);
        } catch (IllegalArgumentException e) {
            throw section.refused(String.valueOf(e.getMessage()));
        }
    }

    private static String names(List<QueueSettings> queues) {
        return queues.stream().map(QueueSettings::name).collect(Collectors.joining(","));
    }

    private static QueueSettings queue(Section section) {
        String name = section.requiredText("name");
        ConfigFile.check(section, "name", () -> QueueArn.checkName(name));
        Integer weight = section.integer("weight", 1, QueueSettings.WEIGHT_MAX);
        Integer concurrency = section.integer("concurrency", 1, WorkerKeys.CONCURRENCY_MAX);
        Double rate = section.number("rate", 0, RATE_MAX);
        section.finish();
        return new QueueSettings(
                name,
                Objects.requireNonNullElse(weight, 1),
                Objects.requireNonNullElse(concurrency, 0),
                Objects.requireNonNullElse(rate, 0.0));
    }

    private List<URI> urls() {
        String url = section.text("url");
        List<String> urls = section.optionalTexts("urls");
        boolean register = Boolean.TRUE.equals(section.bool("register"));
        if (url != null && urls != null) {
            throw section.wrong("url", "cannot be set beside urls; name them all there");
        }
        if (url != null) {
            return List.of(uri("url", url));
        }
        if (urls != null && !urls.isEmpty()) {
            return urls.stream().map(each -> uri("urls", each)).toList();
        }
        if (register) {
            return List.of();
        }
        throw section.refused(
                "needs url, a text in quotes; or urls, a list of texts; or register = true, if its"
                        + " endpoints register themselves.");
    }

    private URI uri(String key, String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw section.wrong(key, "must be an http or https URL");
        }
    }

    private Values values() {
        Values values = Values.NONE;
        for (Setting<?> setting : WorkerKeys.ALL) {
            values = section.with(values, setting);
        }
        return values;
    }
}
