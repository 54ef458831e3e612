package dev.hikyaku.delivery.periodic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Elastic Beanstalk's {@code cron.yaml}: {@code version: 1}, and under {@code cron} a list of tasks
 * with {@code name}, {@code url} and {@code schedule}. Other fields are passed over.
 */
public final class CronFile {
    public static final int TASKS_MAX = 1000;

    private static final long BYTES_MAX = 1 << 20;
    private static final Pattern NAME = Pattern.compile("[!-~]([ -~]{0,126}[!-~])?");
    private static final Pattern PATH = Pattern.compile("/[!-~]{0,1023}");

    private final Path file;
    private final Set<String> names = new HashSet<>();

    private CronFile(Path file) {
        this.file = file;
    }

    /**
     * Reads the tasks.
     *
     * @throws IllegalArgumentException that names the file, the entry and the field
     */
    public static List<PeriodicTask> read(Path file) {
        return new CronFile(file).tasks();
    }

    private List<PeriodicTask> tasks() {
        Object root = load();
        if (!(root instanceof Map<?, ?> fields)) {
            throw wrong("must have the fields version and cron");
        }
        if (!Integer.valueOf(1).equals(fields.get("version"))) {
            throw wrong("version must be 1, not " + fields.get("version"));
        }
        if (!(fields.get("cron") instanceof List<?> entries)) {
            throw wrong("cron must be a list of tasks");
        }
        if (entries.size() > TASKS_MAX) {
            throw wrong("cron has " + entries.size() + " tasks; at most " + TASKS_MAX + " go");
        }
        var tasks = new ArrayList<PeriodicTask>();
        for (int i = 0; i < entries.size(); i++) {
            tasks.add(task("entry " + (i + 1), entries.get(i)));
        }
        return List.copyOf(tasks);
    }

    private @Nullable Object load() {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw wrong("has more than " + BYTES_MAX + " bytes");
            }
            return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        } catch (IOException e) {
            throw wrong("cannot be read: " + e);
        } catch (YamlEngineException e) {
            throw wrong("is not valid YAML: " + e.getMessage());
        }
    }

    private PeriodicTask task(String entry, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> fields)) {
            throw wrong(entry + " must have the fields name, url and schedule");
        }
        String name = text(entry, "name", fields, NAME, "1 to 128 visible ASCII characters");
        String named = entry + " (" + name + ")";
        if (!names.add(name)) {
            throw wrong(named + ": name is that of an earlier entry");
        }
        String path = text(named, "url", fields, PATH, "a path, which begins with /");
        return new PeriodicTask(name, path, schedule(named, fields.get("schedule")));
    }

    private String text(
            String entry, String field, Map<?, ?> fields, Pattern allowed, String what) {
        Object value = fields.get(field);
        String text = value == null ? "" : value.toString();
        if (!allowed.matcher(text).matches()) {
            throw wrong(entry + ": " + field + " must be " + what + ", not '" + text + "'");
        }
        return text;
    }

    private Schedule schedule(String entry, @Nullable Object value) {
        String text = value == null ? "" : value.toString();
        try {
            return Schedule.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong(
                    entry
                            + ": schedule must be five cron fields, not '"
                            + text
                            + "': "
                            + e.getMessage());
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("The cron file " + file + " " + what + ".");
    }
}
