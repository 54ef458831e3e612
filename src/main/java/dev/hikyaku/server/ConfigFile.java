package dev.hikyaku.server;

import dev.hikyaku.broker.push.Functions;
import dev.hikyaku.broker.topics.SmtpSettings;
import dev.hikyaku.delivery.settings.WorkerSettings;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.schedule.MissedFirings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.toml.TomlMapper;

/** {@code hikyaku.toml}: the server, its queues and its workers. */
public record ConfigFile(
        ServerOptions server,
        List<ServerSettings.Queue> queues,
        List<WorkerSettings> workers,
        Functions functions,
        @Nullable SmtpSettings smtp) {
    private static final Pattern FUNCTION_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** What there is without a file. */
    public static final ConfigFile NONE =
            new ConfigFile(ServerOptions.NONE, List.of(), List.of(), Functions.NONE, null);

    /**
     * Reads a file.
     *
     * @throws ConfigException that names the file, the key, the value and what is allowed
     */
    public static ConfigFile read(Path path) {
        String file = path.toString();
        try {
            return read(file, Files.readString(path));
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": there is no such file");
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e);
        }
    }

    static ConfigFile read(String file, String text) {
        try {
            var root = new Section(file, "the file", new TomlMapper().readTree(text));
            ServerOptions server = server(root.table("server"));
            var queues = root.tables("queue").stream().map(QueueSection::read).toList();
            var workers = root.tables("worker").stream().map(WorkerSection::read).toList();
            var functions = root.tables("function").stream().map(ConfigFile::function).toList();
            SmtpSettings smtp = SmtpSection.read(root.table("smtp"));
            root.finish();
            checkNames(file, "function", functions.stream().map(Map.Entry::getKey).toList());
            checkNames(file, "queue", queues.stream().map(ServerSettings.Queue::name).toList());
            checkNames(file, "worker", workers.stream().map(WorkerSettings::name).toList());
            return new ConfigFile(server, queues, workers, Functions.of(functions), smtp);
        } catch (JacksonException e) {
            throw new ConfigException(
                    file
                            + ": is not valid TOML: "
                            + e.getOriginalMessage()
                            + " (line "
                            + (e.getLocation() == null ? "?" : e.getLocation().getLineNr())
                            + ")");
        }
    }

    private static void checkNames(String file, String kind, List<String> names) {
        var seen = new HashSet<String>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new ConfigException(
                        file + ": there are two [[" + kind + "]] with the name " + name + ".");
            }
        }
    }

    private static ServerOptions server(Section section) {
        var options =
                new ServerOptions(
                        section.text("bind"),
                        section.integer("port", 0, 65_535),
                        section.text("advertise"),
                        section.path("data"),
                        section.text("region"),
                        section.text("account"),
                        section.integer("partitions", 1, ServerSettings.PARTITIONS_MAX),
                        section.bool("allow-anonymous"),
                        section.duration("recreate-delay"),
                        section.optionalTexts("cors-origins"),
                        missedFirings(section),
                        section.integer("disk-reserve", 0, ServerSettings.DISK_RESERVE_MIB_MAX));
        section.finish();
        return options;
    }

    private static @Nullable MissedFirings missedFirings(Section section) {
        String text = section.text("missed-firings");
        try {
            return text == null ? null : MissedFirings.parse(text);
        } catch (IllegalArgumentException e) {
            throw section.wrong("missed-firings", String.valueOf(e.getMessage()));
        }
    }

    /** A function's name and its invocation URL. */
    private static Map.Entry<String, URI> function(Section section) {
        String name = section.requiredText("name");
        String url = section.requiredText("url");
        section.finish();
        if (!FUNCTION_NAME.matcher(name).matches()) {
            throw section.wrong("name", "must be 1 to 64 letters, digits, hyphens and underscores");
        }
        URI found = Functions.NONE.find(url);
        if (found == null) {
            throw section.wrong("url", "must be an http or https URL");
        }
        return Map.entry(name, found);
    }

    static void check(Section section, String key, Runnable check) {
        try {
            check.run();
        } catch (ServiceException e) {
            throw section.wrong(key, e.getMessage());
        }
    }

    /**
     * The settings of a server that is told this file and, above it, these options and workers.
     *
     * @throws ConfigException if two workers have the same name
     */
    public ServerSettings settings(ServerOptions options, List<WorkerSettings> more) {
        var all = new ArrayList<>(workers);
        all.addAll(more);
        var seen = new HashSet<String>();
        all.forEach(worker -> checkName(seen, worker.name()));
        return options.or(server).settings(queues, all, functions, smtp);
    }

    private static void checkName(Set<String> seen, String name) {
        if (!seen.add(name)) {
            throw new ConfigException(
                    "There are two workers with the name "
                            + name
                            + ", one of them by --worker; give the [[worker]] of the file another name.");
        }
    }
}
